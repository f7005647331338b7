"""What a moved goal asks of those who work on it, compared with before: more, less, or neither can be said."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from okrsite.compute.progress import value_of
from okrsite.compute.target import side_of
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import factor


class Demand(StrEnum):
    """What a change asks of those who work on it, compared with before."""

    EASIER = "easier"
    HARDER = "harder"
    OTHER = "other"


def demand_of(was: KeyResult, now: KeyResult, field: str) -> Demand:
    """Return whether another value of a field asks for more or less; where directions or units differ it can't be said.

    `field` is a key of `definition`, or `milestones`.
    """
    times = factor(now.unit, was.unit) if was.unit and now.unit else Fraction(1)
    if was.type is not now.type or times is None:
        return Demand.OTHER
    if field == "milestones":
        return _compared(Fraction(len(was.milestones)), Fraction(len(now.milestones)))
    if was.bounds and now.bounds:
        return _compared((now.bounds.high - now.bounds.low) * times, was.bounds.high - was.bounds.low)
    upward = _upward(was)
    if upward is None or upward != _upward(now):
        return Demand.OTHER
    before, after = (_mark(one, field) for one in (was, now))
    return _compared(before, None if after is None else after * times, upward=upward)


def _mark(key_result: KeyResult, field: str) -> Fraction | None:
    """Return the value that a field sets, in the key result's unit.

    A start nearer to the target asks for more: the same reading then amounts to less.
    """
    by_field = {"target": key_result.target, "change": key_result.target, "maintain": key_result.level}
    return value_of(by_field.get(field, key_result.start))


def _upward(key_result: KeyResult) -> bool | None:
    """Return whether more is better, None where nothing says so."""
    target = value_of(key_result.target)
    side = (
        key_result.comparator if target is None else side_of(value_of(key_result.start), target, key_result.comparator)
    )
    return None if side is None else side.upward


def _compared(was: Fraction | None, now: Fraction | None, *, upward: bool = True) -> Demand:
    """Return whether going from one level to the other asks for more.

    >>> _compared(Fraction(90), Fraction(85)).value, _compared(Fraction(90), Fraction(85), upward=False).value
    ('easier', 'harder')
    """
    if was is None or now is None or was == now:
        return Demand.OTHER
    return Demand.HARDER if (now > was) is upward else Demand.EASIER
