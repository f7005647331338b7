"""YAML traps: values that YAML would misread, taken as people meant them.

Lines whose value YAML would misread are found before YAML sees them and hidden from it behind a plain word
of the same length, so that every place stays what it is. Only where YAML then finds a plain value in block
style at just that place is it taken as meant; all else is left to YAML.
"""

from __future__ import annotations

import re

from msgspec import Struct

from okrsite.source.events import parse
from okrsite.source.nodes import Node
from okrsite.source.shapes import list_keys, value_keys

_LINE = re.compile(
    r"""^(?P<lead>[ ]*(?:-[ ]+)*)
    (?:(?P<key>[\w.][\w.\-]*|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*:(?:[ \t]+(?P<value>\S.*)|[ \t]*$)
      |(?P<item>\S.*)$)""",
    re.VERBOSE,
)
_SUSPECT = re.compile(r""":[ \t]+(?:[@`%*&!>|,\]}?\[{"']|-[ \t\r\n]|[^\s"'#][^\r\n]*:(?:[ \t\r\n]|\Z))""")
_SUSPECT_ITEM = re.compile(r"""-[ ]+[@`%*&!>|,\]}?\[{"']""")
_COMMENT = re.compile(r"(?<![ \t])[ \t]+#(?!\d).*")
_BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])(?:[ \t]+#.*)?[ \t]*")
_SIZED_HEADER = re.compile(r"[|>][1-9]")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'(?!')""")
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}")
_WIKI_LINK = re.compile(r"\[\[[^\[\]]+\]\]")
_BEHIND_SPACE = re.compile(r"[ \t]*(?:[ \t]#|$)")
_GOES_ON = re.compile(r"[\[{,][ \t]*$")
_COLON = re.compile(r":(?:[ \t]|$)")
_ID_LIKE = re.compile(r"(?!x-)(?=.*[A-Z0-9.])[A-Za-z0-9.][\w.\-]*")
_ATTEMPTS = 5  # a text that hides more than this behind one another is no honest mistake


class _Lines(Struct):
    """What earlier lines say about the next: inside a block scalar, a quote or open brackets, below which list."""

    block_indent: int | None = None
    quote: str | None = None
    depth: int = 0
    parent: str = ""


def parse_as_meant(text: str, first_line: int, offset: int) -> Node | None:
    """The root node of a front matter, with the values that YAML would misread as they were meant.

    Such a value is a Scalar of the style "meant". Raises YamlError.
    """
    meant = _misread(text)
    for _ in range(_ATTEMPTS):
        root, used = parse(_hidden(text, meant), first_line, offset, meant)
        if len(used) == len(meant):
            return root
        meant = {start: value for start, value in meant.items() if start in used}
    return parse(text, first_line, offset)[0]


def _hidden(text: str, meant: dict[int, str]) -> str:
    if not meant:
        return text
    pieces, at = [], 0
    for start, value in meant.items():
        pieces += [text[at:start], "x" * len(value)]
        at = start + len(value)
    return "".join([*pieces, text[at:]])


def _misread(text: str) -> dict[int, str]:
    """The values that YAML would misread, by their offset."""
    found: dict[int, str] = {}
    if _SUSPECT.search(text) is None and _SUSPECT_ITEM.search(text) is None:
        return found
    state = _Lines()
    lines = re.split(r"(\r\n|\n|\r)", text)
    at = 0
    for number in range(0, len(lines), 2):
        line = lines[number]
        value = _value_of_line(line, lines[number + 2 : number + 3], state)
        if value is not None:
            start, written = value
            found[at + start] = written
        at += len(line) + (len(lines[number + 1]) if number + 1 < len(lines) else 0)
    return found


def _value_of_line(line: str, following: list[str], state: _Lines) -> tuple[int, str] | None:
    if not line.strip() or _continues(line, state):
        return None
    found = _LINE.match(line)
    if found is None:
        return None
    if found["item"] is not None:
        if line.strip() == "-":  # the item itself stands below its dash
            return None
        return _trap(found, "item", following, state) if state.parent in list_keys() else None
    key = found["key"].strip("\"'")
    if found["value"] is None or found["value"][0] == "#":
        state.parent = key
        return None
    return _trap(found, "value", following, state, known=_takes_text(key))


def _takes_text(key: str) -> bool:
    return key in value_keys() or (_ID_LIKE.fullmatch(key) is not None)


def _continues(line: str, state: _Lines) -> bool:
    """Whether the line belongs to a text that began above it."""
    if state.block_indent is not None:
        if len(line) - len(line.lstrip(" ")) > state.block_indent:
            return True
        state.block_indent = None
    if state.quote is not None:
        if _closes(line, state.quote):
            state.quote = None
        return True
    if state.depth > 0:
        state.depth += _opened(line)
        return True
    return False


def _opened(text: str) -> int:
    """How many more brackets and braces a text opens than it closes, those in quotes and comments left out.

    >>> _opened("[1, [2"), _opened("'[', 2]  # [")
    (2, -1)
    """
    plain = _COMMENT.sub("", _QUOTED.sub("", text))
    return sum((sign in "[{") - (sign in "]}") for sign in plain)


def _closes(line: str, quote: str) -> bool:
    plain = re.sub(r"\\.", "", line) if quote == '"' else line.replace("''", "")
    return quote in plain


def _trap(
    found: re.Match[str], group: str, following: list[str], state: _Lines, known: bool = True
) -> tuple[int, str] | None:
    """The value where YAML would misread it; remembers where a longer text begins."""
    value, start = found[group], found.start(group)
    indent = len(found["lead"]) if group == "value" else found["lead"].rfind("-")
    if _BLOCK_HEADER.fullmatch(value) and not _is_number(value, indent, following):
        state.block_indent = indent
        return None
    if value[0] in "\"'" and not _QUOTED.match(value):
        state.quote = value[0]
        return None
    if value[0] in "[{" and _opened(value) > 0 and _GOES_ON.search(_COMMENT.sub("", value)):
        state.depth = _opened(value)
        return None
    if not known or not _is_misread(value, colons=group == "value"):
        return None
    return start, _COMMENT.sub("", value).rstrip()


def _is_number(header: str, indent: int, following: list[str]) -> bool:
    """Whether `>8` is a comparison, as no text stands below it."""
    if not _SIZED_HEADER.match(header):
        return False
    below = following[0] if following else ""
    return not below.strip() or len(below) - len(below.lstrip(" ")) <= indent


def _is_misread(value: str, colons: bool) -> bool:
    first = value[0]
    if first in "@`%*&!>|,]}" or value[:2] in ("- ", "? ", "{{") or value in ("-", "?"):
        return True
    if _WIKI_LINK.match(value):
        return True
    if first in "\"'[{":
        closed = (_QUOTED if first in "\"'" else _BRACKETED).match(value)
        return closed is not None and _BEHIND_SPACE.match(value, closed.end()) is None
    return colons and _COLON.search(_COMMENT.sub("", value).rstrip()) is not None
