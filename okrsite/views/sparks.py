"""Sparklines: progress over time, so that up is better whatever the unit, beside what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.cycle import Cycle
from okrsite.model.figure import to_float
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.views.parts import Spark

_LEFT, _RIGHT, _TOP, _BOTTOM = 2.0, 90.0, 3.0, 19.0
_LEVELS = (KeyResultType.MAINTAIN, KeyResultType.RANGE)
EMPTY = Spark("none")
Series = list[tuple[date, Fraction]]


def spark(
    points: Sequence[tuple[date, Fraction]],
    expected: Sequence[tuple[date, Fraction]],
    tone: Status | None,
) -> Spark:
    """Return the sparkline of dated shares, oldest first, over the days that both series span together."""
    if not points:
        return EMPTY
    days = [day.toordinal() for day, _share in (*points, *expected)]
    heights = [to_float(share) for _day, share in (*points, *expected)]
    first, lowest = min(days), min(heights)
    across = (_RIGHT - _LEFT) / ((max(days) - first) or 1)
    upward = (_BOTTOM - _TOP) / ((max(heights) - lowest) or 1)
    places = [
        (f"{_LEFT + (day - first) * across:.1f}", f"{_BOTTOM - (height - lowest) * upward:.1f}")
        for day, height in zip(days, heights, strict=True)
    ]
    count = len(points)
    return Spark(tone.value if tone else "none", _path(places[:count]), _path(places[count:]), *places[count - 1])


def _path(places: Sequence[tuple[str, str]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in places) if len(places) > 1 else ""


def key_result_spark(key_result: KeyResult, reckoned: KeyResultNumbers, cycle: Cycle, as_of: date) -> Spark:
    """Return the sparkline of a key result from the cycle's first day to today or its last one."""
    if reckoned.cancelled or reckoned.expected is None:
        return EMPTY
    points = progress_series(key_result, reckoned, cycle, as_of)
    today = min(as_of, cycle.end)
    at_first = reckoned.expected if key_result.type in _LEVELS else Fraction(0)
    expected = [(cycle.start, at_first), (today, reckoned.expected)] if today > cycle.start else []
    return spark(points, expected, reckoned.status)


def progress_series(key_result: KeyResult, reckoned: KeyResultNumbers, cycle: Cycle, as_of: date) -> Series:
    """Return the progress of a key result over time, from 0 on the first day where it has a start."""
    if key_result.type is KeyResultType.MILESTONES:
        return _steps(key_result, cycle, as_of)
    series = [(point.reading.date, point.progress) for point in reckoned.points if point.progress is not None]
    begins_at_zero = key_result.type not in _LEVELS and series and series[0][0] > cycle.start
    return [(cycle.start, Fraction(0)), *series] if begins_at_zero else series


def _steps(key_result: KeyResult, cycle: Cycle, as_of: date) -> Series:
    """Return the weight done by each date; nothing where one was done on a day that nobody wrote down."""
    steps = [step for step in key_result.milestones if step.done is not False]
    dated = sorted((step.done, step.weight) for step in steps if isinstance(step.done, date))
    whole = sum((step.weight for step in key_result.milestones), Fraction(0))
    if len(dated) < len(steps) or not whole:
        return []
    series, done = [(min(cycle.start, as_of), Fraction(0))], Fraction(0)
    for day, weight in dated:
        if day <= as_of:
            done += weight
            series.append((max(day, cycle.start), done / whole))
    today = min(as_of, cycle.end)
    return series if series[-1][0] >= today else [*series, (today, done / whole)]
