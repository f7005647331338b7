"""The one formatter: how numbers and days look wherever the site shows them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from okrsite.views.words import gettext as _

THIN = "\u2009"
MINUS = "−"
UNKNOWN = "–"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FARTHEST = 30


def rounded(value: Fraction, places: int = 0) -> str:
    """Return `value` with a fixed number of decimals, halves away from zero, a true minus and no minus zero.

    >>> rounded(Fraction(-143, 10)), rounded(Fraction(1, 8), 2), rounded(Fraction(-1, 1000), 1)
    ('−14', '0.13', '0.0')
    """
    return _rounded(*value.as_integer_ratio(), places)


@lru_cache(maxsize=16384)
def _rounded(numerator: int, denominator: int, places: int) -> str:
    # In integers: every page has hundreds of numbers, and each Fraction on the way is reduced again.
    whole = (abs(numerator) * 10**places * 2 + denominator) // (denominator * 2)
    digits = str(whole).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return MINUS + text if numerator < 0 and whole else text


def percent(value: Fraction | None, places: int = 0) -> str:
    """Return a share (1 is everything) as a percentage; an en dash where it is unknown.

    >>> percent(Fraction(6, 17)), percent(Fraction(-17, 28), 1), percent(None)
    ('35\\u2009%', '−60.7\\u2009%', '–')
    """
    if value is None:
        return UNKNOWN
    above, below = value.as_integer_ratio()
    return f"{_rounded(above * 100, below, places)}{THIN}%"


def percent_of(share: Fraction, whole: Fraction) -> str:
    """Return the product of two shares as a percentage.

    >>> percent_of(Fraction(1, 2), Fraction(7, 10))
    '35\\u2009%'
    """
    (above, below), (over, under) = share.as_integer_ratio(), whole.as_integer_ratio()
    return f"{_rounded(above * over * 100, below * under, 0)}{THIN}%"


def score(value: Fraction | None, places: int = 2) -> str:
    """Return a score with two decimals; an en dash where it is unknown.

    >>> score(Fraction(6, 17)), score(Fraction(1)), score(None)
    ('0.35', '1.00', '–')
    """
    return UNKNOWN if value is None else rounded(value, places)


def signed(text: str) -> str:
    """Return a number's text with its sign, also where that is a plus; zero has none.

    >>> signed("8"), signed("−8"), signed("0"), signed("0.0")
    ('+8', '−8', '0', '0.0')
    """
    return text if text.startswith(MINUS) or not text.strip("0.") else f"+{text}"


def points(value: Fraction) -> str:
    """Return the difference of two shares in points.

    >>> points(Fraction(8, 100)), points(Fraction(-3, 100))
    ('+8\\u2009pts', '−3\\u2009pts')
    """
    return f"{signed(rounded(value * 100))}{THIN}{_('pts')}"


def exact(value: Fraction) -> str:
    """Return `value` without any loss: as a decimal with grouped thousands, else as a fraction.

    >>> exact(Fraction(29, 2)), exact(Fraction(12000)), exact(Fraction(-5)), exact(Fraction(1, 3))
    ('14.5', '12,000', '−5', '1/3')
    """
    return _exact(*value.as_integer_ratio())


@lru_cache(maxsize=16384)
def _exact(above: int, below: int) -> str:
    sign, places = MINUS if above < 0 else "", _decimals(below)
    if places is None:
        return f"{sign}{abs(above):,}/{below:,}"
    digits = str(abs(above) * 10**places // below).rjust(places + 1, "0")
    whole, rest = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{sign}{int(whole):,}{'.' + rest if rest else ''}"


def decimals(value: Fraction) -> int | None:
    """Return how many decimals show `value` without loss, None where they never end or are more than 9.

    >>> decimals(Fraction(12)), decimals(Fraction(1, 8)), decimals(Fraction(1, 3))
    (0, 3, None)
    """
    return _decimals(value.denominator)


@lru_cache(maxsize=4096)
def _decimals(denominator: int) -> int | None:
    return next((places for places in range(10) if 10**places % denominator == 0), None)


def short(value: Fraction) -> str:
    """Return `value` with grouped thousands and up to two decimals, as many as it needs.

    >>> short(Fraction(3, 2)), short(Fraction(-12000)), short(Fraction(1, 3))
    ('1.5', '−12,000', '0.33')
    """
    needed = decimals(value)
    if needed is not None and needed <= 2:
        return exact(value)
    hundredths = (abs(value) * 100 + Fraction(1, 2)).__floor__()
    return exact(Fraction(hundredths if value > 0 else -hundredths, 100))


def told_apart(value: Fraction, other: Fraction) -> tuple[str, str]:
    """Return two scores with three decimals, or as many more as it takes to see which is larger.

    >>> told_apart(Fraction(6, 17), Fraction(63, 184)), told_apart(Fraction("0.3424"), Fraction("0.34239"))
    (('0.353', '0.342'), ('0.34240', '0.34239'))
    """
    for places in range(3, 9):
        pair = rounded(value, places), rounded(other, places)
        if pair[0] != pair[1] or value == other:
            return pair
    return exact(value), exact(other)


def day(when: date, as_of: date | None = None) -> str:
    """Return a day in words, with its year unless that is the year of `as_of`.

    >>> day(date(2026, 8, 14)), day(date(2026, 8, 14), date(2026, 9, 1))
    ('14 August 2026', '14 August')
    """
    return _day(when, as_of is not None and as_of.year == when.year)


@lru_cache(maxsize=4096)
def _day(when: date, this_year: bool) -> str:
    text = f"{when.day} {_(MONTHS[when.month - 1])}"
    return text if this_year else f"{text} {when.year}"


def span(first: date, last: date, as_of: date | None = None) -> str:
    """Return a stretch of days.

    >>> span(date(2026, 8, 8), date(2026, 8, 14), date(2026, 8, 14))
    '8 to 14 August'
    >>> span(date(2025, 12, 29), date(2026, 1, 4), date(2026, 1, 4))
    '29 December 2025 to 4 January'
    """
    if (first.year, first.month) == (last.year, last.month):
        return _("{first} to {last}").format(first=first.day, last=day(last, as_of))
    same_year = last if first.year == last.year else as_of
    return _("{first} to {last}").format(first=day(first, same_year), last=day(last, as_of))


def ago(when: date, as_of: date) -> str:
    """Return an age in words up to 30 days, then the date.

    >>> today = date(2026, 8, 14)
    >>> ago(today, today), ago(date(2026, 8, 13), today), ago(date(2026, 8, 2), today), ago(date(2026, 5, 2), today)
    ('today', 'yesterday', '12 days ago', '2 May')
    """
    days = (as_of - when).days
    if days in (0, 1):
        return (_("today"), _("yesterday"))[days]
    return _("{n} days ago").format(n=days) if 1 < days <= _FARTHEST else day(when, as_of)
