"""YAML as text with places: nodes built from the event stream, untyped, guarded against hostile input."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Mapping as ReadMapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

MAX_DEPTH = 50
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_END = re.compile(r"\r\n|\n|\r")
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ODD_LINE_END = re.compile("[\x85\u2028\u2029]")


class Mark(NamedTuple):
    """A stretch of the file: lines and columns from 1, `start` and `end` as offsets in the decoded text."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


class Scalar(NamedTuple):
    """A text; `style` is "", a quote, `|`, `>`, or "meant" where YAML would have read something else."""

    text: str
    mark: Mark
    style: str = ""

    @property
    def is_null(self) -> bool:
        """Whether nothing was written, or `null` or `~` without quotes."""
        return not self.style and self.text in _NULLS


class Mapping(NamedTuple):
    """Keys with their values in written order; `flow` where it is written in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark
    flow: bool = False


class Sequence(NamedTuple):
    """Values in written order; `flow` where it is written in brackets."""

    items: tuple[Node, ...]
    mark: Mark
    flow: bool = False


Node: TypeAlias = Scalar | Mapping | Sequence


class YamlError(Exception):
    """Why a text cannot be read as YAML, with its place; never leaves this room."""

    def __init__(self, message: str, line: int, column: int, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint


class _PurePythonParser(Reader, Scanner, Parser):
    """PyYAML without its C library."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _fastest_parser() -> Any:
    return import_module("yaml.cyaml").CParser if yaml.__with_libyaml__ else _PurePythonParser


_PARSER = _fastest_parser()


@dataclass(slots=True)
class _Frame:
    """An open collection: its items so far; in a mapping keys and values take turns."""

    mark: Any
    is_mapping: bool
    flow: bool
    items: list[Any] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


