"""YAML to nodes, from the event stream, guarded against hostile input."""

from __future__ import annotations

import re
from collections.abc import Mapping as ReadMapping
from importlib import import_module
from typing import Any

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

from okrsite.source.faults import YamlError, explained, unreadable_character
from okrsite.source.nodes import Mapping, Mark, Node, Scalar, Sequence

MAX_DEPTH = 50
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SEPARATOR = re.compile("[\x85\u2028\u2029]")

# twice as fast as calling the classes, and these are made for every value of every document
_new: Any = tuple.__new__


class _PurePythonParser(Reader, Scanner, Parser):
    """PyYAML without its C library."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _fastest_parser() -> Any:
    return import_module("yaml.cyaml").CParser if yaml.__with_libyaml__ else _PurePythonParser


_PARSER = _fastest_parser()


class _Frame:
    """An open collection: its items so far; in a mapping `key` waits for its value, and no key stands twice."""

    __slots__ = ("add", "flow", "items", "key", "keys", "start")

    def __init__(self, start: Any, flow: bool, keys: set[str] | None) -> None:
        self.start = start
        self.flow = flow
        self.items: list[Any] = []
        self.add = self.items.append
        self.keys = keys
        self.key: Scalar | None = None


class _Builder:
    """Turns events into nodes, without recursion; `frame` is the innermost of the open `frames`."""

    def __init__(self, text: str, first_line: int, offset: int, meant: ReadMapping[int, str]) -> None:
        self.text = text
        self.first_line = first_line
        self.offset = offset
        self.meant = meant
        self.used: set[int] = set()
        self.frames: list[_Frame] = []
        self.frame: _Frame | None = None
        self.root: Node | None = None
        self.documents = 0
        self.separators: dict[int, str] = {}

    def without_separators(self) -> str:
        """The text with other characters where it has line ends of Unicode's, which no editor counts as such."""
        if self.text.isascii() or _SEPARATOR.search(self.text) is None:
            return self.text
        taken = set(self.text)
        free = [code for code in range(0xE000, 0xF900) if chr(code) not in taken]
        self.separators = dict(zip(free, "\x85\u2028\u2029", strict=False))
        return self.text.translate({ord(separator): code for code, separator in self.separators.items()})

    def build(self, next_event: Any) -> None:
        """Use all events."""
        take_scalar, take = self.take_scalar, self.take
        kind = None
        while kind is not StreamEndEvent:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                take_scalar(event)
            else:
                take(event, kind)

    def fault(self, message: str, mark: Any, hint: str) -> YamlError:
        """A fault at a place of the parser."""
        return YamlError(message, mark.line + self.first_line, mark.column + 1, hint)

    def take(self, event: Any, kind: type) -> None:
        """Use an event that is no scalar."""
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            self.close(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self.open(event, set() if kind is MappingStartEvent else None)
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

    def mark(self, start: Any, end: Any) -> Mark:
        """The mark between two places of the parser."""
        shift, offset = self.first_line, self.offset
        place = (
            start.line + shift,
            start.column + 1,
            end.line + shift,
            end.column + 1,
            start.index + offset,
            end.index + offset,
        )
        made: Mark = _new(Mark, place)
        return made

    def take_scalar(self, event: Any) -> None:
        """Add a scalar, as a key or as a value."""
        if event.anchor is not None or event.tag is not None:
            self.guard(event)
        text, style, start, frame = event.value, event.style, event.start_mark, self.frame
        if style or self.meant or self.separators:
            text, style = self.said(text, style, start)
        node: Scalar = _new(Scalar, (text, self.mark(start, event.end_mark), style or ""))
        if frame is None:
            self.root = node
        elif frame.keys is None:
            frame.add(node)
        elif frame.key is None:
            self.add_key(node, frame, frame.keys, start)
        else:
            frame.add((frame.key, node))
            frame.key = None

    def said(self, text: str, style: str | None, start: Any) -> tuple[str, str | None]:
        """Text and style of a scalar that is quoted or meant otherwise, with its own line ends."""
        if not style and start.index in self.meant and self.frame and not self.frame.flow:
            said = self.meant[start.index]
            self.used.add(start.index)
            text, style = said + text[len(said) :], "meant"
        elif style == '"' and _UNSHOWABLE.search(text):
            raise self.fault("a text holds an escaped control character", start, "Remove the character.")
        return text.translate(self.separators) if self.separators else text, style

    def open(self, event: Any, keys: set[str] | None) -> None:
        """Begin a collection."""
        if event.anchor is not None or event.tag is not None:
            self.guard(event)
        if len(self.frames) >= MAX_DEPTH:
            message = f"the front matter is nested deeper than {MAX_DEPTH} levels"
            raise self.fault(message, event.start_mark, "Flatten it.")
        self.frame = _Frame(event.start_mark, bool(event.flow_style), keys)
        self.frames.append(self.frame)

    def close(self, event: Any) -> None:
        """End a collection; in block style it ends with its last value."""
        frame = self.frames.pop()
        mark = self.mark(frame.start, event.end_mark)
        items = tuple(frame.items)
        if not frame.flow and items:
            end = (items[-1] if frame.keys is None else items[-1][1]).mark
            mark = Mark(mark.line, mark.column, end.end_line, end.end_column, mark.start, end.end)
        node = Sequence(items, mark, frame.flow) if frame.keys is None else Mapping(items, mark, frame.flow)
        self.frame = self.frames[-1] if self.frames else None
        self.add(node, frame.start)

    def add(self, node: Mapping | Sequence, start: Any) -> None:
        """Put a collection where it belongs."""
        frame = self.frame
        if frame is None:
            self.root = node
        elif frame.keys is None:
            frame.add(node)
        elif frame.key is None:
            self.add_key(self.as_written(node), frame, frame.keys, start)
        else:
            frame.add((frame.key, node))
            frame.key = None

    def as_written(self, node: Node) -> Scalar:
        """A collection that stands as a key, as its source text."""
        written = self.text[node.mark.start - self.offset : node.mark.end - self.offset]
        return Scalar(written, node.mark, "flow")

    def add_key(self, key: Scalar, frame: _Frame, keys: set[str], start: Any) -> None:
        """Refuse a key that is there already, except the digits that a comma in a number cuts off."""
        if key.text in keys and not (frame.flow and key.text.isdigit()):
            raise self.fault(f"the key `{key.text}` is there twice", start, "Keep one of the two.")
        keys.add(key.text)
        frame.key = key


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
        builder.build(_PARSER(builder.without_separators()).get_event)
    except yaml.reader.ReaderError as error:
        raise unreadable_character(text, error, first_line) from None
    except yaml.MarkedYAMLError as error:
        raise explained(error, first_line) from None
    return builder.root, builder.used
