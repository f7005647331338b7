"""What a roadmap item is thought to move: the estimate as typed, in the unit of its key result."""

from __future__ import annotations

import re
from fractions import Fraction

from okrsite.compute.progress import value_of
from okrsite.compute.target import side_of
from okrsite.model.key_result import POINTS, KeyResult, KeyResultType
from okrsite.model.quantity import Quantity, Unit, adopt, factor, parse_quantity

PERCENT = Unit("percent", "%")
_POINTS = re.compile(r"(?:points?|pts?)\b", re.IGNORECASE)


def impact(text: str | None, key_result: KeyResult) -> Fraction | None:
    """Return how far a bet moves a key result, signed and in its unit (contract §2).

    A percentage is in points where the key result is one, and of its baseline else; a bare number takes the unit,
    a value without period its period; times convert. None where nothing is said, where the text is no number, where
    the two can't be compared, and for a share of a baseline that nobody wrote.

    >>> from okrsite.diagnostics import Where
    >>> from okrsite.model.key_result import Amount
    >>> logins = KeyResult("A.1", "Fewer mails", "A", KeyResultType.METRIC, Where("a.md"), unit=Unit("number"),
    ...     baseline=Amount("40", Fraction(40)))
    >>> impact("-5%", logins), impact("-5", logins), impact("-5 hours", logins)
    (Fraction(-2, 1), Fraction(-5, 1), None)
    """
    unit = key_result.unit
    if text is None or unit is None:
        return None
    quantity = parse_quantity(text, minutes=unit.kind == "time")
    if not isinstance(quantity, Quantity):
        return None
    if quantity.unit.is_percentage and unit.kind != "percent":
        baseline = value_of(key_result.baseline)
        return None if baseline is None else baseline * quantity.value / 100
    if unit.kind == "percent" and quantity.unit == Unit("number") and _POINTS.match(quantity.label):
        return quantity.value * (factor(PERCENT, Unit("percent", unit.symbol)) or 1)
    meant = adopt(quantity, unit)
    ratio = factor(meant.unit, unit)
    return None if ratio is None else meant.value * ratio


def direction_of(key_result: KeyResult) -> int | None:
    """Return 1 where the key result is to rise, -1 where it is to fall, None where nothing tells.

    From the start towards the target or the nearer bound of a range; without a start, or for a level to be held,
    the comparator tells.
    """
    if key_result.fault:
        return None
    way = way_to(key_result, value_of(key_result.start))
    if way:
        return 1 if way > 0 else -1
    bound = value_of(key_result.level) if key_result.type is KeyResultType.MAINTAIN else value_of(key_result.target)
    side = side_of(None, bound, key_result.comparator) if bound is not None else None
    return None if side is None else 1 if side.upward else -1


def way_to(key_result: KeyResult, value: Fraction | None) -> Fraction | None:
    """Return how far it is from `value` to the target, or to the nearer bound of a range; signed.

    None without a value, inside of a range, and for the kinds that have no way (contract §2: coverage).
    """
    if value is None or key_result.fault:
        return None
    if key_result.type is KeyResultType.RANGE and key_result.bounds:
        low, high = key_result.bounds.low, key_result.bounds.high
        return None if low <= value <= high else (low if value < low else high) - value
    target = value_of(key_result.target)
    if key_result.type not in POINTS or target is None:
        return None
    return target - value
