"""The unit that people think in: values of a key result in the unit and style of something that was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from okrsite.charts import NumberStyle
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import IncomparableUnits, Quantity, adopt, convert, parse_quantity, render_value
from okrsite.views import numbers, readings
from okrsite.views.words import gettext as _

_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Measure:
    """How values in a key result's unit are shown: times `factor`, and like the quantity `like`."""

    factor: Fraction
    like: Quantity | None

    def value(self, value: Fraction | None) -> float | None:
        """Return a value as a number in the unit shown."""
        return None if value is None else float(value * self.factor)

    def text(self, value: Fraction, *, signed: bool = False) -> str:
        """Return a value with its unit, with up to two decimals where it needs them."""
        if self.like is None:
            text = numbers.short(value * self.factor)
            return numbers.signed(text) if signed else text
        needed = numbers.decimals(value * self.factor)
        places = max(self.like.style.decimals, min(2 if needed is None else needed, 2))
        decimals = None if self.like.style.magnitude else places
        return render_value(value * self.factor, self.like, signed=signed, decimals=decimals)

    def distance(self, value: Fraction, *, signed: bool = False) -> str:
        """Return a difference of two values with its unit; that of two percentages is in points."""
        if self.in_points:
            text = numbers.short(value * self.factor)
            return f"{numbers.signed(text) if signed else text} {_('points')}"
        return self.text(value, signed=signed)

    def figure(self, value: Fraction) -> str:
        """Return a difference without its unit, for one beside which the unit stands; with it where it is inside."""
        style = self.like.style if self.like else None
        if style and (style.before or style.magnitude or style.parts):
            return self.text(value)
        return numbers.short(value * self.factor)

    @property
    def in_points(self) -> bool:
        """Whether differences are differences of percentages."""
        return self.like is not None and self.like.unit.kind == "percent" and self.like.unit.symbol == _PERCENT

    def style(self) -> NumberStyle:
        """Return how an axis writes such numbers."""
        if self.like is None or self.like.style.parts:
            return NumberStyle()
        style = self.like.style
        return NumberStyle(prefix=style.before, suffix=style.after + style.rate)


def measure_by(key_result: KeyResult, texts: Iterable[str]) -> Measure:
    """Return the unit of the first of the typed `texts` that is comparable, else the key result's own."""
    unit = key_result.unit
    for text in texts:
        typed = parse_quantity(text)
        if not isinstance(typed, Quantity) or unit is None:
            continue
        own = adopt(typed, unit)
        try:
            return Measure(convert(Quantity(Fraction(1), unit, None, "", ""), own.unit), own)
        except IncomparableUnits:
            continue
    return Measure(Fraction(1), readings.like(key_result))
