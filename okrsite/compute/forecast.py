"""How key results will end if they go on as they did: a score, an interval, and how likely success is (contract §2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from okrsite.compute.course import FEWEST, METHOD, Course, Dated, course
from okrsite.compute.past_errors import Spread, spread_of
from okrsite.compute.scorecard import KeyResultNumbers, Scorecard
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResultType

KINDS = (KeyResultType.METRIC, KeyResultType.CHANGE, KeyResultType.RANGE)
"""The kinds of key results that have a way to be drawn on."""


@dataclass(frozen=True, slots=True)
class Forecast:
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
        return min(self.foretold, self.foretold + self.spread.least)

    @property
    def highest(self) -> float:
        """Progress that one in ten will end above, at least what is foretold."""
        return max(self.foretold, self.foretold + self.spread.most)


@dataclass(frozen=True, slots=True)
class Record:
    """The readings of one key result as days of its cycle and progress, both as plain numbers, oldest first.

    `final` is the progress that it closed with, None while its cycle is not closed.
    """

    key_result: str
    cycle: Cycle
    readings: tuple[Dated, ...]
    success: Fraction
    final: float | None = None

    def course(self, days: int) -> Course | None:
        """Return where the readings of the cycle's first `days` days lead."""
        return course(self.until(days), self.cycle.days - 1)

    def until(self, days: int) -> list[Dated]:
        """Return the readings of the cycle's first `days` days."""
        return [reading for reading in self.readings if reading[0] < days]

    def error(self, stage: Fraction) -> float | None:
        """Return final progress less what was foretold at a stage, None where nothing could be."""
        found = self.course(days_at(self.cycle, stage))
        return None if found is None or self.final is None else self.final - found.progress


def clamped(progress: float) -> float:
    """Return the score that a progress is worth."""
    return max(0.0, min(1.0, progress))


def days_at(cycle: Cycle, stage: Fraction) -> int:
    """Return how many days of a cycle are gone at a stage of it, to the nearest, at least 1.

    >>> days_at(Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)), Fraction(1, 4))
    23
    """
    return max(1, int(stage * cycle.days + Fraction(1, 2)))


def day_at(cycle: Cycle, stage: Fraction) -> date:
    """Return the day on which a cycle has come to a stage.

    >>> day_at(Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)), Fraction(1, 2)).isoformat()
    '2026-08-15'
    """
    return cycle.start + timedelta(days=days_at(cycle, stage) - 1)


def forecast(way: Course, spread: Spread, success: Fraction) -> Forecast:
    """Return the forecast that a course and the errors of past ones make.

    >>> way = course([(6, 0.1), (13, 0.2), (20, 0.3)], 41)
    >>> found = forecast(way, spread_of([], Fraction(1, 2)), Fraction(7, 10))
    >>> round(found.score, 3), round(found.low, 3), round(found.high, 3), round(found.probability, 2)
    (0.6, 0.294, 1.0, 0.36)
    """
    foretold = way.progress
    chance = spread.chance(float(success) - foretold)
    low, high = min(foretold, foretold + spread.least), max(foretold, foretold + spread.most)
    return Forecast(clamped(foretold), clamped(low), clamped(high), chance, way, spread, success)


def forecasts(graph: OkrGraph, card: Scorecard) -> Mapping[str, Forecast]:
    """Return the forecast of every key result that has one, by its id.

    It is a metric, a change or a range with at least three readings, agreed and not cancelled, in a cycle that has
    begun and is not closed. The spread is that of the closed cycles at the same stage, from 30 key results on.
    """
    records = tuple(records_of(graph, card))
    past = [record for record in records if record.final is not None]
    spreads: dict[Fraction, Spread] = {}
    found = {}
    for record in records:
        way = None if record.final is not None else course(record.readings, record.cycle.days - 1)
        if way is not None:
            stage = card.elapsed[record.cycle.id]
            if stage not in spreads:
                spreads[stage] = spread_of(errors_at(past, stage), stage)
            found[record.key_result] = forecast(way, spreads[stage], record.success)
    return found


def errors_at(past: list[Record], stage: Fraction) -> Iterator[float]:
    """Yield how far what could be foretold at a stage was off, for each key result of the past that had enough."""
    for record in past:
        error = record.error(stage)
        if error is not None:
            yield error


def records_of(graph: OkrGraph, card: Scorecard) -> Iterator[Record]:
    """Yield every key result that has or had enough to be foretold, in the order of the documents."""
    for id, key_result in graph.key_results.items():
        numbers = card.key_results[id]
        if key_result.type not in KINDS or len(numbers.points) < FEWEST or not numbers.counted:
            continue
        if numbers.cycle_state is not CycleState.UPCOMING and numbers.progress is not None:
            yield _record(numbers, graph.cycles[graph.objective_of(key_result).cycle])


def _record(numbers: KeyResultNumbers, cycle: Cycle) -> Record:
    start = cycle.start.toordinal()
    readings = tuple(
        [
            (point.reading.date.toordinal() - start, _number(point.progress))
            for point in numbers.points
            if point.progress is not None
        ]
    )
    final = readings[-1][1] if numbers.cycle_state is CycleState.CLOSED else None
    return Record(numbers.id, cycle, readings, numbers.success, final)


def _number(progress: Fraction) -> float:
    above, below = progress.as_integer_ratio()
    try:
        return above / below
    except OverflowError:
        return float("inf")
