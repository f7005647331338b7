"""What reading found as JSON and back, so that an unchanged file need not be read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias, cast

from okrsite.diagnostics import restored
from okrsite.source.allowances import Allowance
from okrsite.source.documents import KINDS, Content
from okrsite.source.front_matter import decoded
from okrsite.source.marks import Key, Places
from okrsite.source.nodes import Mark
from okrsite.source.read import Document, Read, SourceFile

_PLACE = "%d %d %d %d %d %d"

Kept: TypeAlias = list[Any]
"""Places as JSON: those of value and key as texts, then what lies inside as pairs, by name, or in order."""


def to_json(read: Read) -> str:
    """A read file as JSON, without its text, which the file has; TypeError where YAML brought what JSON has not."""
    document = read.document
    kept: dict[str, Any] = {"kind": read.kind, "diagnostics": [asdict(found) for found in read.diagnostics]}
    if document is not None:
        kept["document"] = {
            "digest": document.digest,
            "content": document.content.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            | {"okr": document.content.okr},
            "marks": _kept(document.marks),
            "body": document.body,
            "body_line": document.body_line,
            "title": document.title,
            "page_keys": document.page_keys,
            "allowances": [asdict(allowance) for allowance in document.allowances],
        }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(kept: str | bytes, file: SourceFile) -> Read:
    """The read file that `to_json` wrote; `file` must be the file that was read.

    Raises ValueError, TypeError or KeyError where the JSON is of another making.
    """
    stored = json.loads(kept)
    diagnostics = tuple(map(restored, stored["diagnostics"]))
    if "document" not in stored:
        return Read(stored["kind"], None, diagnostics)
    fields = stored["document"]
    document = Document(
        path=file.path,
        uri=file.uri,
        digest=fields["digest"],
        content=cast(Content, KINDS[fields["content"]["okr"]].model_validate(fields["content"])),
        marks=KeptMarks(fields["marks"]),
        text=decoded(file.raw),
        body=fields["body"],
        body_line=fields["body_line"],
        title=fields["title"],
        page_keys=fields["page_keys"],
        allowances=tuple(map(_allowance, fields["allowances"])),
    )
    return Read(stored["kind"], document, diagnostics)


@dataclass(frozen=True, slots=True, eq=False)
class KeptMarks:
    """Places that are made when they are asked for: most never are."""

    kept: Kept

    @property
    def value(self) -> Mark:
        """The place of the value."""
        return _mark(self.kept[0])

    @property
    def key(self) -> Mark | None:
        """The place of its key."""
        return _mark(self.kept[1]) if self.kept[1] else None

    @property
    def children(self) -> Mapping[Key, KeptMarks]:
        """The places of the values inside it."""
        return {key: KeptMarks(inner) for key, inner in _inside(self.kept).items()}

    def find(self, *path: Key) -> KeptMarks:
        """The places at `path`, or those of its nearest known parent."""
        here = self.kept
        for key in path:
            inner = _within(here, key)
            if inner is None:
                break
            here = inner
        return KeptMarks(here)

    def at(self, *path: Key) -> KeptMarks | None:
        """The places at exactly `path`, or None."""
        here = self.kept
        for key in path:
            inner = _within(here, key)
            if inner is None:
                return None
            here = inner
        return KeptMarks(here)

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


def _allowance(kept: dict[str, Any]) -> Allowance:
    return Allowance(**kept | {"names": tuple(kept["names"])})
