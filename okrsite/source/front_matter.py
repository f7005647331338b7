"""What a file is: an ordinary page, an OKR document, or a document that can't be read."""

from __future__ import annotations

import re
from typing import TypeGuard

from msgspec import Struct

from okrsite.source.faults import YamlError
from okrsite.source.nodes import Mapping, Node
from okrsite.source.traps import parse_as_meant

MAX_BYTES = 1_000_000
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"[\r\n](?P<line>(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z))")
_LATE_OPENING = re.compile(r"(?:\ufeff|[ \t]*(?:\r\n|\n|\r))+---[ \t]*(?:\r\n|\n|\r)")
_OKR_LINE = re.compile(r"(?<=[\r\n])okr:")
_BINARY_WITHIN = 8000
_LINE_END = re.compile(r"\r\n|\n|\r")


class Unreadable(Struct, frozen=True):
    """Why a document can't be read, and where."""

    message: str
    line: int
    column: int
    hint: str


class Written(Struct, frozen=True):
    """An OKR document: the text of the file without its BOM, its front matter, its body with `\\n` ends.

    `start` and `end` are the front matter's offsets in `text`; its first line is the file's second.
    """

    text: str
    start: int
    end: int
    root: Mapping
    body: str
    body_line: int

    @property
    def front_matter(self) -> str:
        """The YAML between the two lines."""
        return self.text[self.start : self.end]


def recognise(raw: bytes) -> Written | Unreadable | None:
    """The document in a file's bytes, why it can't be read, or None for an ordinary page.

    >>> recognise(b"# A page") is None
    True
    >>> recognise(b"---\\nokr: team\\n")
    Unreadable(message='the front matter is never closed', line=1, column=1, hint='Close it with a line `---`.')
    """
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        return _not_utf8(error)
    opening = _OPENING.match(text)
    if opening is None:
        return _no_text(text) or _opened_late(text)
    closing = _CLOSING.search(text, opening.end() - 1)
    if closing is None:
        named = _OKR_LINE.search(text, opening.end())
        hint = "Close it with a line `---`."
        return Unreadable("the front matter is never closed", 1, 1, hint) if named else None
    return _read_closed(text, opening.end(), closing)


def _no_text(text: str) -> Unreadable | None:
    """What is wrong with a file that decodes as UTF-8 and is none, such as UTF-16 without its mark."""
    at = text.find("\0", 0, _BINARY_WITHIN)
    if at < 0:
        return None
    line = _lines(text, at)
    return Unreadable("the file is no text: byte 0x00", line, 1, "Save the file as UTF-8.")


def _opened_late(text: str) -> Unreadable | None:
    """What is wrong with front matter below blank lines or a second BOM, which no reader takes for such."""
    opening = _LATE_OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end() - 1)
    if _OKR_LINE.search(text, opening.end(), closing.end() if closing else len(text)) is None:
        return None
    message = "the front matter does not open on the first line"
    return Unreadable(message, 1, 1, "Remove what stands above its `---`.")


def _read_closed(text: str, start: int, closing: re.Match[str]) -> Written | Unreadable | None:
    end = closing.start("line")
    if text.find("okr", start, end) < 0:
        return None
    named = _OKR_LINE.search(text, start, end) is not None
    front_matter = text[start:end]
    if _is_too_large(front_matter):
        message = "the front matter is larger than 1 MB"
        return Unreadable(message, 1, 1, "Move its prose to the body.") if named else None
    try:
        root = parse_as_meant(front_matter, 2, start)
    except YamlError as error:
        return Unreadable(error.message, error.line, error.column, error.hint) if named else None
    if _has_kind(root):
        body = with_plain_line_ends(text[closing.end() :])
        body_line = _lines(text, closing.end())
        return Written(text, start, end, root, body, body_line)
    if named and not isinstance(root, Mapping):
        message = "the front matter is no list of keys with values"
        return Unreadable(message, 2, 1, "Write `okr: objectives`, with a space behind the colon.")
    return None


def decoded(raw: bytes) -> str:
    """The text of a file without its BOM; UnicodeDecodeError for one that is not UTF-8."""
    return raw.decode("utf-8-sig")


def with_plain_line_ends(text: str) -> str:
    """The text with `\\n` at the end of each line.

    >>> with_plain_line_ends("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _has_kind(root: Node | None) -> TypeGuard[Mapping]:
    return isinstance(root, Mapping) and any(key.text == "okr" for key, _ in root.entries)


def _is_too_large(front_matter: str) -> bool:
    if len(front_matter) * 4 <= MAX_BYTES:
        return False
    return len(front_matter) > MAX_BYTES or len(front_matter.encode()) > MAX_BYTES


def _lines(text: str, end: int) -> int:
    """The line, from 1, of the offset `end`, which begins a line or ends the text."""
    if "\r" not in text:
        return 1 + text.count("\n", 0, end)
    return 1 + sum(1 for _ in _LINE_END.finditer(text, 0, end))


def _not_utf8(error: UnicodeDecodeError) -> Unreadable:
    at = error.start
    before = error.object[:at].decode("utf-8", "replace")
    ends = list(_LINE_END.finditer(before))
    column = len(before) - (ends[-1].end() if ends else 0) + 1
    message = f"the file is not UTF-8: byte 0x{error.object[at]:02X}"
    return Unreadable(message, len(ends) + 1, column, "Save the file as UTF-8.")
