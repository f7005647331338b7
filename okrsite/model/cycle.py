"""Cycles: the time boxes of the organisation, how people spell them and where a date stands in one."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct, field

from okrsite.settings import YEARS

CADENCES: Mapping[str, int] = MappingProxyType({"weekly": 7, "biweekly": 14, "monthly": 0})
"""Days between two check-ins; `monthly` follows the calendar instead."""


# Every reading of a cycle asks for the same few shares.
_share = lru_cache(maxsize=4096)(Fraction)
_MONTHS_OF = {"Q": 3, "H": 6}
_SEPARATOR = r"[\s/_-]?"
_YEAR = rf"(?:FY{_SEPARATOR}(?P<fiscal>[0-9]{{4}}|[0-9]{{2}})|(?P<year>[0-9]{{4}}))"
_PART = r"(?P<part>[QH])(?P<number>[0-9])"
_YEAR_FIRST = re.compile(rf"{_YEAR}(?:{_SEPARATOR}{_PART}|-(?P<month>[0-9]{{2}}))?", re.IGNORECASE)
_PART_FIRST = re.compile(rf"{_PART}[\s/_-]{_YEAR}", re.IGNORECASE)
_LOOSE_YEAR = re.compile(r"(?<![0-9])(?:20)?([0-9]{2})(?![0-9])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = re.compile(rf"(?<![a-z])(?:{'|'.join(_MONTHS)})")


class CycleState(StrEnum):
    """Where a cycle stands on a day."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class Cycle(Struct, frozen=True):
    """A stretch of days that holds both its first (`start`) and its last (`end`); `id` is its one spelling."""

    id: str
    start: date
    end: date

    @property
    def slug(self) -> str:
        """The id as addresses have it.

        >>> Cycle("Big Launch", date(2026, 2, 1), date(2026, 4, 15)).slug
        'big-launch'
        """
        return re.sub(r"[^\w.]+", "-", self.id.lower()).strip("-.") or "cycle"

    @property
    def days(self) -> int:
        """The number of days, at least 1."""
        return (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Return whether `day` is one of the cycle's."""
        return self.start <= day <= self.end

    def overlaps(self, other: Cycle) -> bool:
        """Return whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end

    def state(self, as_of: date, grace: int, sealed: bool = False) -> CycleState:
        """Return the state on `as_of`; the cycle stays `closing` for `grace` days unless it is sealed.

        >>> quarter = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
        >>> quarter.state(date(2026, 9, 30), 14).value, quarter.state(date(2026, 10, 14), 14).value
        ('open', 'closing')
        >>> quarter.state(date(2026, 10, 15), 14).value, quarter.state(date(2026, 10, 1), 14, sealed=True).value
        ('closed', 'closed')
        """
        if as_of < self.start:
            return CycleState.UPCOMING
        days_after = (as_of - self.end).days
        if sealed or days_after > grace:
            return CycleState.CLOSED
        return CycleState.OPEN if days_after <= 0 else CycleState.CLOSING

    def closes(self, grace: int, sealed: date | None = None) -> date:
        """Return the first day on which it is closed: the one behind the days of grace, or that of its seal.

        >>> quarter = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
        >>> str(quarter.closes(14)), str(quarter.closes(14, date(2026, 10, 5)))
        ('2026-10-15', '2026-10-05')
        """
        last = self.end + timedelta(days=grace + 1)
        return last if sealed is None else min(last, max(sealed, self.start))

    def elapsed(self, as_of: date) -> Fraction:
        """Return the share of the days up to and with `as_of`, 0 before the cycle and 1 after it.

        >>> Cycle("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)).elapsed(date(2024, 2, 15))
        Fraction(46, 91)
        """
        gone = (as_of - self.start).days + 1
        return _share(min(max(gone, 0), self.days), self.days)

    def periods(self, cadence: str) -> tuple[tuple[date, date], ...]:
        """Return the cycle cut into stretches of 7 or 14 days or a month, each with its first and last day.

        They begin with the cycle's first day; the last one may be short.

        >>> [str(end) for _, end in Cycle("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)).periods("monthly")]
        ['2026-01-31', '2026-02-28', '2026-03-31']
        """
        starts = list(self._months() if cadence == "monthly" else self._stretches(CADENCES[cadence]))
        ends = [following - timedelta(days=1) for following in starts[1:]]
        return tuple(zip(starts, [*ends, self.end], strict=True))

    def _stretches(self, length: int) -> Iterator[date]:
        for days in range(0, self.days, length):
            yield self.start + timedelta(days=days)

    def _months(self) -> Iterator[date]:
        for months in range(self.days // 28 + 1):
            day = _months_later(self.start, months)
            if day is None or day > self.end:
                return
            yield day


def _months_later(day: date, months: int) -> date | None:
    """Return the same day of the month `months` later (or that month's last), None beyond the year 9999."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > date.max.year:
        return None
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


class CycleRules(Struct, frozen=True):
    """What the config says of cycles: the first month of a fiscal year, and first and last day of named ones."""

    fiscal_year_start: int = 1
    named: Mapping[str, tuple[date, date]] = field(default_factory=dict)


def parse_cycle(text: str, rules: CycleRules) -> Cycle | None:
    """Return the cycle that `text` spells, with its canonical id, or None.

    >>> parse_cycle("Q3 2026", CycleRules())
    Cycle(id='2026-Q3', start=datetime.date(2026, 7, 1), end=datetime.date(2026, 9, 30))
    >>> parse_cycle("q1 fy27", CycleRules(fiscal_year_start=7))
    Cycle(id='FY27-Q1', start=datetime.date(2026, 7, 1), end=datetime.date(2026, 9, 30))
    """
    spelling = " ".join(text.split())
    for name, (start, end) in rules.named.items():
        if name.casefold() == spelling.casefold() and start <= end:
            return Cycle(name, start, end)
    match = _YEAR_FIRST.fullmatch(spelling) or _PART_FIRST.fullmatch(spelling)
    return _spelled(match.groupdict(), rules.fiscal_year_start) if match else None


def next_cycle(cycle: Cycle, rules: CycleRules) -> Cycle | None:
    """Return the cycle of the same length that follows, None behind a named one and at the end of the calendar.

    >>> [next_cycle(parse_cycle(id, CycleRules(4)), CycleRules(4)).id for id in ("2026-Q4", "2026-12", "FY27-H2")]
    ['2027-Q1', '2027-01', 'FY28-H1']
    """
    match = _YEAR_FIRST.fullmatch(cycle.id)
    if match is None or any(name.casefold() == cycle.id.casefold() for name in rules.named):
        return None
    kind, month = (match["part"] or "").upper(), match["month"]
    length = 1 if month else _MONTHS_OF.get(kind, 12)
    later, index = divmod(int(month or match["number"] or 1), 12 // length)
    year = match["fiscal"] or match["year"]
    number = int(year) + later + (2000 if len(year) == 2 else 0)
    ending = f"-{index + 1:02}" if month else f"-{kind}{index + 1}" if kind else ""
    return parse_cycle(f"{'FY' if match['fiscal'] else ''}{number:04}{ending}", rules)


def _spelled(parts: Mapping[str, str | None], fiscal_year_start: int) -> Cycle | None:
    month, kind, fiscal = parts.get("month"), (parts.get("part") or "").upper(), parts["fiscal"]
    if month and fiscal:
        return None
    length = 1 if month else _MONTHS_OF.get(kind, 12)
    index = int(month or parts.get("number") or 1) - 1
    if not 0 <= index * length < 12:
        return None
    year_name, first = _fiscal_year(fiscal, fiscal_year_start) if fiscal else _calendar_year(parts["year"] or "")
    ending = month or (f"{kind}{index + 1}" if kind else "")
    return _stretch(f"{year_name}-{ending}" if ending else year_name, first + index * length, length)


def _calendar_year(year: str) -> tuple[str, int]:
    return year, int(year) * 12


def _fiscal_year(year: str, first_month: int) -> tuple[str, int]:
    """Return the name of a fiscal year and its first month, counted from the year 0; it is named by its end."""
    number = int(year) + (2000 if len(year) == 2 else 0)
    name = f"FY{number % 100:02}" if 2000 <= number < 2100 else f"FY{number:04}"
    return name, number * 12 - (12 - (first_month - 1)) % 12


def _stretch(name: str, first: int, months: int) -> Cycle | None:
    last = first + months - 1
    if not YEARS.start * 12 <= first <= last < YEARS.stop * 12:
        return None
    year, month = last // 12, last % 12 + 1
    return Cycle(name, date(first // 12, first % 12 + 1, 1), date(year, month, calendar.monthrange(year, month)[1]))


def suggest_cycle(text: str, rules: CycleRules) -> str | None:
    """Return the spelling of a cycle that `text` comes nearest to, or None where nothing is near.

    >>> suggest_cycle("2026-Q5", CycleRules()), suggest_cycle("July 2026", CycleRules())
    ('2026-Q4', '2026-07')
    >>> suggest_cycle("Q3 '26", CycleRules())
    '2026-Q3'
    """
    wanted = _with_full_year(_with_month_number(" ".join(text[:80].lower().split())))
    known = parse_cycle(wanted, rules)
    if known:
        return known.id
    spellings = {name.lower(): name for name in (*_spellings_near(wanted), *rules.named)}
    nearest = get_close_matches(wanted, spellings, n=1, cutoff=0.6)
    return spellings[nearest[0]] if nearest else None


def _with_month_number(lowered: str) -> str:
    month, year = _MONTH_NAME.search(lowered), _LOOSE_YEAR.search(lowered)
    if not (month and year):
        return lowered
    return f"20{year[1]}-{_MONTHS.index(month[0]) + 1:02}"


def _with_full_year(lowered: str) -> str:
    if "fy" in lowered or re.search("[0-9]{4}", lowered):
        return lowered
    return re.sub(r"(?<![0-9])'?([0-9]{2})(?![0-9])", r"20\1", lowered, count=1)


def _spellings_near(lowered: str) -> list[str]:
    """Return every cycle of the year that is named in `lowered`, latest first, as ties go to the first."""
    year = _LOOSE_YEAR.search(lowered)
    if not year:
        return []
    name = f"FY{year[1]}" if "fy" in lowered else f"20{year[1]}"
    months = [] if "fy" in lowered else [f"{name}-{month:02}" for month in range(12, 0, -1)]
    return [*(f"{name}-Q{n}" for n in (4, 3, 2, 1)), f"{name}-H2", f"{name}-H1", name, *months]
