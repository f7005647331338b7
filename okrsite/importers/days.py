"""Days as tables write them, where there is only one way to read them."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_WORDED = re.compile(
    r"(?:[a-z]+\.?,?\s+)??(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(\d{4})",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_of(text: str) -> str | None:
    """The day that a text is, as `2026-07-13`; None for other texts, and for days that may as well be others.

    >>> day_of("2026-07-13 09:30"), day_of("13.7.2026"), day_of("7/13/2026"), day_of("Mon 13 Jul 2026")
    ('2026-07-13', '2026-07-13', '2026-07-13', '2026-07-13')
    >>> day_of("03/04/2026"), day_of("July"), day_of("2026-13-01")
    (None, None, None)
    """
    if len(text) > 40:
        return None
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12 or first == second:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else None
    if found := _WORDED.fullmatch(text):
        month = (found[2] or found[3]).lower()[:3]
        if month in _MONTHS:
            return _day(int(found[5]), _MONTHS.index(month) + 1, int(found[1] or found[4]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
