"""In which order the nodes of a map stand below one another, so that few lines cross and none is long without need.

Siblings first go where the other ends of their lines are (their barycentre), then neighbours change places as long
as that helps. The same map always ends in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsite.views.map_graph import CycleMap, with_order
from okrsite.views.map_layout import place, showing

_SWEEPS = 4
_TRIES = 240
"""So many exchanges are tried at most; a map with more to try is a thicket in any order."""

Order = dict[str, list[str]]
Rank = tuple[int, float]


def ordered(made: CycleMap, heights: Mapping[str, int]) -> CycleMap:
    """Return the map with its nodes in the best order found."""
    children: Order = {id: sorted(ids, key=lambda one: _group(made, one)) for id, ids in made.children.items()}
    best = with_order(made, children)
    if all(tie.primary for tie in made.ties):
        return best
    search = _Search(made, heights, children)
    search.sweep()
    search.exchange()
    return with_order(made, search.best)


def crossings(made: CycleMap, heights: Mapping[str, int]) -> int:
    """Return how often a line that is not the tree's crosses another one, with all nodes shown."""
    return _Lines(made, heights).rank({id: list(ids) for id, ids in made.children.items()})[0]


def _group(made: CycleMap, id: str) -> tuple[bool, bool, bool, int]:
    """Siblings in one column stay together: key results before others, those that nothing hangs below first."""
    spot = made.spots[id]
    return spot.inside, spot.kind != "key_result", spot.inside and id in made.children, spot.column


class _Search:
    def __init__(self, made: CycleMap, heights: Mapping[str, int], children: Order) -> None:
        self.made, self.lines, self.best = made, _Lines(made, heights), children
        self.rank = self.lines.rank(children)
        self.tries = 0

    def sweep(self) -> None:
        """Sort siblings by where the lines of what hangs below them lead, as long as that helps."""
        for _round in range(_SWEEPS):
            pulls = self.lines.pulls(self.best)
            swept = {
                id: sorted(ids, key=lambda one: (_group(self.made, one)[:3], pulls[one]))
                for id, ids in self.best.items()
            }
            if not self.take(swept):
                break

    def exchange(self) -> None:
        """Let neighbours change places where a line of one of them is concerned."""
        helped = True
        while helped and self.tries < _TRIES:
            helped = False
            for id in list(self.best):
                for at in range(len(self.best[id]) - 1):
                    helped = self._swapped(id, at) or helped

    def _swapped(self, id: str, at: int) -> bool:
        row = self.best[id]
        one, other = row[at], row[at + 1]
        same = _group(self.made, one)[:2] == _group(self.made, other)[:2]
        moving = one in self.lines.concerned or other in self.lines.concerned
        if not same or not moving or self.tries >= _TRIES:
            return False
        self.tries += 1
        return self.take({**self.best, id: [*row[:at], other, one, *row[at + 2 :]]})

    def take(self, children: Order) -> bool:
        """Keep an order where it is better than the best so far."""
        rank = self.lines.rank(children)
        if rank < self.rank:
            self.best, self.rank = children, rank
            return True
        return False


class _Lines:
    """The lines of a map, measured in any order of its nodes."""

    def __init__(self, made: CycleMap, heights: Mapping[str, int]) -> None:
        self.made, self.heights = made, heights
        self.others = [(tie.child, tie.parent) for tie in made.ties if not tie.primary]
        self.branches = [
            (id, spot.parent) for id, spot in made.spots.items() if spot.parent is not None and not spot.inside
        ]
        self.concerned = self._concerned()
        self.all = frozenset(made.children)

    def _concerned(self) -> frozenset[str]:
        found: set[str] = set()
        for ends in self.others:
            for end in ends:
                step: str | None = end
                while step is not None and step not in found:
                    found.add(step)
                    step = self.made.spots[step].parent
        return frozenset(found)

    def rank(self, children: Order) -> Rank:
        """How many crossings there are, then how much height the lines span."""
        made = with_order(self.made, children)
        tops = place(made, self.heights, self.all).tops
        lines = [self._line(tops, child, parent) for child, parent in self.others]
        corners = [self._corner(tops, child, parent) for child, parent in self.branches]
        crossed = sum(_cross(one, other) for at, one in enumerate(lines) for other in lines[:at])
        for x0, y0, x1, y1 in lines:
            low, high = min(y0, y1), max(y0, y1)
            for turn, top, bottom, end in corners:
                if top <= high and bottom >= low:
                    crossed += _cross((x0, y0, x1, y1), (turn, bottom, end, bottom))
                    crossed += _cross((x0, y0, x1, y1), (turn, top, turn, bottom))
        return crossed, float(sum(abs(y0 - y1) for _x0, y0, _x1, y1 in lines))

    def _line(self, tops: Mapping[str, int], child: str, parent: str) -> Line:
        spots = self.made.spots
        return float(spots[child].column), float(tops[child]), spots[parent].column + 0.6, float(tops[parent])

    def _corner(self, tops: Mapping[str, int], child: str, parent: str) -> Line:
        spots = self.made.spots
        return spots[parent].column + 0.8, float(tops[parent]), float(tops[child]), float(spots[child].column)

    def pulls(self, children: Order) -> dict[str, float]:
        """Where each node wants to be: the mean height of the other ends of lines at it or below it, else its own."""
        made = with_order(self.made, children)
        tops = place(made, self.heights, self.all).tops
        ends: dict[str, list[int]] = {}
        for child, parent in self.others:
            for own, far in ((child, parent), (parent, child)):
                step: str | None = own
                while step is not None:
                    ends.setdefault(step, []).append(tops[far])
                    step = self.made.spots[step].parent
        return {id: _mean(ends.get(id) or [tops[id]]) for id in showing(made, self.all)}


Line = tuple[float, float, float, float]


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)


def _side(line: Line, x: float, y: float) -> float:
    return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])


def _cross(one: Line, other: Line) -> bool:
    """Whether two lines cross; those that only touch do not.

    >>> _cross((0, 0, 2, 2), (0, 2, 2, 0)), _cross((0, 0, 2, 2), (2, 2, 3, 0))
    (True, False)
    """
    return (
        _side(one, other[0], other[1]) * _side(one, other[2], other[3]) < 0
        and _side(other, one[0], one[1]) * _side(other, one[2], one[3]) < 0
    )
