"""Readings: dated values, each with where it comes from."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from okrsite.diagnostics import Where


class ReadingSource(StrEnum):
    """Where a reading was written, in order of precedence for one day."""

    INLINE = "inline"
    CHECKIN = "checkin"
    CURRENT = "current"
    GIT = "git"


class Reading(Struct, frozen=True):
    """One dated value of a key result.

    `value` is in the key result's unit; None when the text holds no number or there is none at all (such
    a check-in keeps the key result fresh). `counts` is False outside the cycle and its days of grace, and
    for a reading that another of the same day takes precedence over (`superseded`). `commit` is the full id of
    the one that dates it, None where it bears its own date.
    """

    date: date
    value: Fraction | None
    text: str | None
    source: ReadingSource
    where: Where
    confidence: Fraction | None = None
    note: str | None = None
    health: str | None = None
    author: str | None = None
    counts: bool = True
    superseded: bool = False
    commit: str | None = None


class Revision(Struct, frozen=True):
    """A logged change of a field; it documents and never changes a number."""

    date: date | None
    field: str
    before: str | None
    after: str | None
    reason: str | None
    where: Where


class Cancelled(Struct, frozen=True):
    """From `date` on (None: from the start) it counts in nothing and stays visible."""

    date: date | None
    reason: str | None


def is_cancelled(cancelled: Cancelled | None, day: date) -> bool:
    """Whether there is a cancellation that counts on a day; it counts from its date (contract §2).

    >>> is_cancelled(Cancelled(date(2026, 9, 1), None), date(2026, 8, 31)), is_cancelled(None, date(2026, 8, 31))
    (False, False)
    """
    return cancelled is not None and (cancelled.date is None or cancelled.date <= day)


class HandScore(Struct, frozen=True):
    """A score set by hand, 0 to 1, and why; it wins once the cycle is closed."""

    score: Fraction
    reason: str | None
    where: Where
    author: str | None = None
