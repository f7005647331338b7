"""Weeks as ISO 8601 counts them: from Monday to Sunday, the first of a year is the one with its first Thursday."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct


class Week(Struct, frozen=True, order=True):
    """One week by the number of weeks between it and the calendar's first Monday; the later, the greater."""

    number: int

    @property
    def first(self) -> date:
        """Its Monday.

        >>> week_of(date(2026, 8, 14)).first.isoformat()
        '2026-08-10'
        """
        return date.fromordinal(self.number * 7 + 1)

    @property
    def last(self) -> date:
        """Its Sunday; the calendar's last day where that lies beyond it."""
        return date.fromordinal(min(self.number * 7 + 7, date.max.toordinal()))

    @property
    def middle(self) -> date:
        """Its Thursday, which says what year, and what cycle, a week belongs to."""
        return self.first + timedelta(days=3)

    @property
    def year(self) -> int:
        """The year that its number counts in."""
        return self.middle.year

    @property
    def of_year(self) -> int:
        """Which week of its year it is, from 1 on."""
        return self.first.isocalendar().week

    @property
    def id(self) -> str:
        """Its name.

        >>> week_of(date(2026, 8, 14)).id, week_of(date(2027, 1, 3)).id, week_of(date(2024, 12, 30)).id
        ('2026-W33', '2026-W53', '2025-W01')
        """
        return f"{self.year:04}-W{self.of_year:02}"


def week_of(day: date) -> Week:
    """Return the week that holds a day."""
    return Week(week_number(day))


def week_number(day: date) -> int:
    """Return the number of the week that holds a day, which is quicker to group by than the week itself."""
    return (day.toordinal() - 1) // 7
