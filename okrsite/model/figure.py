"""Numbers that the site computes, written in the unit and style of what people typed."""

from __future__ import annotations

from fractions import Fraction

from okrsite.model.amount import Quantity


def render_value(
    value: Fraction, like: Quantity, *, signed: bool = False, decimals: int | None = None
) -> str:
    """Return `value`, a number in the unit of `like`, in the style of `like`."""
    return str(value)


def to_float(value: Fraction) -> float:
    """Return the double nearest to `value`.

    >>> to_float(Fraction(29, 100))
    0.29
    """
    return value.numerator / value.denominator
