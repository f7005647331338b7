"""Where a label inside the plot goes: the first of several spots that touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from okrsite.charts.lettering import NORMAL
from okrsite.charts.svg import Point

Segment = tuple[Point, Point]


class Area(NamedTuple):
    """A rectangle in units of the canvas."""

    left: float
    top: float
    right: float
    bottom: float


class Spot(NamedTuple):
    """A place for a text: its baseline point and how it is anchored there."""

    x: float
    y: float
    anchor: str


def area(spot: Spot, wide: float, high: float = NORMAL) -> Area:
    """Return what a text of this width and size covers at the spot."""
    left = spot.x - {"start": 0.0, "middle": wide / 2, "end": wide}[spot.anchor]
    return Area(left, spot.y - high * 0.8, left + wide, spot.y + high * 0.25)


def crosses(place: Area, segment: Segment) -> bool:
    """Tell whether a line touches the rectangle.

    >>> crosses(Area(0, 0, 10, 10), ((-5, 5), (15, 5))), crosses(Area(0, 0, 10, 10), ((-5, 5), (5, 25)))
    (True, False)
    """
    (x1, y1), (x2, y2) = segment
    left, top, right, bottom = place
    if (x1 < left and x2 < left) or (x1 > right and x2 > right):
        return False
    if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
        return False
    if x1 == x2 or y1 == y2:
        return True
    slope = (y2 - y1) / (x2 - x1)
    at_left = y1 + slope * (max(left, min(x1, x2)) - x1)
    at_right = y1 + slope * (min(right, max(x1, x2)) - x1)
    return max(at_left, at_right) >= top and min(at_left, at_right) <= bottom


def overlap(one: Area, other: Area) -> bool:
    """Tell whether two rectangles share ground."""
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom


class Ground:
    """What is already drawn, and the room that labels may use."""

    def __init__(self, room: Area) -> None:
        self._room = room
        self._lines: list[Segment] = []
        self._taken: list[Area] = []

    def line(self, *points: Point) -> None:
        """Note a line through some points that labels should keep off."""
        self._lines.extend(pairwise(points))

    def take(self, place: Area) -> None:
        """Note ground that a label or mark covers."""
        self._taken.append(place)

    def trouble(self, place: Area) -> float:
        """Return how bad a place is: 0 when free, 1 a line touched, more for other labels and for leaving the room."""
        room = self._room
        outside = (
            place.left < room.left or place.right > room.right or place.top < room.top or place.bottom > room.bottom
        )
        found = 20.0 if outside else 0.0
        found += 5.0 * sum([overlap(place, taken) for taken in self._taken])
        return found + sum([crosses(place, segment) for segment in self._lines])

    def best(self, spots: Iterable[Spot], wide: float, high: float = NORMAL) -> tuple[float, Spot]:
        """Return the first spot without trouble, else the one with the least; and its trouble."""
        found: tuple[float, Spot] | None = None
        for spot in spots:
            trouble = self.trouble(area(spot, wide, high))
            if found is None or trouble < found[0]:
                found = trouble, spot
            if trouble == 0:
                break
        if found is None:
            raise ValueError("no spot to choose from")
        return found
