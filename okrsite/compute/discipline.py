"""Check-in discipline: of the check-ins that a cadence asks for, how many were made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from okrsite.compute.share import NOTHING, Share
from okrsite.model.cycle import CADENCES, Cycle
from okrsite.model.key_result import KeyResult

DAYS = {"weekly": 7, "biweekly": 14, "monthly": 31}
"""Within how many days a cadence wants the next check-in."""
_FULL_MONTH = 28


def checkin_days(key_result: KeyResult, cycle: Cycle, until: date) -> list[date]:
    """Return the days, up to `until`, on which something was said of a key result, oldest first, each once.

    A check-in without a value counts, and so does a dated `done`; readings outside the cycle and its days of grace
    don't.
    """
    days = {reading.date for reading in key_result.readings if reading.counts and reading.date <= until}
    days.update(day for day in key_result.days_done() if cycle.start <= day <= until)
    return sorted(days)


@lru_cache(maxsize=1024)  # asked for each key result, answered alike for all of a cycle
def expected_periods(cycle: Cycle, cadence: str, until: date) -> tuple[tuple[date, date], ...]:
    """Return the first and last days of those stretches of a cycle in which a check-in was to be made by `until`.

    They are the cadence's stretches from the cycle's first day that are over; a short one at the end is left out,
    unless it is the only one.

    >>> quarter = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
    >>> [len(expected_periods(quarter, cadence, quarter.end)) for cadence in ("weekly", "biweekly", "monthly")]
    [13, 6, 3]
    >>> len(expected_periods(quarter, "weekly", date(2026, 7, 14)))
    2
    """
    least = CADENCES[cadence] or _FULL_MONTH
    periods = cycle.periods(cadence)
    full = [period for period in periods if (period[1] - period[0]).days + 1 >= least] or periods
    return tuple([(first, last) for first, last in full if last <= until])


def checkins_made(days: Iterable[date], cycle: Cycle, cadence: str, until: date) -> Share:
    """Return in how many of the expected stretches there was a check-in.

    Once the cycle is over, late check-ins count for its last stretch.

    >>> month = Cycle("2026-06", date(2026, 6, 1), date(2026, 6, 30))
    >>> checkins_made([date(2026, 6, 2), date(2026, 6, 5), date(2026, 7, 3)], month, "weekly", date(2026, 7, 14))
    Share(n=2, of=4)
    """
    periods = expected_periods(cycle, cadence, until)
    if not periods:
        return NOTHING
    firsts = [first for first, _last in periods]
    last = until if until >= cycle.end else periods[-1][1]
    held = {bisect_right(firsts, day) for day in days if firsts[0] <= day <= last}
    return Share(len(held), len(periods))


def made_lately(days: Iterable[date], cycle: Cycle, cadence: str, until: date) -> bool | None:
    """Return whether the latest check-in is not older than the cadence, None while the first is not due yet.

    Once the cycle is over, its last day stands for today.

    >>> quarter = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
    >>> made_lately([date(2026, 8, 8)], quarter, "weekly", date(2026, 8, 14))
    True
    >>> made_lately([date(2026, 8, 7)], quarter, "weekly", date(2026, 8, 14))
    False
    >>> made_lately([], quarter, "weekly", date(2026, 7, 6)) is None
    True
    """
    today = min(until, cycle.end)
    since = today - timedelta(days=DAYS[cadence])
    if any(since < day <= until for day in days):
        return True
    return None if since < cycle.start else False
