"""One unit for all values of a key result: who decides it, who takes it over, who can't be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from okrsite.model.amount import NotANumber, Quantity
from okrsite.model.figure import style_of
from okrsite.model.notation import parse_quantity
from okrsite.model.unit import NUMBER, ONE, Unit, factor

_ASIDE = re.compile(r"\([^()]*\)?")
_WORD = re.compile(r"\w+")


class Role(StrEnum):
    """What a value is to its key result; the first of these roles that has a unit decides it for all."""

    TARGET = "target"
    BASELINE = "baseline"
    START = "start"
    READING = "reading"


class Agreement(Struct, frozen=True):
    """The values of one key result in one unit, in the order in which they were given.

    `like` is the quantity whose style computed numbers take, itself in `unit` (None without any value).
    `quantities` are the values with what they took over, each in its own unit; `values` are in `unit`, None
    where incomparable. `incomparable` and `mislabelled` are positions; `label` is what the latter differ from.
    """

    unit: Unit
    like: Quantity | None
    quantities: tuple[Quantity, ...]
    values: tuple[Fraction | None, ...]
    incomparable: tuple[int, ...]
    mislabelled: tuple[int, ...]
    label: str


def adopt(quantity: Quantity, unit: Unit, *, minutes: bool = False) -> Quantity:
    """Return `quantity` as it is meant among values in `unit`.

    A bare number takes `unit`, a value without period the period of `unit` (`from $41 to $58 per month`); with
    `minutes`, `15m` is a time. Everything else, comparable or not, is returned as it is.

    >>> seventy = parse_quantity("70")
    >>> str(adopt(seventy, Unit("percent", "%")).unit)
    '%'
    """
    if minutes and quantity.style.magnitude == "m":
        quantity = _as_minutes(quantity)
    if quantity.bare and unit != NUMBER:
        return replace(quantity, unit=unit, style=style_of(unit, quantity.style))
    if unit.per and not quantity.unit.per:
        with_period = replace(quantity.unit, per=unit.per)
        if factor(with_period, unit) is not None:
            return replace(quantity, unit=with_period, style=replace(quantity.style, rate=f" per {unit.per}"))
    return quantity


def unify(given: Sequence[tuple[Role, Quantity]]) -> Agreement:
    """Return the values of one key result in its unit.

    The unit is the target's, else the baseline's, the start's, the first reading's; bare numbers decide nothing.

    >>> day = parse_quantity("24 hours"), parse_quantity("15m"), parse_quantity("360")
    >>> agreed = unify([(Role.BASELINE, day[0]), (Role.TARGET, day[1]), (Role.READING, day[2])])
    >>> agreed.unit.symbol, [int(value) for value in agreed.values]
    ('minute', [1440, 15, 360])
    """
    minutes = any(quantity.unit.kind == "time" for _, quantity in given)
    read = [_as_minutes(quantity) if minutes else quantity for _, quantity in given]
    ranked = [quantity for role in Role for (own, _), quantity in zip(given, read, strict=True) if own is role]
    unit = _deciding_unit(ranked)
    quantities = tuple(adopt(quantity, unit) for quantity in read)
    ratios = [factor(quantity.unit, unit) for quantity in quantities]
    label = next((quantity.label for quantity in ranked if _words(quantity.label)), "")
    return Agreement(
        unit,
        _like(ranked, unit),
        quantities,
        tuple(_times(q.value, ratio) for q, ratio in zip(quantities, ratios, strict=True)),
        tuple(at for at, ratio in enumerate(ratios) if ratio is None),
        tuple(at for at, quantity in enumerate(quantities) if not same_label(quantity.label, label)),
        label,
    )


def same_label(label: str, other: str) -> bool:
    """Return whether two labels may name one thing: the words of one are among the other's, or it has none.

    Parentheses, capitals and the plural make no difference.

    >>> same_label("DAU (December 2023)", "DAU (March 2024)"), same_label("DAU", "MAU")
    (True, False)
    """
    if label == other or not label or not other:
        return True
    words, others = _words(label), _words(other)
    return words <= others or others <= words


@lru_cache(maxsize=1024)
def _words(label: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _WORD.findall(_ASIDE.sub(" ", label).casefold()))


def _times(value: Fraction, ratio: Fraction | None) -> Fraction | None:
    """Return the product, None without a ratio; most values are in the unit already, and fractions multiply slowly."""
    return value if ratio is ONE else value * ratio if ratio else None


def _as_minutes(quantity: Quantity) -> Quantity:
    if quantity.style.magnitude != "m":
        return quantity
    again = parse_quantity(quantity.text, minutes=True)
    return quantity if isinstance(again, NotANumber) else again


def _deciding_unit(ranked: Iterable[Quantity]) -> Unit:
    """Return the first unit that is no bare number's; where it has no period, the first period that fits it."""
    units = [quantity.unit for quantity in ranked if not quantity.bare]
    if not units:
        return NUMBER
    fitting = (unit.per for unit in units if unit.per and factor(replace(unit, per=None), replace(units[0], per=None)))
    return units[0] if units[0].per else replace(units[0], per=next(fitting, None))


def _like(ranked: Sequence[Quantity], unit: Unit) -> Quantity | None:
    return next((own for own in (adopt(quantity, unit) for quantity in ranked) if own.unit == unit), None)
