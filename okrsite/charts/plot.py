"""The plot of a trajectory: what can be drawn of its input, and where days and values lie on the canvas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import TypeGuard

from msgspec import Struct

from okrsite.charts.calendar import CANVAS, Days, as_day, days_for
from okrsite.charts.scale import Scale, scale_for
from okrsite.charts.svg import Point
from okrsite.charts.trajectory import Trajectory, TrajectoryPoint, drawable

_MANY = 120
_BUCKET = 8.0
_TOP, _BOTTOM = CANVAS.top, CANVAS.bottom
_DOWN = _BOTTOM - _TOP

Dated = tuple[date, float]


class Plot(Struct, frozen=True):
    """The two axes of a trajectory, and what lies on them, oldest first.

    `known` are the readings that can be drawn, `places` where they lie, `shown` those of them on the canvas with
    their places; `expected` are the days and values of the expected line, `levels` the target's level or the two
    of its range.
    """

    days: Days
    scale: Scale
    known: tuple[tuple[date, TrajectoryPoint], ...]
    places: tuple[Point, ...]
    shown: tuple[tuple[Point, TrajectoryPoint], ...]
    expected: tuple[Dated, ...]
    levels: tuple[float, ...]

    def x(self, day: date) -> float:
        """Return where a day lies on the canvas, or beyond it."""
        return self.days.x(day)

    def y(self, value: float) -> float:
        """Return where a value lies; beyond the canvas when it is beyond the axis."""
        return _y(self.scale, value)

    def held_y(self, value: float) -> float:
        """Return where a value lies, moved to the plot's edge when it is beyond the axis."""
        return min(_BOTTOM, max(_TOP, _y(self.scale, value)))

    def shows(self, value: float | None) -> TypeGuard[float]:
        """Tell whether there is a value and it lies on the axis."""
        return drawable(value) and _TOP - 0.5 <= _y(self.scale, value) <= _BOTTOM + 0.5

    def point(self, day: date, value: float) -> Point:
        """Return where a value on a day lies."""
        return self.days.x(day), _y(self.scale, value)

    def holds(self, day: date) -> bool:
        """Tell whether a day lies on the canvas."""
        return self.days.begin <= day <= self.days.end


def plot_of(chart: Trajectory) -> Plot:
    """Return the axes that the chart's input asks for, and what of it can be drawn."""
    dated = [(as_day(reading.date), reading) for reading in chart.readings if drawable(reading.value)]
    known = tuple(sorted(dated, key=itemgetter(0)))
    days = days_for(as_day(chart.first), as_day(chart.last), [pair[0] for pair in (*known[:1], *known[-1:])])
    expected, levels = _expected(chart), _levels(chart)
    core = [reading.value for _, reading in known] + [value for _, value in expected] + list(levels)
    core += [value for value in (chart.start, chart.success) if drawable(value)]
    scale = scale_for(_values(core, list(_extras(chart))), chart.style)
    places = tuple([(days.x(day), _y(scale, reading.value)) for day, reading in known])
    shown = tuple(
        [(place, reading) for place, (day, reading) in zip(places, known, strict=True) if days.begin <= day <= days.end]
    )
    return Plot(days, scale, known, places, shown, expected, levels)


def _y(scale: Scale, value: float) -> float:
    low = scale.low
    return _BOTTOM - (value - low) / (scale.high - low) * _DOWN


def _expected(chart: Trajectory) -> tuple[Dated, ...]:
    if chart.expected:
        return tuple((as_day(day), value) for day, value in chart.expected if drawable(value))
    if drawable(chart.start) and drawable(chart.success):
        return (as_day(chart.first), chart.start), (as_day(chart.last), chart.success)
    return ()


def _levels(chart: Trajectory) -> tuple[float, ...]:
    return tuple(sorted({level for level in (chart.target, chart.target_to) if drawable(level)}))


def _values(core: list[float], extras: list[float]) -> list[float]:
    """Return the values that the y axis holds: former targets and forecasts only where they leave half to the rest."""
    if not core:
        return extras
    low, high = min(core), max(core)
    span = (high - low) or abs(high)
    return core + [value for value in extras if low - span / 2 <= value <= high + span / 2]


def _extras(chart: Trajectory) -> Iterator[float]:
    for revision in chart.revisions:
        yield from (level for level in (revision.before, revision.after) if drawable(level))
    forecast = chart.forecast
    if forecast is not None:
        yield from (value for value in (forecast.value, forecast.low, forecast.high) if drawable(value))


def within(points: Sequence[Point]) -> list[Point]:
    """Return a line, ordered from left to right, cut where it leaves the plot at the sides.

    >>> within([(-54, 100), (146, 200), (200, 200)])
    [(46, 150.0), (146, 200), (200, 200)]
    """
    if not points or (points[0][0] >= CANVAS.left and points[-1][0] <= CANVAS.right):
        return list(points)
    found: list[Point] = []
    for here, after in zip(points, [*points[1:], points[-1]], strict=True):
        if CANVAS.left <= here[0] <= CANVAS.right:
            found.append(here)
        for edge in (CANVAS.left, CANVAS.right):
            if min(here[0], after[0]) < edge < max(here[0], after[0]):
                share = (edge - here[0]) / (after[0] - here[0])
                found.append((edge, here[1] + share * (after[1] - here[1])))
    return found


def thinned(points: Sequence[Point]) -> list[Point]:
    """Return a long line with fewer points that looks the same: of each 8 units the first, lowest, highest, last."""
    if len(points) <= _MANY:
        return list(points)
    buckets: dict[int, list[Point]] = {}
    for point in points:
        buckets.setdefault(int(point[0] // _BUCKET), []).append(point)
    return [point for bucket in buckets.values() for point in _shape(bucket)]


def _shape(bucket: Sequence[Point]) -> list[Point]:
    heights = [y for _, y in bucket]
    kept = {0, heights.index(min(heights)), heights.index(max(heights)), len(bucket) - 1}
    return [bucket[index] for index in sorted(kept)]
