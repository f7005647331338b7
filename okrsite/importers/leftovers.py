"""The lines of a file that nothing took up, as Markdown in the order of the file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from okrsite.importers.found import Placed
from okrsite.importers.outline import Outline


def leftovers(outline: Outline, used: set[int]) -> Iterator[Placed]:
    """What is left beside `used` lines; a heading is a piece of its own, and blank lines only part pieces."""
    headings = {block.line for block in outline.blocks if block.kind == "heading"}
    solid = {
        line
        for block in outline.walk()
        if block.kind in ("other", "list", "table")
        for line in range(block.line, block.end + 1)
    }
    lists = {block.line for block in outline.blocks if block.kind == "list"}
    piece: list[str] = []
    start = 0
    for number, text in enumerate([*outline.lines, ""], start=1):
        ends = number in used or number in headings or (not text.strip() and number not in solid)
        if ends and piece:
            yield from _piece(piece, start)
            piece = []
        if number in headings and number not in used:
            yield Placed(text.strip(), number)
        elif not ends:
            if piece and number in lists and piece[-1].strip():
                piece.append("")  # else the list would be a part of the paragraph above it on our pages
            start = start if piece else number
            piece.append(text)
    if piece:
        yield from _piece(piece, start)


def _piece(lines: list[str], start: int) -> Iterator[Placed]:
    text = textwrap.dedent("\n".join(lines).expandtabs(4)).strip("\n")
    if text.strip():
        yield Placed(text, start)
