"""Whether a value meets the target itself, comparator and all."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from okrsite.compute.progress import value_of
from okrsite.model.key_result import LEVELS, POINTS, KeyResult, KeyResultType
from okrsite.model.quantity import Comparator

Meets = Callable[[Fraction], bool]


def side_of(start: Fraction | None, target: Fraction, comparator: Comparator | None) -> Comparator | None:
    """Return which side of the target is met, None where nothing tells (contract §2: direction is never guessed).

    The comparator decides; without one the direction from start to target does, and equality meets it.

    >>> side_of(Fraction(24), Fraction(4), None).value, side_of(None, Fraction(4), Comparator.LT).value
    ('<=', '<')
    >>> side_of(None, Fraction(80), None) is None
    True
    """
    if comparator is not None or start is None or start == target:
        return comparator
    return Comparator.GE if start < target else Comparator.LE


def meets_of(key_result: KeyResult) -> Meets | None:
    """Return the function that tells whether a value meets the target; None where that is unknown."""
    if key_result.fault:
        return None
    if key_result.bounds and key_result.type in LEVELS:
        low, high = key_result.bounds.low, key_result.bounds.high
        return lambda value: low <= value <= high
    if key_result.type is KeyResultType.MAINTAIN:
        return _beside(value_of(key_result.level), None, key_result.comparator)
    if key_result.type in POINTS:
        return _beside(value_of(key_result.target), value_of(key_result.start), key_result.comparator)
    return None


def _beside(bound: Fraction | None, start: Fraction | None, comparator: Comparator | None) -> Meets | None:
    if bound is None:
        return None
    side = side_of(start, bound, comparator)
    return None if side is None else lambda value: side.admits(value, bound)
