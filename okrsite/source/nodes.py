"""YAML as text with places: nodes built from the event stream, untyped, guarded against hostile input."""

from __future__ import annotations

import re
from bisect import bisect_right
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
_SEPARATOR = re.compile("[\x85\u2028\u2029]")


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

# twice as fast as calling the classes, and these are made for every value of every document
_new: Any = tuple.__new__


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
    """An open collection: its items so far; in a mapping `key` waits for its value."""

    mark: Any
    is_mapping: bool
    flow: bool
    items: list[Any] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    key: Scalar | None = None

    def add(self, node: Node) -> None:
        """Put a value behind the others."""
        if self.key is None:
            self.items.append(node)
        else:
            self.items.append((self.key, node))
            self.key = None


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
        self.separators: dict[int, str] = {}

    def without_separators(self) -> str:
        """The text with other characters where it has line ends of Unicode's, which no editor counts as such."""
        if _SEPARATOR.search(self.text) is None:
            return self.text
        taken = set(self.text)
        free = [code for code in range(0xE000, 0xF900) if chr(code) not in taken]
        self.separators = dict(zip(free, "\x85\u2028\u2029", strict=False))
        return self.text.translate({ord(separator): code for code, separator in self.separators.items()})

    def mark(self, start: Any, end: Any) -> Mark:
        """The mark between two places of the parser."""
        shift, offset = self.first_line, self.offset
        place = (start.line + shift, start.column + 1, end.line + shift, end.column + 1)
        mark: Mark = _new(Mark, (*place, start.index + offset, end.index + offset))
        return mark

    def fault(self, message: str, mark: Any, hint: str) -> YamlError:
        """A fault at a place of the parser."""
        return YamlError(message, mark.line + self.first_line, mark.column + 1, hint)

    def take(self, event: Any) -> None:
        """Use one event."""
        kind = event.__class__
        if kind is ScalarEvent:
            self.take_scalar(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.close(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self.open(event, kind is MappingStartEvent)
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
        what = f"an anchor `&{event.anchor}`" if event.anchor is not None else f"a tag `{event.tag}`"
        message = f"the front matter has {what}"
        raise self.fault(message, event.start_mark, "Remove it, or quote the value.")

    def take_scalar(self, event: Any) -> None:
        """Add a scalar, as a key or as a value."""
        if event.anchor is not None or event.tag is not None:
            self.guard(event)
        text, style, start = event.value, event.style or "", event.start_mark
        if not style and start.index in self.meant and self.frames and not self.frames[-1].flow:
            said = self.meant[start.index]
            self.used.add(start.index)
            text, style = said + text[len(said) :], "meant"
        elif style == '"' and _UNSHOWABLE.search(text):
            raise self.fault("a text holds an escaped control character", start, "Remove the character.")
        if self.separators:
            text = text.translate(self.separators)
        node: Scalar = _new(Scalar, (text, self.mark(start, event.end_mark), style))
        self.add(node, start)

    def open(self, event: Any, is_mapping: bool) -> None:
        """Begin a collection."""
        if event.anchor is not None or event.tag is not None:
            self.guard(event)
        if len(self.frames) >= MAX_DEPTH:
            message = f"the front matter is nested deeper than {MAX_DEPTH} levels"
            raise self.fault(message, event.start_mark, "Flatten it.")
        self.frames.append(_Frame(event.start_mark, is_mapping, bool(event.flow_style)))

    def close(self, event: Any) -> None:
        """End a collection; in block style it ends with its last value."""
        frame = self.frames.pop()
        mark = self.mark(frame.mark, event.end_mark)
        items = tuple(frame.items)
        if not frame.flow and items:
            end = (items[-1][1] if frame.is_mapping else items[-1]).mark
            mark = Mark(mark.line, mark.column, end.end_line, end.end_column, mark.start, end.end)
        node = Mapping(items, mark, frame.flow) if frame.is_mapping else Sequence(items, mark, frame.flow)
        self.add(node, frame.mark)

    def add(self, node: Node, start: Any) -> None:
        """Put a node where it belongs."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.is_mapping and frame.key is None:
            self.add_key(node if isinstance(node, Scalar) else self.as_written(node), frame, start)
        else:
            frame.add(node)

    def as_written(self, node: Node) -> Scalar:
        """A collection that stands as a key, as its source text."""
        written = self.text[node.mark.start - self.offset : node.mark.end - self.offset]
        return Scalar(written, node.mark, "flow")

    def add_key(self, key: Scalar, frame: _Frame, start: Any) -> None:
        """Refuse a key that is there already, except the digits that a comma in a number cuts off."""
        if key.text in frame.keys and not (frame.flow and key.text.isdigit()):
            raise self.fault(f"the key `{key.text}` is there twice", start, "Keep one of the two.")
        frame.keys.add(key.text)
        frame.key = key


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
        parser = _PARSER(builder.without_separators())
        next_event, take = parser.get_event, builder.take
        while (event := next_event()).__class__ is not StreamEndEvent:
            take(event)
    except yaml.reader.ReaderError as error:
        raise _unreadable_character(text, error, first_line) from None
    except yaml.MarkedYAMLError as error:
        raise _explained(error, builder) from None
    return builder.root, builder.used


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
