"""How wide text is, how it is shortened, and how labels at the end of lines keep apart.

No font is measured: the page chooses it. Widths come from a table of a common sans-serif, a little on the wide
side, so that the same text gives the same drawing everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

NORMAL = 13.0
"""Font size, in units of the canvas, of a column of middling width; the largest at which minor text shows."""
NARROW = 22.0
"""Font size, in units of the canvas, of a narrow column; minor text is hidden there."""

_MARGIN = 1.04
_BOLD = 1.07
_GROUPS = {
    0.22: "il'|j",
    0.28: " .,:;!/\\tfI[]()\u00a0·",
    0.34: 'r-`"*',
    0.5: "ckszvxyJ°",
    0.56: "abdeghnopquL0123456789?$€£#_–\u2007",
    0.59: "+<>=~−×÷±≥≤≈",
    0.67: "ABEKPSVXY&",
    0.72: "CDHNRUwTFZ",
    0.78: "GOQ",
    0.85: "Mm%",
    0.95: "W",
    1.0: "@…—→←",
    0.2: "\u2009\u202f\u200a",
    0.0: "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
}
_WIDTHS = {character: width for width, group in _GROUPS.items() for character in group}


class Label(Struct, frozen=True):
    """A label at the end of a line: `word` always shows, `value` goes when the column is narrow."""

    word: str
    value: str = ""


def _other(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.62


@lru_cache(maxsize=4096)
def width(words: str, size: float = NORMAL, *, bold: bool = False) -> float:
    """Return the estimated width of one line of text in units of the canvas.

    >>> round(width("Success 79.9 %"))
    97
    """
    plain = sum(_WIDTHS[c] if c in _WIDTHS else _other(c) for c in words)
    return plain * size * _MARGIN * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def shorten(words: str, room: float, size: float = NORMAL, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than `room`; at a space where one is near.

    >>> shorten("12000 DAU (December 2023)", 90)
    '12000 DAU…'
    """
    words = " ".join(words.split(" "))
    if width(words, size, bold=bold) <= room:
        return words
    fitting = _longest(words, room - width("…", size, bold=bold), size, bold)
    space = fitting.rfind(" ")
    if space > len(fitting) * 0.55:
        fitting = fitting[:space]
    return fitting.rstrip(" ,;:(–-→") + "…"


def _longest(words: str, room: float, size: float, bold: bool) -> str:
    used = 0.0
    for index, character in enumerate(words):
        used += width(character, size, bold=bold)
        if used > room:
            return words[:index]
    return words


class EndLabel(NamedTuple):
    """Something to be set beside the end of a line: its wish, its height in lines, and whether it stays narrow."""

    wish: float
    lines: int
    stays: bool
    first: bool


def spread(labels: Sequence[EndLabel], top: float, bottom: float) -> list[float]:
    """Return baselines for the labels in their given order: apart, inside, near their wishes.

    Labels closer than 14 units are pushed apart (23 where both still show at the size of narrow columns). The
    one marked `first` keeps its place as long as the canvas has room.

    >>> spread([EndLabel(100, 1, True, True), EndLabel(104, 1, False, False)], 10, 270)
    [100, 114.0]
    """
    order = sorted(range(len(labels)), key=lambda i: (labels[i].wish, not labels[i].first))
    placed = [labels[i].wish for i in order]
    pivot = next((n for n, i in enumerate(order) if labels[i].first), 0)
    gaps = [_gap(labels[above], labels[below]) for above, below in pairwise(order)]
    _upward(placed, gaps, pivot)
    _downward(placed, gaps, pivot)
    if placed and placed[0] < top:
        placed[0] = top
        _downward(placed, gaps, 0)
    lowest = bottom - 14.0 * (labels[order[-1]].lines - 1) if placed else bottom
    if placed and placed[-1] > lowest:
        placed[-1] = lowest
        _upward(placed, gaps, len(placed) - 1)
    found = [0.0] * len(placed)
    for n, i in enumerate(order):
        found[i] = placed[n]
    return found


def _gap(above: EndLabel, below: EndLabel) -> float:
    return max(14.0 * above.lines, 23.0 if above.stays and below.stays else 0.0)


def _upward(placed: list[float], gaps: list[float], pivot: int) -> None:
    for n in range(pivot - 1, -1, -1):
        placed[n] = min(placed[n], placed[n + 1] - gaps[n])


def _downward(placed: list[float], gaps: list[float], pivot: int) -> None:
    for n in range(pivot + 1, len(placed)):
        placed[n] = max(placed[n], placed[n - 1] + gaps[n - 1])
