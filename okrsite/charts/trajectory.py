"""What a trajectory shows: the readings of one key result over its cycle, what was expected, and what is wanted."""

from __future__ import annotations

import math
from datetime import date
from typing import Literal, TypeGuard

from msgspec import Struct

from okrsite.charts.calendar import as_day
from okrsite.charts.lettering import Label
from okrsite.charts.scale import LARGEST, NumberStyle

Day = date | str
"""A date, or its ISO text."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SUCCESS, _TARGET, _PLAIN = Label("Success"), Label("Target"), NumberStyle()
SHORT_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


class TrajectoryPoint(Struct, frozen=True):
    """One reading: its value as a number, as typed, and its cells in the table (the first is its date)."""

    date: Day
    value: float
    text: str
    cells: tuple[str, ...] = ()


class Revision(Struct, frozen=True):
    """A change of the target on a day, from one level to another; None where a level is no number."""

    date: Day
    before: float | None
    after: float | None
    text: str


class Forecast(Struct, frozen=True):
    """Where the value will be on the last day, and the interval around it."""

    value: float
    low: float
    high: float
    label: Label


class Trajectory(Struct, frozen=True, kw_only=True):
    """Readings over time of one key result, in its unit.

    `first` and `last` are the cycle's days. `start` is where the way begins, `success` the value that counts as
    success at the end; `expected` replaces the straight line between them by steps. `target` may be a range up to
    `target_to`, or a level to stay `above` or `below` (`held`). Every text is shown as it is given.
    """

    title: str
    description: str
    first: Day
    last: Day
    first_text: str
    last_text: str
    readings: tuple[TrajectoryPoint, ...] = ()
    start: float | None = None
    success: float | None = None
    success_label: Label = _SUCCESS
    expected: tuple[tuple[Day, float], ...] = ()
    target: float | None = None
    target_to: float | None = None
    held: Literal["", "above", "below"] = ""
    target_label: Label = _TARGET
    revisions: tuple[Revision, ...] = ()
    as_of: Day | None = None
    as_of_text: str = ""
    forecast: Forecast | None = None
    style: NumberStyle = _PLAIN
    months: tuple[str, ...] = MONTHS
    short_months: tuple[str, ...] = SHORT_MONTHS
    no_reading: str = "no reading yet"
    columns: tuple[str, ...] = ("Date", "Value")

    def header(self) -> tuple[str, ...]:
        """Return the heads of the table's columns."""
        return self.columns

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the table: one row a reading in order of date; date and value where no cells are given."""
        ordered = sorted(self.readings, key=lambda reading: as_day(reading.date))
        return tuple(reading.cells or (as_day(reading.date).isoformat(), reading.text) for reading in ordered)


def drawable(value: float | None) -> TypeGuard[float]:
    """Tell whether a value is a number that has a place on a chart."""
    return value is not None and math.isfinite(value) and abs(value) <= LARGEST
