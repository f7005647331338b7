"""Stretches of a document that can be mended where they stand: values to quote, and text that was encoded twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from okrsite.diagnostics import Diagnostic
from okrsite.source import emit
from okrsite.source.edit import LINE_END, Edit
from okrsite.source.mojibake import garbled, mended
from okrsite.source.nodes import Mapping as MappingNode
from okrsite.source.nodes import Node, Scalar, Sequence

_THOUSANDS = re.compile(r"\d{3}(?!\d)")


class Stretch(Struct, frozen=True):
    """What stands from offset `start` to `end` gives way to `text`, for a finding's sake; `told` says what that is."""

    start: int
    end: int
    text: str
    finding: Diagnostic
    told: str


class Seat(Struct, frozen=True):
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
    """What was encoded twice anywhere in a file, each with what it was before."""
    for one in garbled(text):
        meant = mended(one.meant) or one.meant
        yield Stretch(one.start, one.end, meant, finding, f"`{meant}` for `{text[one.start : one.end]}`")


def without_overlaps(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order; what was encoded twice within a value to quote is turned back there."""
    kept: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            around = kept[-1]
            kept[-1] = replace(around, text=mended(around.text) or around.text)
        else:
            kept.append(one)
    return kept
