"""The y axis of a trajectory: round ticks at fixed places, and their words.

Frames are drawn once, so ticks always sit at the same places: two, three or four equal steps up to the top of the
plot, from the bottom or from half a step above it. What varies is the value of a step.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from okrsite.charts.lettering import shorten, width

LARGEST = 1e300
"""Values beyond this, and those that are no numbers, are not drawn."""
_SMALLEST = 1e-280
_LABEL_ROOM = 38.0
_UNIT_ROOM = 300.0
_MANTISSAS = ((1, 0), (2, 0), (25, -1), (5, 0))
# Steps, the height of all of them in steps, and what the shape costs beside the room it leaves empty.
_SHAPES = tuple((steps, lift, steps + lift, 0.15 if steps == 2 else 0.0) for steps in (4, 3, 2) for lift in (0.0, 0.5))
# Exponents tried above the finest, and how many steps the values must span at least: the first almost always does.
_PASSES = ((0, 1.0), *((more, 0.0) for more in range(0, 18, 2)))
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class NumberStyle(Struct, frozen=True):
    """How numbers are written on the axis; `prefix` and `suffix` (with their space) stand on the topmost only.

    `decimals` is the most that make sense (0 for counts), `magnitudes` the letters of thousands, millions and
    billions; without them large numbers are written out.
    """

    prefix: str = ""
    suffix: str = ""
    decimals: int | None = None
    decimal: str = "."
    group: str = ","
    minus: str = "−"
    magnitudes: tuple[str, ...] = ("K", "M", "B")


class Scale(NamedTuple):
    """The chosen axis: the values at its ends, its ticks from bottom to top, and the unit if it stands apart."""

    low: float
    high: float
    steps: int
    lifted: bool
    labels: tuple[str, ...]
    unit: str

    @property
    def tick_places(self) -> tuple[float, ...]:
        """Return where ticks sit, as shares of the axis."""
        return tick_places(self.steps, self.lifted)


class _Choice(NamedTuple):
    cost: float
    mantissa: int
    exponent: int
    first: int
    steps: int
    lifted: bool


@lru_cache(maxsize=8)
def tick_places(steps: int, lifted: bool) -> tuple[float, ...]:
    """Return the places of `steps` + 1 ticks; lifted ones begin half a step above the bottom.

    >>> tick_places(2, False), tick_places(2, True)
    ((0.0, 0.5, 1.0), (0.2, 0.6, 1.0))
    """
    lift = 0.5 if lifted else 0.0
    return tuple((lift + n) / (steps + lift) for n in range(steps + 1))


def scale_for(values: Sequence[float], style: NumberStyle) -> Scale:
    """Return the axis that holds all the values with the least empty room and labels that fit.

    Values are finite. Where all are equal the axis spans some room around them; without any it has no labels.

    >>> scale_for([68, 85, 90, 79.9], NumberStyle(suffix=" %", decimals=0)).labels
    ('70', '75', '80', '85', '90 %')
    """
    if not values:
        return Scale(0.0, 1.0, 4, False, ("",) * 5, "")
    return _scale_between(*_room(values), style)


@lru_cache(maxsize=1024)
def _scale_between(low: float, high: float, style: NumberStyle) -> Scale:
    choice = None
    for choice in _choices(low, high, style.decimals):
        labels = _labels(choice.mantissa, choice.exponent, choice.first, choice.steps, style)
        if labels is not None:
            return _scale(choice, *labels, style)
    # Only a unit of many letters among the digits gets here; figures without labels are still a picture.
    assert choice is not None
    return _scale(choice, ("",) * (choice.steps + 1), "", style)


def _room(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    largest = max(abs(low), abs(high))
    if high - low > max(largest * 1e-9, _SMALLEST):
        return low, high
    if largest <= _SMALLEST:
        return 0.0, 1.0
    return low - largest * 0.05, high + largest * 0.05


def _choices(low: float, high: float, decimals: int | None) -> Iterator[_Choice]:
    """Yield ways to divide the axis, best first, then coarser ones for labels that would not fit."""
    power = math.floor(math.log10((high - low) / 4.5))
    if decimals is not None:
        power = max(power, -decimals)
    for more, least in _PASSES:
        found: list[tuple[float, int, int, int, int, bool]] = []
        for exponent in (power + more, power + more + 1):
            for mantissa, down in _MANTISSAS:
                if decimals is None or exponent + down >= -decimals:
                    found += _divided(low, high, mantissa, exponent + down, least)
        yield from (_Choice(*choice) for choice in sorted(found))


def _divided(
    low: float, high: float, mantissa: int, exponent: int, least: float
) -> Iterator[tuple[float, int, int, int, int, bool]]:
    """Yield the fields of choices with one value of a step."""
    step = mantissa * 10.0**exponent
    bottom, top, span = low / step, high / step, (high - low) / step
    if not least <= span <= 4.5 or abs(bottom) > 1e12:
        return
    odd = 0.08 if mantissa == 25 else 0.0
    for steps, lift, whole, few in _SHAPES:
        first = math.floor(bottom + lift + 1e-9)
        if first + steps < top - 1e-9 or (low >= 0 > first - lift):
            continue
        yield whole / span + few + odd + lift * 0.06, mantissa, exponent, first, steps, lift > 0


def _scale(choice: _Choice, labels: tuple[str, ...], unit: str, style: NumberStyle) -> Scale:
    step = choice.mantissa * 10.0**choice.exponent
    low = (choice.first - (0.5 if choice.lifted else 0.0)) * step
    high = (choice.first + choice.steps) * step
    return Scale(low, high, choice.steps, choice.lifted, labels, unit)


@lru_cache(maxsize=1024)
def _labels(
    mantissa: int, exponent: int, first: int, steps: int, style: NumberStyle
) -> tuple[tuple[str, ...], str] | None:
    """Return tick labels that fit beside the plot and the unit that doesn't, or None if the digits are too many."""
    counts = range(first, first + steps + 1)
    largest = max(abs(counts[0]), abs(counts[-1])) * mantissa
    size = len(str(largest)) - 1 + exponent
    shift, mark, times = _magnitude(size, exponent, style)
    places = max(0, shift - exponent)
    numbers = [_written(n * mantissa, exponent - shift, places, style) for n in counts]
    if not _fit(numbers, mark):
        numbers = [_bare(number, style) for number in numbers]
        if not _fit(numbers, mark):
            return None
    labels = [number + mark if number != "0" else number for number in numbers]
    full = f"{style.prefix}{labels[-1]}{style.suffix}" if not times else ""
    if full and width(full) <= _LABEL_ROOM:
        return (*labels[:-1], full), ""
    unit = f"{times} {style.prefix.strip()}{style.suffix.strip()}".strip()
    return tuple(labels), shorten(unit, _UNIT_ROOM)


