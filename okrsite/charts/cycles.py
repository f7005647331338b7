"""Scores over cycles: how a team or the organisation closed, cycle by cycle, against the ideal range."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from okrsite.charts import svg
from okrsite.charts.frame import AxisFrame, Canvas, FrameStore, Tick, filled
from okrsite.charts.lettering import NARROW, shorten, width
from okrsite.charts.placing import Area, Ground, Spot, area
from okrsite.charts.svg import Point

CANVAS = Canvas(width=640, height=240, left=30, top=20, right=620, bottom=190)
"""The canvas of scores over cycles; scores run from 0 at the bottom of the plot to 1 at its top."""

_FIRST, _LAST = 60.0, 580.0
_RADIUS = 4.5
# At the size of narrow columns the names at both ends may reach into the margin of the page.
_END_ROOM = 136.0
_ALL_LABELLED = 16


class CycleScore(Struct, frozen=True):
    """One cycle: its name, its score 0…1 (None: no score), the score as shown, a few words, and its table cells."""

    name: str
    score: float | None
    text: str
    note: str = ""
    cells: tuple[str, ...] = ()


class ScoresOverCycles(Struct, frozen=True, kw_only=True):
    """Scores of consecutive cycles, oldest first, with the ideal range; `ends` are the words at 0 and 1."""

    title: str
    description: str
    cycles: tuple[CycleScore, ...]
    ideal: tuple[float, float] | None = (0.6, 0.7)
    ideal_text: str = ""
    ends: tuple[str, str] = ("0", "1")
    missing: str = "–"
    columns: tuple[str, ...] = ("Cycle", "Score")

    def header(self) -> tuple[str, ...]:
        """Return the heads of the table's columns."""
        return self.columns

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the table: one row a cycle, oldest first."""
        return tuple((cycle.name, cycle.text or self.missing, *cycle.cells) for cycle in self.cycles)


def draw_cycles(chart: ScoresOverCycles, uid: str, frames: FrameStore | None) -> str:
    """Return the chart as an `<svg>` of 640 × 240 units."""
    points = _points(chart)
    foremost, rest = _ranked(points)
    ground = Ground(Area(2, 4, CANVAS.width - 2, CANVAS.bottom - 1))
    frame, names = _name_axis(tuple(cycle.name for cycle in chart.cycles))
    runs = [list(run) for known, run in groupby(points, key=lambda p: p is not None) if known]
    lines = [[point for point in run if point is not None] for run in runs]
    for line in lines:
        ground.line(*line)
        for x, y in line:
            ground.take(Area(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS))
    body = "".join(
        (
            _ideal(chart),
            filled(_SCORES, chart.ends, frames),
            filled(frame, names, frames),
            svg.path("".join(map(svg.polyline, lines)), "actual"),
            svg.dots((point for line in lines for point in line), _radius(len(points))),
            "".join(_values(chart, points, foremost, ground, foremost=True)),
            _ideal_words(chart, ground),
            "".join(_values(chart, points, rest, ground, foremost=False)),
            "".join(_gaps(chart, points)),
            "".join(_notes(chart, points, ground)),
        )
    )
    return svg.figure(uid, (CANVAS.width, CANVAS.height), chart.title, chart.description, body)


_SCORES = AxisFrame(CANVAS, "left", (Tick(0.0, anchor="end"), Tick(1.0, anchor="end")), gap=6)


def _radius(count: int) -> float:
    return _RADIUS if count <= 24 else 3.0


def _y(score: float) -> float:
    return CANVAS.bottom - min(1.0, max(0.0, score)) * (CANVAS.bottom - CANVAS.top)


def _x(index: int, count: int) -> float:
    return (_FIRST + _LAST) / 2 if count == 1 else _FIRST + index * (_LAST - _FIRST) / (count - 1)


def _points(chart: ScoresOverCycles) -> list[Point | None]:
    count = len(chart.cycles)
    return [
        (_x(index, count), _y(cycle.score)) if cycle.score is not None and math.isfinite(cycle.score) else None
        for index, cycle in enumerate(chart.cycles)
    ]


@lru_cache(maxsize=256)
def _name_axis(names: tuple[str, ...]) -> tuple[AxisFrame, tuple[str, ...]]:
    """Return the frame of the x axis: first and last cycle named, others where their names have room."""
    count = len(names)
    ends = {0, count - 1}
    room = max(96.0, (_LAST - _FIRST) / max(1, count - 1) - 8)
    short = tuple(
        shorten(name, _END_ROOM, NARROW) if n in ends else shorten(name, room) for n, name in enumerate(names)
    )
    labelled = set(_named(short))
    ticks = tuple(
        Tick(
            round((_x(n, count) - CANVAS.left) / (CANVAS.right - CANVAS.left), 6),
            labelled=n in labelled,
            minor=0 < n < count - 1,
        )
        for n in range(count)
    )
    return AxisFrame(CANVAS, "bottom", ticks, gap=24), tuple(short[n] for n in sorted(labelled))


def _named(names: tuple[str, ...]) -> Iterator[int]:
    """Yield the first, the last, and every n-th between that has room, counted from the last."""
    count = len(names)
    if count < 2:
        yield from range(count)
        return
    spacing = (_LAST - _FIRST) / (count - 1)
    stride = max(1, math.ceil((max(map(width, names)) + 8) / spacing))
    yield from (0, count - 1)
    yield from (n for n in range(count - 1 - stride, 0, -stride) if n >= stride)


def _ideal(chart: ScoresOverCycles) -> str:
    if chart.ideal is None:
        return ""
    low, high = _y(chart.ideal[0]), _y(chart.ideal[1])
    return svg.rect(CANVAS.left, high, CANVAS.right - CANVAS.left, low - high, "ideal")


def _ideal_words(chart: ScoresOverCycles, ground: Ground) -> str:
    """Return the words for the ideal range, above or below it at one of its ends, where they are free."""
    if chart.ideal is None or not chart.ideal_text:
        return ""
    words = shorten(chart.ideal_text, 250)
    heights = (_y(chart.ideal[1]) - 5, _y(chart.ideal[0]) + 14)
    spots = [
        Spot(x, y, anchor)
        for y in heights
        for x, anchor in ((CANVAS.left + 4, "start"), (CANVAS.right - 4, "end"), (320, "middle"))
    ]
    trouble, spot = ground.best(spots, width(words))
    if trouble >= 5:
        return ""
    ground.take(area(spot, width(words)))
    return svg.text(spot.x, spot.y, words, "minor", anchor=spot.anchor)


def _ranked(points: list[Point | None]) -> tuple[list[int], list[int]]:
    """Return the cycles whose label matters most (last, first, best, worst), and the rest that have a score.

    Where there are many, the rest are only those at which the line turns.
    """
    known = [(n, point[1]) for n, point in enumerate(points) if point is not None]
    if not known:
        return [], []
    heights = dict(known)
    order = list(heights)
    foremost = [order[-1], order[0], min(order, key=heights.__getitem__), max(order, key=heights.__getitem__)]
    rest = order if len(points) <= _ALL_LABELLED else list(_turns(known))
    return list(dict.fromkeys(foremost)), [n for n in reversed(rest) if n not in foremost]


def _turns(known: list[tuple[int, float]]) -> Iterator[int]:
    for (_, before), (n, here), (_, after) in zip(known, known[1:], known[2:], strict=False):
        if (here - before) * (after - here) < 0:
            yield n


def _values(
    chart: ScoresOverCycles, points: list[Point | None], ranked: list[int], ground: Ground, *, foremost: bool
) -> Iterator[str]:
    """Yield scores at their dots as far as they find room; the foremost may touch a line and stay when narrow."""
    large: list[Area] = []
    for n in ranked:
        point, words = points[n], shorten(chart.cycles[n].text, 80, bold=True)
        if point is None or not words:
            continue
        trouble, spot = ground.best(_beside(point, n, points), width(words, bold=True))
        if trouble >= (5 if foremost else 1):
            continue
        ground.take(area(spot, width(words, bold=True)))
        stays = foremost and _free(spot, words, large)
        yield svg.text(spot.x, spot.y, words, "strong", "" if stays else "minor", anchor="middle")


def _gaps(chart: ScoresOverCycles, points: list[Point | None]) -> Iterator[str]:
    for n, point in enumerate(points):
        if point is None:
            yield svg.text(_x(n, len(points)), CANVAS.bottom - 6, chart.missing, anchor="middle")


def _free(spot: Spot, words: str, large: list[Area]) -> bool:
    """Tell whether the label has room at the size of narrow columns too, and note it."""
    place = area(spot, width(words, NARROW, bold=True) + 6, NARROW)
    clear = all(place.right < taken.left or taken.right < place.left for taken in large)
    if clear:
        large.append(place)
    return clear


def _beside(point: Point, n: int, points: list[Point | None]) -> list[Spot]:
    """Return spots above and below a dot, on the outer side of the line's bend first."""
    x, y = point
    others = [found[1] for found in (*points[max(0, n - 1) : n], *points[n + 1 : n + 2]) if found is not None]
    peak = bool(others) and y <= sum(others) / len(others)
    above, below = Spot(x, y - 12, "middle"), Spot(x, y + 24, "middle")
    return [above, below] if peak else [below, above]


def _notes(chart: ScoresOverCycles, points: list[Point | None], ground: Ground) -> Iterator[str]:
    for cycle, point in zip(chart.cycles, points, strict=True):
        if point is None or not cycle.note:
            continue
        words = shorten(cycle.note, 240)
        x, y = point
        sides = ((22.0, "start"), (-22.0, "end"))
        spots = [Spot(x + side, y + down, anchor) for down in (-2.4, -16.0, 14.0, 26.0) for side, anchor in sides]
        trouble, spot = ground.best(spots, width(words))
        if trouble == 0:
            ground.take(area(spot, width(words)))
            yield svg.text(spot.x, spot.y, words, "minor", anchor=spot.anchor)
