"""Levels to be held: a cycle cut into stretches of the cadence, each met, broken or skipped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from okrsite.compute.progress import ONE, ZERO
from okrsite.compute.scorecard import Stretch
from okrsite.compute.target import Meets
from okrsite.model.cycle import Cycle
from okrsite.model.reading import Reading, ReadingSource


def stretches(
    cycle: Cycle, cadence: str, readings: Sequence[Reading], meets: Meets, closed: bool
) -> tuple[Stretch, ...]:
    """Return the cycle's stretches; those behind the latest reading's are undecided unless `closed` (contract §2).

    The last reading of a stretch decides, a skipped one is not met. Readings in the days of grace belong to the
    last stretch. `readings` have values, oldest first.
    """
    periods = cycle.periods(cadence)
    deciding = {_index(periods, reading.date): reading for reading in readings}
    decided = len(periods) if closed else max(deciding, default=-1) + 1
    return tuple(
        Stretch(first, last, deciding.get(index), _met(deciding.get(index), meets) if index < decided else None)
        for index, (first, last) in enumerate(periods)
    )


def share_held(parts: Sequence[Stretch]) -> Fraction | None:
    """Return the stretches met / those decided (contract §2: maintain), None before anything is decided.

    >>> monday = date(2026, 7, 6)
    >>> share_held([Stretch(monday, monday, None, met) for met in (True, False, True, None)])
    Fraction(2, 3)
    """
    decided = [part.met for part in parts if part.met is not None]
    return Fraction(sum(decided), len(decided)) if decided else None


def shares_held(cycle: Cycle, cadence: str, readings: Sequence[Reading], meets: Meets) -> Iterator[Fraction]:
    """Yield, for each reading in turn, the share held as it stood on that day."""
    periods = cycle.periods(cadence)
    held = 0
    latest = -1
    latest_met = False
    for position, reading in enumerate(readings):
        index = _index(periods, reading.date)
        if index > latest:
            held += latest_met
            latest = index
        latest_met = _met(reading, meets)
        alone = position == 0 and only_current(readings[:1])
        yield (ONE if latest_met else ZERO) if alone else Fraction(held + latest_met, index + 1)


def only_current(readings: Sequence[Reading]) -> bool:
    """Return whether `current` is all there is, so that the level scores 1 or 0 as a whole (contract §2)."""
    return len(readings) == 1 and readings[0].source is ReadingSource.CURRENT


def _index(periods: Sequence[tuple[date, date]], day: date) -> int:
    return bisect_right(periods, day, key=lambda period: period[0]) - 1


def _met(reading: Reading | None, meets: Meets) -> bool:
    return reading is not None and reading.value is not None and meets(reading.value)
