"""What reading found as JSON and back, so that an unchanged file need not be read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from json import dumps, loads
from typing import Any, Literal, TypeAlias, cast

from msgspec import Raw, Struct
from msgspec.json import Decoder, decode, encode

from okrsite.diagnostics import Diagnostic
from okrsite.source.allowances import Allowance
from okrsite.source.documents import KINDS, AnyDocument, Content
from okrsite.source.front_matter import decoded
from okrsite.source.marks import Key, Places
from okrsite.source.nodes import Mark
from okrsite.source.read import Document, Read, SourceFile

_PLACE = "%d %d %d %d %d %d"

Kept: TypeAlias = list[Any]
"""Places as JSON: those of value and key as texts, then what lies inside as pairs, by name, or in order."""


class _KeptDocument(Struct, frozen=True):
    """A document without its text; `page_keys` are JSON of their own, which knows every number of YAML's."""

    kind: str
    digest: str
    content: Raw
    marks: Raw
    body: str
    body_line: int
    title: str | None
    page_keys: str
    allowances: tuple[Allowance, ...]


class _KeptRead(Struct, frozen=True):
    kind: Literal["page", "document", "unreadable"]
    diagnostics: tuple[Diagnostic, ...]
    document: _KeptDocument | None = None


_reads: Decoder[_KeptRead] = Decoder(_KeptRead)


@cache
def _contents(kind: str) -> Decoder[AnyDocument]:
    return Decoder(KINDS[kind])


def to_json(read: Read) -> bytes:
    """A read file as JSON, without its text, which the file has; TypeError or ValueError for what JSON can't hold."""
    document = read.document
    if document is None:
        return encode(_KeptRead(read.kind, read.diagnostics))
    kept = _KeptDocument(
        kind=document.content.okr,
        digest=document.digest,
        content=Raw(encode(document.content)),
        marks=Raw(encode(_kept(document.marks))),
        body=document.body,
        body_line=document.body_line,
        title=document.title,
        page_keys=dumps(document.page_keys),
        allowances=document.allowances,
    )
    return encode(_KeptRead(read.kind, read.diagnostics, kept))


def from_json(kept: bytes, file: SourceFile) -> Read:
    """The read file that `to_json` wrote; `file` must be the file that was read.

    Raises ValueError, TypeError or KeyError where the JSON is of another making.
    """
    stored = _reads.decode(kept)
    if stored.document is None:
        return Read(stored.kind, None, stored.diagnostics)
    fields = stored.document
    document = Document(
        path=file.path,
        uri=file.uri,
        digest=fields.digest,
        content=cast(Content, _contents(fields.kind).decode(fields.content)),
        marks=KeptMarks(_Closed(fields.marks.copy())),
        text=decoded(file.raw),
        body=fields.body,
        body_line=fields.body_line,
        title=fields.title,
        page_keys=loads(fields.page_keys),
        allowances=fields.allowances,
    )
    return Read(stored.kind, document, stored.diagnostics)


class _Closed(Struct, eq=False):
    """Places as JSON, which take a fifth of what they take once they are taken out of it."""

    raw: Raw


@lru_cache(maxsize=8)
def _opened(places: _Closed) -> Kept:
    return cast(Kept, decode(places.raw))


class KeptMarks(Struct, eq=False):
    """Places that are made when they are asked for: most never are."""

    kept: Kept | _Closed

    def told(self) -> Kept:
        """The places as JSON has them; of a document that nobody asks about any more they are not kept open."""
        return _opened(self.kept) if isinstance(self.kept, _Closed) else self.kept

    @property
    def value(self) -> Mark:
        """The place of the value."""
        return _mark(self.told()[0])

    @property
    def key(self) -> Mark | None:
        """The place of its key."""
        key = self.told()[1]
        return _mark(key) if key else None

    @property
    def children(self) -> Mapping[Key, KeptMarks]:
        """The places of the values inside it."""
        return {key: KeptMarks(inner) for key, inner in _inside(self.told()).items()}

    def find(self, *path: Key) -> KeptMarks:
        """The places at `path`, or those of its nearest known parent."""
        return KeptMarks(self._nearest(path))

    def _nearest(self, path: Iterable[Key]) -> Kept:
        here = self.told()
        for key in path:
            inner = _within(here, key)
            if inner is None:
                break
            here = inner
        return here

    def at(self, *path: Key) -> KeptMarks | None:
        """The places at exactly `path`, or None."""
        here = self.told()
        for key in path:
            inner = _within(here, key)
            if inner is None:
                return None
            here = inner
        return KeptMarks(here)

    def start(self, *path: Key, value: bool = False) -> tuple[int, int]:
        """Line and column of a key at `path`, or of its value; of the nearest known parent where there is none."""
        here = self._nearest(path)
        line, column, _ = (here[0] if value else here[1] or here[0]).split(" ", 2)
        return int(line), int(column)

    def __eq__(self, other: object) -> bool:
        """Whether the same places are told, be they kept or not."""
        theirs: Any = other
        try:
            return (self.value, self.key, self.children) == (theirs.value, theirs.key, theirs.children)
        except AttributeError:
            return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as for places that are being noted


def _kept(marks: Places) -> Kept:
    value, key, inner = marks.value, marks.key, marks.children
    kept: Kept = [_PLACE % value, _PLACE % key if key else 0]
    if inner:
        inside = {name: _kept(one) for name, one in inner.items()}
        kept.append(inside if isinstance(next(iter(inside)), str) else list(inside.items()))
    return kept


def _inside(kept: Kept) -> dict[Key, Kept]:
    if len(kept) < 3:
        return {}
    inner: Any = kept[2]
    return inner if isinstance(inner, dict) else dict(inner)


def _within(kept: Kept, key: Key) -> Kept | None:
    """What lies inside at a key, None without it; lists are mostly in the order of their numbers."""
    if len(kept) < 3:
        return None
    inner: Any = kept[2]
    if isinstance(inner, list):
        at = key if isinstance(key, int) and 0 <= key < len(inner) else 0
        return inner[at][1] if inner[at][0] == key else dict(inner).get(key)
    found: Kept | None = inner.get(key)
    return found


def _mark(text: str) -> Mark:
    return Mark(*map(int, text.split()))
