"""Where the nodes and lines of a map are drawn: a layered tree from left to right, in whole units.

A node stands in its column, its first child beside it and the others below that one, so that a line of the tree runs
through free space only. What hangs below it in its own column and leads no further stands right under it. The script
of the map lays out in the same way when somebody opens or closes a node.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from okrsite.charts.lettering import shorten, width
from okrsite.views.map_graph import CycleMap

GAP = 10
"""Between two nodes one below the other."""
TOPS = 20
"""Between what hangs below two different tops."""
HEAD = 34
"""Above the first node: the heads of the columns."""
LANE = 44
"""Above what stands alone: its own head."""
BETWEEN = 46
"""Between two columns."""
INDENT = 14
"""How far a node stands in that hangs below another one in the same column."""
MOST_INDENTS = 3
PORT = 15
"""How far below the top of a node its lines begin and end."""
_ROUND = 6
PAD = 10
MARK = 18
"""How far the mark that opens a node reaches in at its right edge."""
TITLE, META = 13.0, 11.5
TITLE_STEP, META_STEP = 17, 16
MOST_LINES = 4
_SAFE = 1.03
"""What a font may be wider than the table of widths."""
_WIDTHS = {"pillar": 146, "company": 212, "team": 204, "initiative": 190}


class Placed(Struct, frozen=True):
    """The top of every node that shows, where the lane of what stands alone begins (None without), and the height."""

    tops: Mapping[str, int]
    lane: int | None
    height: int


class Columns(Struct, frozen=True):
    """The left edges and the widths of the columns."""

    lefts: tuple[int, ...]
    widths: tuple[int, ...]

    def until(self, column: int) -> int:
        """The right edge of a column, with room for the mark at it."""
        return self.lefts[column] + self.widths[column] + 18


def columns(made: CycleMap) -> Columns:
    """Return where the columns of a map stand."""
    kinds = ["team"] * len(made.heads)
    for spot in made.spots.values():
        if not spot.inside and spot.kind in ("pillar", "initiative"):
            kinds[spot.column] = spot.kind
    first = 1 if kinds and kinds[0] == "pillar" else 0
    for number in range(first, made.company + 1):
        kinds[number] = "company" if kinds[number] != "pillar" else "pillar"
    widths = tuple(_WIDTHS[kind] for kind in kinds)
    lefts = tuple(6 + sum(widths[:number]) + BETWEEN * number for number in range(len(widths)))
    return Columns(lefts, widths)


def indents(made: CycleMap) -> dict[str, int]:
    """Return how far each node stands in, in units."""
    found: dict[str, int] = {}
    for id in made.walk():
        spot = made.spots[id]
        level = found[spot.parent] // INDENT + 1 if spot.inside and spot.parent else 0
        found[id] = INDENT * min(level, MOST_INDENTS)
    return found


def first_column(made: CycleMap, most: int = 40) -> int:
    """Return the column up to which nodes show at first: so far right that at most `most` of them show.

    The company's objectives always show, key results show with their objective and are not counted.
    """
    chosen = made.company
    for column in range(made.company + 1, len(made.heads)):
        shown = showing(made, opened_to(made, column))
        if len([id for id in shown if made.spots[id].kind != "key_result"]) > most:
            break
        chosen = column
    return chosen


def opened_to(made: CycleMap, column: int) -> frozenset[str]:
    """Return the nodes whose children show when everything up to a column does."""
    spots = made.spots
    return frozenset(
        id
        for id, children in made.children.items()
        if id and any(spots[child].column <= column and spots[child].kind != "key_result" for child in children)
    )


def showing(made: CycleMap, opened: Collection[str]) -> list[str]:
    """Return the ids of the nodes that show when those in `opened` show their children."""
    shown: set[str] = set()
    ordered = []
    for id in made.walk():
        spot = made.spots[id]
        if not spot.parent or (spot.parent in shown and (spot.kind == "key_result" or spot.parent in opened)):
            shown.add(id)
            ordered.append(id)
    return ordered


def place(made: CycleMap, heights: Mapping[str, int], opened: Collection[str]) -> Placed:
    """Return where every node that shows stands."""
    shown = set(showing(made, opened))
    tops: dict[str, int] = {}

    def below(id: str) -> tuple[list[str], list[str]]:
        children = [child for child in made.children.get(id, ()) if child in shown]
        return [id for id in children if not made.spots[id].inside], [id for id in children if made.spots[id].inside]

    def put(id: str, top: int) -> int:
        tops[id] = top
        beside, inside = below(id)
        bottom, edge = top + heights[id], top
        for child in beside:
            edge = put(child, edge) + GAP
        for child in inside:
            bottom = put(child, (max(bottom, edge - GAP) if made.children.get(child) else bottom) + GAP)
        return max(bottom, edge - GAP)

    bottom, lane = HEAD - TOPS, None
    for id in made.children.get("", ()):
        if id not in made.alone:
            bottom = put(id, bottom + TOPS)
    for id in made.children.get("", ()):
        if id in made.alone:
            if lane is None:
                lane = bottom + TOPS
                bottom = lane + LANE - GAP
            bottom = put(id, bottom + GAP)
    return Placed(tops, lane, bottom + 8)


def branch_path(x0: int, y0: int, x1: int, y1: int) -> str:
    """Return the line of the tree from a parent's right edge to the left edge of a child beside it.

    >>> branch_path(100, 15, 146, 15), branch_path(100, 15, 146, 80)
    ('M100 15H146', 'M100 15H118Q124 15 124 21V74Q124 80 130 80H146')
    """
    if y0 == y1:
        return f"M{x0} {y0}H{x1}"
    turn, r = x0 + 24, _ROUND
    return f"M{x0} {y0}H{turn - r}Q{turn} {y0} {turn} {y0 + r}V{y1 - r}Q{turn} {y1} {turn + r} {y1}H{x1}"


def inner_path(x0: int, y0: int, x1: int, y1: int) -> str:
    """Return the line from the lower edge of a parent to the left edge of a child in the same column.

    >>> inner_path(8, 60, 15, 85)
    'M8 60V79Q8 85 14 85H15'
    """
    return f"M{x0} {y0}V{y1 - _ROUND}Q{x0} {y1} {x0 + _ROUND} {y1}H{x1}"


def curve(x0: int, y0: int, x1: int, y1: int) -> str:
    """Return the curved line from the left edge of a supporter to what it supports as well.

    That is the right edge of something further left, else the left edge.

    >>> curve(300, 20, 200, 80), curve(300, 20, 300, 80)
    ('M300 20C250 20 250 80 200 80', 'M300 20C266 20 266 80 300 80')
    """
    if x1 < x0:
        reach = max(30, (x0 - x1) // 2)
        return f"M{x0} {y0}C{x0 - reach} {y0} {x1 + reach} {y1} {x1} {y1}"
    left = x0 - 34
    return f"M{x0} {y0}C{left} {y0} {left} {y1} {x1} {y1}"


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = MOST_LINES) -> tuple[str, ...]:
    """Return the text in lines that fit; beyond `most` of them the last one ends with an ellipsis.

    >>> wrapped("Make the first hour the one people talk about", 150, 13)
    ('Make the first hour the', 'one people talk about')
    """
    lines: list[list[str]] = []
    space, left = text_width(" ", size, bold=bold), 0.0
    words = text.split()[::-1]
    while words:
        word = words.pop()
        wide = text_width(word, size, bold=bold)
        if lines and space + wide <= left:
            lines[-1].append(word)
            left -= space + wide
            continue
        if len(lines) == most:
            rest = " ".join([*lines[-1], word, *words[::-1]])
            lines[-1] = [shorten(rest[:200], room / _SAFE, size, bold=bold)]
            break
        if wide > room:
            word, rest = _broken(word, room, size, bold)
            words.append(rest)
            wide = room
        lines.append([word])
        left = room - wide
    return tuple(map(" ".join, lines))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most."""
    return width(text, size, bold=bold) * _SAFE


def fits(text: str, room: float, size: float, *, bold: bool = False) -> bool:
    """Return whether a text fits on one line."""
    return text_width(text, size, bold=bold) <= room


def _broken(word: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    used, at = 0.0, 0
    while at < len(word) - 1:
        used += width(word[at], size, bold=bold) * _SAFE
        if used > room and at:
            break
        at += 1
    return word[:at], word[at:]
