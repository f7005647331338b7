"""The values that quantities are made of: what was typed, as an exact number with its unit and style."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from okrsite.model.unit import NUMBER, IncomparableUnits, Unit, factor

_TURNED = str.maketrans("<>", "><")


class Comparator(StrEnum):
    """Which side of a value counts as met; equality meets only the two with an equals sign."""

    GE = ">="
    GT = ">"
    LE = "<="
    LT = "<"

    @property
    def upward(self) -> bool:
        """Whether larger values are the better ones."""
        return self in (Comparator.GE, Comparator.GT)

    @property
    def turned(self) -> Comparator:
        """The one that a value meets where this one is met by the value with the other sign.

        >>> Comparator.GE.turned.value, Comparator.LT.turned.value
        ('<=', '>')
        """
        return Comparator(self.translate(_TURNED))

    def admits(self, value: Fraction, bound: Fraction) -> bool:
        """Return whether `value` lies on this side of `bound`.

        >>> Comparator.GE.admits(Fraction(5), Fraction(5)), Comparator.LT.admits(Fraction(5), Fraction(5))
        (True, False)
        """
        if value == bound:
            return self in (Comparator.GE, Comparator.LE)
        return (value > bound) is self.upward


class Style(Struct, frozen=True):
    """How a quantity was typed, as far as computed numbers are to look like it.

    `decimals` counts the digits behind the point; `grouping` parts thousands, `magnitude` is the `K` behind the
    digits, `before` the currency in front, `after` the unit with its space, `rate` the words of a period, all
    as typed; `parts` are the canonical names and the typed spellings of the units of `1h 30m`.
    """

    decimals: int = 0
    grouping: str = ","
    magnitude: str = ""
    signed: bool = False
    before: str = ""
    after: str = ""
    rate: str = ""
    parts: tuple[tuple[str, str], ...] = ()


class Quantity(Struct, frozen=True):
    """A number that somebody typed.

    `value` is exact and counts in `unit` as typed (`24 hours` is 24, in hours); `label` holds the words behind
    it that are no unit; `text` is what was typed, untouched.
    """

    value: Fraction
    unit: Unit
    comparator: Comparator | None
    label: str
    text: str
    style: Style = Style()

    @property
    def bare(self) -> bool:
        """Whether this is a number with neither unit nor words, so that it takes its key result's unit."""
        return self.unit.kind == "number" and self.unit == NUMBER and not self.label.partition("(")[0].strip()


class NotANumber(Struct, frozen=True):
    """Text that counts as no number.

    `reason` is None where the text simply says something else; otherwise it tells, as a part of a sentence,
    why a number written this way is refused, and `hint`, an imperative sentence, what to write.
    """

    text: str
    reason: str | None = None
    hint: str | None = None


def convert(quantity: Quantity, unit: Unit) -> Fraction:
    """Return the value of `quantity` in `unit`, exact; raise IncomparableUnits where there is no way.

    >>> convert(Quantity(Fraction(24), Unit("time", "hour"), None, "", "24 hours"), Unit("time", "minute"))
    Fraction(1440, 1)
    """
    ratio = factor(quantity.unit, unit)
    if ratio is None:
        raise IncomparableUnits(quantity.unit, unit)
    return quantity.value * ratio
