"""Seal files: what was closed, on which day, with the digest of every document; written by `okrsite close`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.source.events import parse
from okrsite.source.faults import YamlError
from okrsite.source.fields import MisreadError, read_day
from okrsite.source.findings import shown
from okrsite.source.front_matter import decoded, with_plain_line_ends
from okrsite.source.nodes import Mapping as MappingNode
from okrsite.source.nodes import Node, Scalar, Sequence

_DIGEST = re.compile(r"[0-9a-f]{32}")
_HINT = "Take the file back from git; only `okrsite close` writes it. Until then the cycle counts as not sealed."


def digest_of(text: str) -> str:
    """The digest of a document's text without its BOM, 32 hexadecimal digits; line ends make no difference.

    >>> digest_of("a\\r\\nb"), digest_of("a\\r\\nb") == digest_of("a\\nb")
    ('7e18f737311b2dc3b2f269dd78396b03', True)
    """
    return sha256(with_plain_line_ends(text).encode()).hexdigest()[:32]


class Amendment(Struct, frozen=True):
    """An edit of a sealed document that was declared: when, of which path below docs_dir, and why."""

    date: date
    path: str
    reason: str


class WrittenSeal(Struct):
    """A seal as it is written; `places` are those of its keys and, by path, of its documents.

    `documents` are digests by path below docs_dir, `open` the paths of those that may still be written.
    """

    where: Where
    cycle: str = ""
    closed: date = date.min
    documents: dict[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    amended: tuple[Amendment, ...] = ()
    places: dict[str, Where] = field(default_factory=dict)


def broken(where: Where, message: str) -> Diagnostic:
    """The error that makes a seal count for nothing."""
    return finding("broken-seal", where, message, _HINT)


def read_seal(path: str, raw: bytes) -> tuple[WrittenSeal | None, tuple[Diagnostic, ...]]:
    """What a seal file says, or None with an error for everything that is wrong with it."""
    start = Where(path, 1, 1)
    try:
        root, _ = parse(decoded(raw))
    except UnicodeDecodeError:
        return None, (broken(start, "the seal is not UTF-8"),)
    except YamlError as error:
        place = Where(path, error.line, error.column)
        return None, (broken(place, f"the seal can't be read: {error.message}"),)
    if not isinstance(root, MappingNode):
        return None, (broken(start, "the seal holds no keys with values"),)
    reader = _Reader(path, WrittenSeal(start))
    reader.read(root)
    return (None if reader.found else reader.seal), tuple(reader.found)


class _Reader:
    """Reads the keys of one seal; what is wrong with it gathers in `found`."""

    def __init__(self, path: str, seal: WrittenSeal) -> None:
        self.path, self.seal = path, seal
        self.found: list[Diagnostic] = []

    def read(self, root: MappingNode) -> None:
        """Take every key, and miss those that a seal can't do without."""
        takers: Mapping[str, Callable[[Node], None]] = {
            "cycle": self._cycle,
            "closed": self._closed,
            "documents": self._documents,
            "open": self._open,
            "amended": self._amended,
        }
        for key, value in root.entries:
            self.seal.places.setdefault(key.text, self._where(value))
            if key.text in takers:
                takers[key.text](value)
            else:
                self._blame(key, f"`{shown(key.text)}` is no key of a seal")
        for name in ("cycle", "closed", "documents"):
            if name not in {key.text for key, _ in root.entries}:
                self._blame(root, f"the seal has no `{name}`")

    def _where(self, node: Node) -> Where:
        return Where(self.path, node.mark.line, node.mark.column)

    def _blame(self, node: Node, message: str) -> None:
        self.found.append(broken(self._where(node), message))

    def _text(self, node: Node, what: str) -> str:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if not text:
            self._blame(node, f"{what} is no text")
        return text

    def _day(self, node: Node, what: str) -> date:
        text = self._text(node, what)
        try:
            day = read_day(text)
        except MisreadError:
            self._blame(node, f"{what} is `{shown(text)}`, expected a date")
            return date.min
        return day

    def _cycle(self, node: Node) -> None:
        self.seal.cycle = self._text(node, "`cycle`")

    def _closed(self, node: Node) -> None:
        self.seal.closed = self._day(node, "`closed`")

    def _documents(self, node: Node) -> None:
        if not isinstance(node, MappingNode):
            self._blame(node, "`documents` holds no paths with digests")
            return
        for key, value in node.entries:
            digest = value.text if isinstance(value, Scalar) else ""
            if _DIGEST.fullmatch(digest) is None:
                self._blame(value, f"the digest of `{shown(key.text)}` is not one of 32 hexadecimal digits")
            self.seal.documents[key.text] = digest
            self.seal.places[key.text] = self._where(key)

    def _items(self, node: Node, what: str) -> tuple[Node, ...]:
        if isinstance(node, Scalar) and node.is_null:
            return ()
        if not isinstance(node, Sequence):
            self._blame(node, f"{what} is no list")
            return ()
        return node.items

    def _open(self, node: Node) -> None:
        self.seal.open = tuple(self._text(item, "an entry of `open`") for item in self._items(node, "`open`"))

    def _amended(self, node: Node) -> None:
        amended = [self._amendment(item) for item in self._items(node, "`amended`")]
        self.seal.amended = tuple(one for one in amended if one)

    def _amendment(self, node: Node) -> Amendment | None:
        values = {key.text: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
        if set(values) != {"date", "path", "reason"}:
            self._blame(node, "an entry of `amended` says not exactly its `date`, `path` and `reason`")
            return None
        texts = [self._text(values[name], f"`{name}`") for name in ("path", "reason")]
        return Amendment(self._day(values["date"], "`date`"), *texts)
