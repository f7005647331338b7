"""Values and distances of a key result in words, in the unit in which people wrote its start."""

from __future__ import annotations

import re
from fractions import Fraction

from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import Quantity, Unit, factor, render_value

_LONGEST_LABEL = 30
_UNIT = re.compile(r"^[^A-Za-z]*\d(?P<unit>\D+)$")
_MINUS = "\u2212"


def value_text(value: Fraction, key_result: KeyResult) -> str:
    """Return a value, which is in the key result's unit, as its start (else its target) is written.

    >>> from okrsite.diagnostics import Where
    >>> from okrsite.model.key_result import Amount, KeyResultType
    >>> from okrsite.model.quantity import Unit, parse_quantity
    >>> day = Amount("24 hours", Fraction(1440), parse_quantity("24 hours"))
    >>> first = KeyResult("A.1", "First value", "A", KeyResultType.METRIC, Where("a.md"), unit=Unit("time", "minute"),
    ...     start=day)
    >>> value_text(Fraction(960), first)
    '16 hours'
    """
    return _written(value, key_result, distance=False)


def distance_text(distance: Fraction, key_result: KeyResult) -> str:
    """Return how far it is from one value to another, without a sign; between percentages in points.

    >>> from okrsite.diagnostics import Where
    >>> from okrsite.model.key_result import Amount, KeyResultType
    >>> from okrsite.model.quantity import Unit, parse_quantity
    >>> share, start = Unit("percent", "%"), Amount("68%", Fraction(68), parse_quantity("68%"))
    >>> done = KeyResult("A.1", "Done", "A", KeyResultType.METRIC, Where("a.md"), unit=share, start=start)
    >>> distance_text(Fraction(-17), done)
    '17 points'
    """
    return _written(abs(distance), key_result, distance=True)


def part_text(part: Fraction, whole: Fraction, key_result: KeyResult) -> str:
    """Return `part` of `whole`, two distances; a minus says that the part leads the other way.

    >>> from okrsite.diagnostics import Where
    >>> from okrsite.model.key_result import Amount, KeyResultType
    >>> from okrsite.model.quantity import Unit, parse_quantity
    >>> day = Amount("24 hours", Fraction(1440), parse_quantity("24 hours"))
    >>> first = KeyResult("A.1", "First value", "A", KeyResultType.METRIC, Where("a.md"), unit=Unit("time", "minute"),
    ...     start=day)
    >>> part_text(Fraction(-480), Fraction(-1425), first)
    '8 of 23.75 hours'
    """
    sign = _MINUS if part and (part < 0) is not (whole < 0) else ""
    told, of = distance_text(part, key_result), distance_text(whole, key_result)
    unit = _UNIT.match(of)
    return f"{sign}{told.removesuffix(unit['unit']) if unit else told} of {of}"


def like_of(key_result: KeyResult) -> Quantity | None:
    """Return the written quantity whose unit and style computed values take: the start's, else the target's.

    Where start and target can't both be written with two decimals in the one's unit, the other's is taken: 2 days and
    4 hours in hours.
    """
    amounts = [amount for amount in (key_result.start, key_result.baseline, key_result.target) if amount]
    likes = [amount.quantity for amount in amounts if amount.quantity]
    values = [amount.value for amount in (key_result.start, key_result.target) if amount and amount.value is not None]
    unit = key_result.unit
    exact = (like for like in likes if unit and all(_short(value, unit, like) for value in values))
    return next(exact, likes[0] if likes else None)


def _short(value: Fraction, unit: Unit, like: Quantity) -> bool:
    ratio = factor(unit, like.unit)
    return ratio is not None and 100 % (value * ratio).denominator == 0


def _written(value: Fraction, key_result: KeyResult, *, distance: bool) -> str:
    like = like_of(key_result)
    ratio = factor(key_result.unit, like.unit) if key_result.unit and like else None
    if like is None or ratio is None:
        return str(float(value))
    shown = value * ratio
    text = render_value(shown, like, decimals=_decimals(shown, like.style.decimals))
    if distance:
        text = text.lstrip("+")
        if like.unit.kind == "scale":
            return text.removesuffix(like.style.after)
        if like.unit.is_percentage:
            return text.removesuffix("%").rstrip() + (" point" if shown == 1 else " points")
    words = like.label.partition("(")[0].strip()
    rate = like.style.rate
    return f"{text.removesuffix(rate)} {words}{rate}" if words and len(words) <= _LONGEST_LABEL else text


def _decimals(value: Fraction, typed: int) -> int:
    """How many decimals show a value: none for a whole number, else as many as it needs or were typed, at most two."""
    if value.denominator == 1:
        return 0
    return max(typed, 1 if 10 % value.denominator == 0 else 2)
