"""Stretches of a document that can be mended where they stand: values to quote, and text that was encoded twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from okrsite.diagnostics import Diagnostic
from okrsite.source import emit
from okrsite.source.edit import LINE_END, Edit
from okrsite.source.mojibake import mended
from okrsite.source.nodes import Mapping as MappingNode
from okrsite.source.nodes import Node, Scalar, Sequence

_THOUSANDS = re.compile(r"\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands from offset `start` to `end` gives way to `text`, for a finding's sake; `told` says what that is."""

    start: int
    end: int
    text: str
    finding: Diagnostic
    told: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A node with the key that it stands below, and the collection that it is an item of."""

    node: Node
    key: str
    within: Node | None


Seats = Mapping[tuple[int, int], list[Seat]]


def seats(root: Node) -> Seats:
    """The nodes of a front matter by line and column, outer ones first."""
    found: dict[tuple[int, int], list[Seat]] = {}
    queue = [Seat(root, "", None)]
    for seat in queue:
        node = seat.node
        found.setdefault((node.mark.line, node.mark.column), []).append(seat)
        if isinstance(node, MappingNode):
            queue.extend(Seat(value, key.text, node) for key, value in node.entries)
        elif isinstance(node, Sequence):
            queue.extend(Seat(item, seat.key, node) for item in node.items)
    return found


def quoted(edit: Edit, finding: Diagnostic, placed: Seats) -> Stretch | None:
    """The quotes around a value that YAML would misread; None where it can't be told which value is meant."""
    for seat in placed.get((finding.where.line, finding.where.column), ()):
        span = _misread(edit.text, seat)
        if span is not None:
            start, end, words = span
            return Stretch(start, end, in_quotes(words), finding, f"`{words}` in quotes")
    return None


def _misread(text: str, seat: Seat) -> tuple[int, int, str] | None:
    """Where a misread value stands, and what it is meant to say."""
    node = seat.node
    if isinstance(node, Scalar):
        if node.style == "meant":
            return node.mark.start, node.mark.end, node.text
        return _torn(text, node, seat.within) if isinstance(seat.within, Sequence) else None
    written = text[node.mark.start : node.mark.end].rstrip()
    if LINE_END.search(written) or not written:
        return None
    return node.mark.start, node.mark.start + len(written), " ".join(written.split())


def _torn(text: str, node: Scalar, within: Sequence) -> tuple[int, int, str] | None:
    """A text in brackets whose number YAML cuts at its commas."""
    at = within.items.index(node)
    words, end = node.text, node.mark.end
    for tail in within.items[at + 1 :]:
        joined = isinstance(tail, Scalar) and _THOUSANDS.match(tail.text) and text[end : tail.mark.start] == ","
        if not joined or not isinstance(tail, Scalar):
            break
        words, end = f"{words},{tail.text}", tail.mark.end
    return (node.mark.start, end, words) if end > node.mark.end else None


def in_quotes(words: str) -> str:
    r"""A text in the quotes that change the least of it.

    >>> in_quotes(">= 5"), in_quotes('the "best" @home')
    ('">= 5"', '\'the "best" @home\'')
    """
    return emit.scalar(words, "'" if ('"' in words or "\\" in words) and "'" not in words else '"')


def turned_back(text: str, finding: Diagnostic) -> Iterator[Stretch]:
    """What was encoded twice in a finding's line, with what it was before."""
    lines = list(_lines(text))
    if finding.where.line > len(lines):
        return
    start, line = lines[finding.where.line - 1]
    better = mended(line)
    if better is None:
        return
    first = next(at for at, (old, new) in enumerate(zip(line, better + "\0", strict=False)) if old != new)
    last = 0
    while line[-1 - last] == better[-1 - last] and min(len(line), len(better)) - last > first + 1:
        last += 1
    was, now = line[first : len(line) - last], better[first : len(better) - last]
    yield Stretch(start + first, start + len(line) - last, now, finding, f"`{now}` for `{was}`")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the text of each line."""
    at = 0
    for end in LINE_END.finditer(text):
        yield at, text[at : end.start()]
        at = end.end()
    yield at, text[at:]
