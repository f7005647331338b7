"""A cycle on a day: what every number of its objectives depends on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.reading import Cancelled, Reading, is_cancelled
from okrsite.settings import Settings


class Stage(Struct, frozen=True):
    """Where `cycle` stands on `as_of`; `elapsed` is the share of its days gone, 0 to 1."""

    cycle: Cycle
    as_of: date
    state: CycleState
    elapsed: Fraction
    settings: Settings

    @property
    def closed(self) -> bool:
        """Whether the numbers are final: what has no reading now scores 0, and hand-set scores win."""
        return self.state is CycleState.CLOSED

    @property
    def running(self) -> bool:
        """Whether there is a pace to keep: the cycle is open, or waits for late figures."""
        return self.state in (CycleState.OPEN, CycleState.CLOSING)

    @property
    def ended(self) -> bool:
        """Whether no day is left in which a level could still break."""
        return self.closed or self.elapsed == 1

    def cancelled(self, cancelled: Cancelled | None) -> bool:
        """Return whether a cancellation is in force."""
        return is_cancelled(cancelled, self.as_of)

    def checkins(self, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """Return those of a key result's check-ins that count today: of the cycle or its days of grace, not later."""
        return tuple([reading for reading in readings if reading.counts and reading.date <= self.as_of])


def stage_of(cycle: Cycle, settings: Settings, as_of: date, sealed: bool = False) -> Stage:
    """Return how `cycle` stands on `as_of`; a sealed one is closed at once.

    >>> stage_of(Cycle("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)), Settings(), date(2024, 2, 15)).elapsed
    Fraction(46, 91)
    """
    state = cycle.state(as_of, settings.grace, sealed)
    return Stage(cycle, as_of, state, cycle.elapsed(as_of), settings)