class _Builder:
    """Turns events into nodes, without recursion."""

    def __init__(self, text: str, first_line: int, offset: int, meant: ReadMapping[int, str]) -> None:
        self.text = text
        self.first_line = first_line
        self.offset = offset
        self.meant = meant
        self.used: set[int] = set()
        self.frames: list[_Frame] = []
        self.root: Node | None = None
        self.documents = 0
        self.lines = _line_starts(text) if _ODD_LINE_END.search(text) else None

    def mark(self, start: Any, end: Any) -> Mark:
        """The mark between two places of the parser."""
        first, last = self.place(start), self.place(end)
        return Mark(*first, *last, start.index + self.offset, end.index + self.offset)

    def place(self, mark: Any) -> tuple[int, int]:
        """Line and column in the file; YAML's further line ends are none for an editor."""
        if self.lines is None:
            return mark.line + self.first_line, mark.column + 1
        line = bisect_right(self.lines, mark.index) - 1
        return line + self.first_line, mark.index - self.lines[line] + 1

    def fault(self, message: str, mark: Any, hint: str) -> YamlError:
        """A fault at a place of the parser."""
        return YamlError(message, *self.place(mark), hint)

    def take(self, event: Any) -> None:
        """Use one event."""
        kind = type(event)
        if kind is ScalarEvent:
            self.guard(event)
            self.add(self.scalar(event), event.start_mark)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self.guard(event)
            self.open(event, kind is MappingStartEvent)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.close(event)
        elif kind is AliasEvent:
            message = f"the front matter has an alias `*{event.anchor}`"
            raise self.fault(message, event.start_mark, "Write the value out, or quote it.")
        elif kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                message = "the front matter holds more than one YAML document"
                raise self.fault(message, event.start_mark, "Keep one document between the `---` lines.")

    def guard(self, event: Any) -> None:
        """Refuse anchors and tags."""
        if event.anchor is not None:
            message = f"the front matter has an anchor `&{event.anchor}`"
            raise self.fault(message, event.start_mark, "Write the value out, or quote it.")
        if event.tag is not None:
            message = f"the front matter has a tag `{event.tag}`"
            raise self.fault(message, event.start_mark, "Remove the tag, or quote the value.")

    def scalar(self, event: Any) -> Scalar:
        """The text of a scalar, or what was meant in its place."""
        style = event.style or ""
        text = event.value
        if not style and event.start_mark.index in self.meant and self.in_block():
            meant = self.meant[event.start_mark.index]
            self.used.add(event.start_mark.index)
            return Scalar(meant + text[len(meant) :], self.mark(event.start_mark, event.end_mark), "meant")
        if style == '"' and _UNSHOWABLE.search(text):
            message = "a text holds an escaped control character"
            raise self.fault(message, event.start_mark, "Remove the character.")
        return Scalar(text, self.mark(event.start_mark, event.end_mark), style)

    def in_block(self) -> bool:
        """Whether the open collection is written in block style."""
        return bool(self.frames) and not self.frames[-1].flow

    def open(self, event: Any, is_mapping: bool) -> None:
        """Begin a collection."""
        if len(self.frames) >= MAX_DEPTH:
            message = f"the front matter is nested deeper than {MAX_DEPTH} levels"
            raise self.fault(message, event.start_mark, "Flatten it.")
        self.frames.append(_Frame(event.start_mark, is_mapping, bool(event.flow_style)))

    def close(self, event: Any) -> None:
        """End a collection; in block style it ends with its last value."""
        frame = self.frames.pop()
        mark = self.mark(frame.mark, event.end_mark)
        if not frame.flow:
            end = frame.items[-1].mark if frame.items else mark
            mark = Mark(mark.line, mark.column, end.end_line, end.end_column, mark.start, end.end)
        if frame.is_mapping:
            pairs = zip(frame.items[::2], frame.items[1::2], strict=True)
            self.add(Mapping(tuple(pairs), mark, frame.flow), frame.mark)
        else:
            self.add(Sequence(tuple(frame.items), mark, frame.flow), frame.mark)

    def add(self, node: Node, start: Any) -> None:
        """Put a node where it belongs."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.is_mapping and len(frame.items) % 2 == 0:
            key = node if isinstance(node, Scalar) else self.as_written(node)
            self.check_key(key, frame, start)
            frame.items.append(key)
        else:
            frame.items.append(node)

    def as_written(self, node: Node) -> Scalar:
        """A collection that stands as a key, as its source text."""
        written = self.text[node.mark.start - self.offset : node.mark.end - self.offset]
        return Scalar(written, node.mark, "flow")

    def check_key(self, key: Scalar, frame: _Frame, start: Any) -> None:
        """Refuse a key that is there already, except the digits that a comma in a number cuts off."""
        if key.text in frame.keys and not (frame.flow and key.text.isdigit()):
            raise self.fault(f"the key `{key.text}` is there twice", start, "Keep one of the two.")
        frame.keys.add(key.text)


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def parse(
    text: str, first_line: int = 1, offset: int = 0, meant: ReadMapping[int, str] | None = None
) -> tuple[Node | None, set[int]]:
    """The root node of a YAML text, None for an empty one, and which of `meant` were found.

    `first_line` is the line of the file at which the text begins, `offset` its offset there. `meant` gives
    for offsets in `text` what a plain block-style value that begins there really says. Raises YamlError.

    >>> root, _ = parse("a: [no, 010]")
    >>> [scalar.text for scalar in root.entries[0][1].items]
    ['no', '010']
    """
    builder = _Builder(text, first_line, offset, meant or {})
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.reader.ReaderError as error:
        raise _unreadable_character(text, error, first_line) from None
    except yaml.MarkedYAMLError as error:
        raise _explained(error, builder) from None
    return builder.root, builder.used


def _events(text: str) -> Iterator[Any]:
    parser = _PARSER(text)
    while True:
        event = parser.get_event()
        if type(event) is StreamEndEvent:
            return
        yield event


def _unreadable_character(text: str, error: Any, first_line: int) -> YamlError:
    found = Reader.NON_PRINTABLE.search(text)
    index = found.start() if found else 0
    starts = _line_starts(text)
    line = bisect_right(starts, index) - 1
    what = f"U+{ord(text[index]):04X}" if found else str(error.reason)
    message = f"the front matter has a control character ({what})"
    return YamlError(message, line + first_line, index - starts[line] + 1, "Remove the character.")


_TABBED = ("the line is indented with a tab", "Indent with spaces.")
_MISPLACED = ("the line does not fit the lines above it", "Check quotes and indentation.")
_EXPLANATIONS = (
    ("mapping values are not allowed", "a `: ` stands inside a value", "Quote the value."),
    ("\\t", *_TABBED),
    ("tab character", *_TABBED),
    ("cannot start any token", "a value begins with a character that YAML keeps", "Quote the value."),
    ("could not find expected ':'", "a key has no `:` behind it", "Write `key: value`."),
    ("unexpected end of stream", "a quote is never closed", "Close the quote."),
    ("',' or ']'", "a `[` is never closed", "Close the bracket, or quote the value."),
    ("',' or '}'", "a `{` is never closed", "Close the brace, or quote the value."),
    ("did not find expected key", *_MISPLACED),
    ("block end", *_MISPLACED),
    ("'-' indicator", *_MISPLACED),
)


def _explained(error: Any, builder: _Builder) -> YamlError:
    """A fault in our words; the place is where the opening stands for what is never closed."""
    problem = str(error.problem or error.context or "")
    words = next((row for row in _EXPLANATIONS if row[0] in problem), None)
    mark = error.problem_mark or error.context_mark
    never_closed = words is not None and "never closed" in words[1]
    if never_closed and error.context_mark is not None:
        mark = error.context_mark
    what, hint = words[1:] if words else (problem, "Check quotes and indentation.")
    message = f"the front matter is no valid YAML: {what}"
    if mark is None:
        return YamlError(message, builder.first_line, 1, hint)
    return builder.fault(message, mark, hint)