def _fit(numbers: list[str], mark: str) -> bool:
    return all(width(number + mark) <= _LABEL_ROOM for number in numbers)


def _bare(number: str, style: NumberStyle) -> str:
    """Return a whole number without the zeros behind its decimal sign, for `100` above `99.99`."""
    whole, _, part = number.partition(style.decimal)
    return number if part.strip("0") else whole


def _magnitude(size: int, exponent: int, style: NumberStyle) -> tuple[int, str, str]:
    """Return the power of ten taken out of the labels, its letter, and the factor to be written apart."""
    if size >= 4 and style.magnitudes and size < 3 * len(style.magnitudes) + 4:
        step = min(size // 3, len(style.magnitudes))
        return 3 * step, style.magnitudes[step - 1], ""
    if size >= 7 or (size < -2 and exponent < -3):
        power = size if size >= 7 else exponent
        return power, "", f"× 10{str(power).translate(_SUPERSCRIPTS)}"
    return 0, "", ""


def _written(count: int, exponent: int, places: int, style: NumberStyle) -> str:
    if count == 0:
        return "0"
    plain = f"{abs(Decimal(count).scaleb(exponent)):,.{places}f}"
    whole, _, part = plain.partition(".")
    sign = style.minus if count < 0 else ""
    return sign + whole.replace(",", style.group) + (style.decimal + part if part else "")
