"""How good forecasts were: what would have been foretold on days of closed cycles, beside what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from math import fsum
from typing import NamedTuple

from msgspec import Struct

from okrsite.compute.course import Course, straight
from okrsite.compute.forecast import Forecast, Record, clamped, days_at, forecast
from okrsite.compute.past_errors import spread_of
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.graph import OkrGraph

ASKED = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
"""The stages of a cycle at which its forecasts are judged."""

BINS = 5
"""Probabilities are judged in so many classes of the same width."""

_DUST = 1e-9

_Made = tuple[Record, Course]


class Past(NamedTuple):
    """A forecast as it would have been made at a `stage` of a closed cycle, beside what came of it.

    `final` is the score computed from the last reading, whatever was set by hand. `last` and `straight` are what two
    simple rivals would have foretold: the latest reading, and the straight line through the first and the latest.
    """

    key_result: str
    cycle: str
    stage: Fraction
    forecast: Forecast
    final: float
    last: float
    straight: float

    @property
    def covered(self) -> bool:
        """Whether the final score lay within the interval, both ends included."""
        return self.forecast.low - _DUST <= self.final <= self.forecast.high + _DUST

    @property
    def succeeded(self) -> bool:
        """Whether the final score was a success."""
        return self.final >= float(self.forecast.success) - _DUST


class Accuracy(Struct, frozen=True):
    """How good `count` forecasts were.

    `error` is the mean absolute error of the score, `last` and `straight` those of the two rivals on the same key
    results; `coverage` is the share of intervals that held the final score, `width` their mean width. `own` counts the
    forecasts whose interval came from the site's own archive.
    """

    count: int
    error: float
    last: float
    straight: float
    coverage: float
    width: float
    own: int


class Bin(Struct, frozen=True):
    """The forecasts whose probability of success lay from `low` to below `high`.

    There are `count` of them, with the mean probability `foretold` (0 without any), and `succeeded` came true.
    """

    low: Fraction
    high: Fraction
    count: int
    foretold: float
    succeeded: int


def hindsight(records: Iterable[Record], graph: OkrGraph, grace: int) -> tuple[Past, ...]:
    """Return what would have been foretold at a quarter, half and three quarters of each closed cycle, oldest first.

    Each knows the readings up to its day, and the errors of cycles that were closed by then, `grace` days after their
    last; targets are those of the documents.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.final is not None:
            groups[record.cycle].append(record)
    cycles = sorted((graph.cycles[id] for id in groups), key=lambda cycle: (cycle.end, cycle.start, cycle.id))
    made = {(cycle.id, stage): _made(groups[cycle.id], stage, cycle.days) for cycle in cycles for stage in ASKED}
    return tuple([past for cycle in cycles for stage in ASKED for past in _judged(cycle, stage, cycles, made, grace)])


def accuracy(pasts: Iterable[Past]) -> Accuracy | None:
    """Return how good some forecasts were, None without any."""
    judged = list(pasts)
    if not judged:
        return None
    return Accuracy(
        count=len(judged),
        error=_mean(abs(past.forecast.score - past.final) for past in judged),
        last=_mean(abs(past.last - past.final) for past in judged),
        straight=_mean(abs(past.straight - past.final) for past in judged),
        coverage=_mean(float(past.covered) for past in judged),
        width=_mean(past.forecast.high - past.forecast.low for past in judged),
        own=sum(past.forecast.spread.origin == "archive" for past in judged),
    )


def calibration(pasts: Iterable[Past]) -> tuple[Bin, ...]:
    """Return how probabilities of success came true, in five classes from 0 to 1, lowest first."""
    classes: list[list[Past]] = [[] for _ in range(BINS)]
    for past in pasts:
        classes[min(BINS - 1, int(past.forecast.probability * BINS))].append(past)
    return tuple([_bin(n, own) for n, own in enumerate(classes)])


def _bin(n: int, own: Sequence[Past]) -> Bin:
    foretold = _mean(past.forecast.probability for past in own)
    succeeded = sum(past.succeeded for past in own)
    return Bin(Fraction(n, BINS), Fraction(n + 1, BINS), len(own), foretold, succeeded)


def _made(records: Iterable[Record], stage: Fraction, days: int) -> list[_Made]:
    gone = days_at(stage, days)
    found = ((record, record.course(gone)) for record in records)
    return [(record, way) for record, way in found if way is not None]


def _judged(
    cycle: Cycle, stage: Fraction, cycles: Sequence[Cycle], made: Mapping[tuple[str, Fraction], list[_Made]], grace: int
) -> Iterator[Past]:
    """Yield the forecasts at one stage of one cycle; what the cycles before it taught gives their intervals."""
    gone = days_at(stage, cycle.days)
    day = cycle.start + timedelta(days=gone - 1)
    taught = [one for other in cycles if other.state(day, grace) is CycleState.CLOSED for one in made[other.id, stage]]
    spread = spread_of([_final(record) - way.progress for record, way in taught], stage)
    # Tuples all the way, for an archive makes 30,000 of them at once.
    for record, way in made[cycle.id, stage]:
        latest, final = clamped(way.latest), clamped(_final(record))
        rival = clamped(straight((record.readings[0], (way.last, way.latest)), way.end))
        yield Past(record.key_result, cycle.id, stage, forecast(way, spread, record.success), final, latest, rival)


def _final(record: Record) -> float:
    return record.final or 0.0


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return fsum(found) / len(found) if found else 0.0
