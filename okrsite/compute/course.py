"""Where readings lead: the line that is drawn on from the latest of them to the cycle's last day.

The plain Theil-Sen line, read at the last day, did not beat the straight line through first and last reading, neither
on simulated shapes nor on closed cycles. Three changes do, though by little, and the guide has the
figures. The line starts at the latest reading, which is known, instead of somewhere between all of them. Pairs of
readings weigh as many days as lie between them, for neighbours say more of their noise than of the way. And the later
in the cycle it is, the less of the slope is believed where pairs disagree about it: what rose in steps or has slowed
seldom goes on to the end. Readings that lie on a line are drawn on exactly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

METHOD = "theil-sen-from-latest"
"""The name of this way to forecast."""

FEWEST = 3
"""Fewer readings in the cycle are never drawn on."""

_MOST = 40
_FARTHEST = 1e6
"""Progress and daily steps beyond this are mistyped, and no number comes out of them."""

Dated = tuple[int, float]
"""A reading: days since the cycle's first day, and progress (1 is the target)."""


class Course(NamedTuple):
    """A line through progress over days, counted from 0 on the cycle's first day.

    `readings` is how many were used; `slope` is progress a day, the weighted median over all pairs of readings;
    `trust` is the part of it that is believed, 0 to 1; `latest` is the progress on the day `last`, `progress` that on
    the cycle's last day, `end`. The line goes no farther than the start or the target, unless it is there already:
    beyond them nothing changes the score, and few go on as they did. Readings after the last day are the end.
    """

    readings: int
    slope: float
    trust: float
    last: int
    latest: float
    end: int
    progress: float


def course(readings: Sequence[Dated], end: int) -> Course | None:
    """Return where readings lead by day `end`; None for fewer than three, or for progress beyond all measure.

    Their order does not matter; days differ. Of more than 40 readings, 40 spread evenly over them are used.

    >>> steady = course([(6, 0.0625), (13, 0.125), (20, 0.1875)], 90)
    >>> steady.progress, steady.trust
    (0.8125, 1.0)
    >>> course([(6, 0.125), (13, 0.25)], 90) is None
    True
    >>> slowed = course([(0, 0.0), (10, 0.4), (20, 0.5), (30, 0.5)], 40)
    >>> round(slowed.slope, 4), round(slowed.trust, 2), round(slowed.progress, 2)
    (0.0167, 0.69, 0.62)
    """
    if len(readings) < FEWEST:
        return None
    ordered = sorted(readings)
    if len(ordered) > _MOST:
        ordered = [ordered[n * (len(ordered) - 1) // (_MOST - 1)] for n in range(_MOST)]
    pairs = _pairs(ordered)
    slope = _weighted(pairs)
    last, latest = ordered[-1]
    if not abs(latest) + pairs[-1][0] - pairs[0][0] < _FARTHEST:
        return None
    gone = min(1.0, last / end) if end else 1.0
    trust = 1 - gone * gone * _disagreement(pairs, slope)
    ahead = latest + trust * slope * (end - last) if end > last else latest
    if not 0 <= ahead <= 1:
        ahead = max(min(0.0, latest), min(max(1.0, latest), ahead))
    return Course(len(readings), slope, trust, last, latest, end, ahead)


def straight(readings: Sequence[Dated], end: int) -> float:
    """Return where the straight line through the first and the last reading ends on day `end`: a rival.

    Readings are given oldest first; what is between the two does not matter.

    >>> straight([(0, 0.0), (10, 0.5), (20, 0.5)], 40)
    1.0
    """
    (first, begin), (last, latest) = readings[0], readings[-1]
    return latest + (latest - begin) / (last - first) * max(0, end - last)


def theil_sen(readings: Sequence[Dated], end: int) -> float:
    """Return where the plain Theil-Sen line ends on day `end`: a rival.

    >>> theil_sen([(0, 0.0), (10, 0.1), (20, 0.9), (30, 0.3)], 40)
    0.4
    """
    slope = median([each for each, _ in _pairs(sorted(readings))])
    return median(sorted(value - slope * day for day, value in readings)) + slope * end


def median(ordered: Sequence[float]) -> float:
    """Return the middle of numbers in their order, the mean of both where there are two; at least one is given."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _pairs(ordered: Sequence[Dated]) -> list[tuple[float, int]]:
    """Return the slope of each pair of readings and the days between them, in order."""
    both = enumerate(ordered)
    return sorted([((after - old) / (to - since), to - since) for n, (to, after) in both for since, old in ordered[:n]])


def _weighted(pairs: Sequence[tuple[float, int]]) -> float:
    """Return the slope that half of all days between readings are below; of two in the middle, the mean.

    >>> _weighted([(0.0, 10), (0.1, 40), (0.4, 10)]), _weighted([(0.0, 10), (0.5, 10)])
    (0.1, 0.25)
    """
    gone = [*accumulate([days for _, days in pairs])]
    half = gone[-1] / 2
    middle = bisect_left(gone, half)
    slope = pairs[middle][0]
    return (slope + pairs[middle + 1][0]) / 2 if gone[middle] == half else slope


def _disagreement(pairs: Sequence[tuple[float, int]], slope: float) -> float:
    """Return how far pairs of readings disagree about the slope: 0 not at all, towards 1 where it drowns in them."""
    spread = (pairs[-1][0] - pairs[0][0]) / 2
    return spread / (spread + abs(slope)) if spread > 1e-12 else 0.0
