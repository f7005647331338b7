"""How key results will end if they go on as they did: a score, an interval, and how likely success is (contract §2)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from okrsite.compute.course import FEWEST, METHOD, Course, Dated, course
from okrsite.compute.past_errors import Spread, spread_of
from okrsite.compute.scorecard import KeyResultNumbers, Scorecard
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import WAYS


class Forecast(NamedTuple):
    """How a key result will end if it goes on as it did.

    `score` is where its course ends, between `low` and `high`, the bounds of eight in ten outcomes; all three lie in
    0..1. `probability` is that of success, above 0 and below 1. `course` is the line, `spread` the past errors that
    bounds and probability come from, `success` the score that counts as one. `foretold`, `lowest` and `highest` are
    the same three as progress, not clamped, for a chart in the key result's own unit.
    """

    score: float
    low: float
    high: float
    probability: float
    course: Course
    spread: Spread
    success: Fraction
    method: str = METHOD

    @property
    def foretold(self) -> float:
        """Progress on the last day."""
        return self.course.progress

    @property
    def lowest(self) -> float:
        """Progress that one in ten will end below, at most what is foretold."""
        return self.foretold + min(0.0, self.spread.least)

    @property
    def highest(self) -> float:
        """Progress that one in ten will end above, at least what is foretold."""
        return self.foretold + max(0.0, self.spread.most)


class Record(Struct, frozen=True):
    """The readings of one key result as days of its cycle and progress, both as plain numbers, oldest first.

    `days` is the length of its cycle; `final` is the progress that it closed with, None while that is not closed.
    """

    key_result: str
    cycle: str
    days: int
    readings: tuple[Dated, ...]
    success: Fraction
    final: float | None = None

    def until(self, days: int) -> tuple[Dated, ...]:
        """Return the readings of the cycle's first `days` days."""
        return self.readings[: bisect_left(self.readings, (days,))]

    def course(self, days: int) -> Course | None:
        """Return where the readings of the cycle's first `days` days lead."""
        return course(self.until(days), self.days - 1)


def clamped(progress: float) -> float:
    """Return the score that a progress is worth.

    >>> clamped(-0.2), clamped(0.29), clamped(1.3)
    (0.0, 0.29, 1.0)
    """
    return 0.0 if progress <= 0 else 1.0 if progress >= 1 else progress


def days_at(stage: Fraction, days: int) -> int:
    """Return how many of a cycle's days are gone at a stage of it, to the nearest, at least 1.

    >>> days_at(Fraction(1, 4), 92), days_at(Fraction(1, 2), 91)
    (23, 46)
    """
    return max(1, int(stage * days + Fraction(1, 2)))


def forecast(way: Course, spread: Spread, success: Fraction) -> Forecast:
    """Return the forecast that a course and the errors of past ones make.

    >>> way = course([(6, 0.1), (13, 0.2), (20, 0.3)], 41)
    >>> found = forecast(way, spread_of([], Fraction(1, 2)), Fraction(7, 10))
    >>> round(found.score, 3), round(found.low, 3), round(found.high, 3), round(found.probability, 2)
    (0.6, 0.294, 1.0, 0.36)
    """
    foretold = way.progress
    chance = spread.chance(success.numerator / success.denominator - foretold)
    low, high = foretold + min(0.0, spread.least), foretold + max(0.0, spread.most)
    return Forecast(clamped(foretold), clamped(low), clamped(high), chance, way, spread, success)


def spreads(records: Iterable[Record], card: Scorecard) -> dict[str, Spread]:
    """Return the past errors at the stage of every running cycle that has a record, by the cycle's id.

    They are those of the closed cycles at the same stage, from 30 key results on.
    """
    running: dict[str, Fraction] = {}
    past: list[Record] = []
    for record in records:
        if record.final is not None:
            past.append(record)
        else:
            running[record.cycle] = card.elapsed[record.cycle]
    at = {stage: spread_of(errors_at(past, stage), stage) for stage in set(running.values())}
    return {cycle: at[stage] for cycle, stage in running.items()}


def forecasts(
    records: Iterable[Record], card: Scorecard, past: Mapping[str, Spread] | None = None
) -> dict[str, Forecast]:
    """Return the forecast of every key result that has one, by its id; `past` are the `spreads`, where known already.

    It is a metric, a change or a range with at least three readings, agreed and not cancelled, in a cycle that has
    begun and is not closed.
    """
    every, found = tuple(records), {}
    past = spreads(every, card) if past is None else past
    for record in every:
        way = course(record.readings, record.days - 1) if record.final is None else None
        if way is not None:
            found[record.key_result] = forecast(way, past[record.cycle], record.success)
    return found


def errors_at(past: Iterable[Record], stage: Fraction) -> Iterator[float]:
    """Yield final progress less what could be foretold at a stage, for each key result of the past that had enough."""
    gone: dict[int, int] = {}
    for record in past:
        if record.days not in gone:
            gone[record.days] = days_at(stage, record.days)
        way = record.course(gone[record.days])
        if way is not None and record.final is not None:
            yield record.final - way.progress


def records(graph: OkrGraph, card: Scorecard) -> Iterator[Record]:
    """Yield every key result that has or had enough to be foretold, in the order of the documents."""
    for id, key_result in graph.key_results.items():
        numbers = card.key_results[id]
        if key_result.type not in WAYS or len(numbers.points) < FEWEST or not numbers.counted:
            continue
        if numbers.cycle_state is not CycleState.UPCOMING and numbers.progress is not None:
            yield _record(numbers, graph.cycles[graph.objective_of(key_result).cycle])


def _record(numbers: KeyResultNumbers, cycle: Cycle) -> Record:
    start = cycle.start.toordinal()
    points = [(point.reading.date.toordinal() - start, point.progress) for point in numbers.points]
    readings = tuple([(day, _number(progress)) for day, progress in points if progress is not None])
    final = readings[-1][1] if numbers.cycle_state is CycleState.CLOSED else None
    return Record(numbers.id, cycle.id, cycle.days, readings, numbers.success, final)


def _number(progress: Fraction) -> float:
    above, below = progress.as_integer_ratio()
    try:
        return above / below
    except OverflowError:
        return float("inf")
