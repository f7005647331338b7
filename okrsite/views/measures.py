"""The unit that a key result's values are drawn and foretold in, and how they are written in it."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct

from okrsite.charts import NumberStyle
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.figure import to_float
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import IncomparableUnits, Quantity, Unit, adopt, convert, parse_quantity, render_value
from okrsite.views import numbers, readings

_ONE = Fraction(1)
_UNIT = re.compile(r"^.*\d[^\d\s]*", re.DOTALL)


class Measure(Struct, frozen=True):
    """The unit that a chart is drawn in: that of the latest reading, as people think in it.

    `factor` brings a value of the key result's unit into it; `like` is the quantity whose style numbers take.
    """

    factor: Fraction
    like: Quantity | None

    def scaled(self, value: Fraction) -> Fraction:
        """Return a value in this unit."""
        return value if self.factor is _ONE else value * self.factor

    def number(self, value: Fraction) -> float:
        """Return a value as a chart draws it."""
        return to_float(self.scaled(value))

    def value(self, value: Fraction | None) -> float | None:
        """Return a value as a chart draws it, None where there is none."""
        return None if value is None else self.number(value)

    def text(self, value: Fraction) -> str:
        """Return a value that people chose or can compute, with up to two decimals where it has them."""
        own = self.scaled(value)
        if self.like is None:
            return numbers.short(own)
        needed = numbers.decimals(own)
        places = max(self.like.style.decimals, min(2 if needed is None else needed, 2))
        return render_value(own, self.like, decimals=None if self.like.style.magnitude else places)

    def estimate(self, value: Fraction, way: Fraction) -> str:
        """Return a value that is estimated: in steps of a hundredth of `way` or more, but no finer than people type.

        On a short way it has one decimal more than they type.
        """
        own, far = self.scaled(value), abs(self.scaled(way))
        places = self.like.style.decimals if self.like else 0
        places += far * 10**places < 10
        step = _step(far, places)
        own = (own / step + Fraction(1, 2)).__floor__() * step
        if self.like is None:
            return numbers.rounded(own, places)
        return render_value(own, self.like, decimals=None if self.like.style.magnitude else places)

    def tail(self, text: str) -> str:
        """Return the unit at the end of a written number, without the magnitude at its digits."""
        if self.like is None or self.like.style.parts:
            return ""
        written = self.like.style.after + self.like.style.rate
        return written if text.endswith(written) else _UNIT.sub("", text)

    def style(self) -> NumberStyle:
        """Return how the axis writes its numbers; plainly for durations of several units."""
        if self.like is None or self.like.style.parts:
            return NumberStyle()
        style = self.like.style
        return NumberStyle(prefix=style.before, suffix=style.after + style.rate)


def measure_of(key_result: KeyResult, reckoned: KeyResultNumbers) -> Measure:
    """Return the unit of the latest reading, or the one that computed values of the key result take."""
    typed = parse_quantity((reckoned.current.text if reckoned.current else None) or "")
    unit = key_result.unit
    if isinstance(typed, Quantity) and unit is not None:
        own = adopt(typed, unit)
        try:
            return Measure(_factor(unit, own.unit), own)
        except IncomparableUnits:
            pass
    return Measure(_ONE, readings.like(key_result))


def _factor(unit: Unit, own: Unit) -> Fraction:
    return _ONE if unit == own else convert(Quantity(_ONE, unit, None, "", ""), own)


def _step(way: Fraction, places: int) -> Fraction:
    """Return the power of ten that is about a hundredth of a way, or the last of so many decimals.

    >>> _step(Fraction(540000), 0), _step(Fraction(17), 0), _step(Fraction(17), 1), _step(Fraction(0), 2)
    (Fraction(1000, 1), Fraction(1, 1), Fraction(1, 10), Fraction(1, 100))
    """
    step = Fraction(1, 10**places)
    while step * 1000 < way:
        step *= 10
    return step
