"""One unit for all values of a key result: who decides it, who takes it over, who can't be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from okrsite.model.amount import Quantity
from okrsite.model.unit import NUMBER, Unit


class Role(StrEnum):
    """What a value is to its key result; the first role that has a unit decides it for all."""

    TARGET = "target"
    BASELINE = "baseline"
    START = "start"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The values of one key result in one unit, in the order in which they were given.

    `like` is the quantity whose style computed numbers take (None without any value); `values` are in `unit`, None
    where incomparable; `incomparable` and `mislabelled` are positions, `label` is what the latter differ from.
    """

    unit: Unit
    like: Quantity | None
    quantities: tuple[Quantity, ...]
    values: tuple[Fraction | None, ...]
    incomparable: tuple[int, ...]
    mislabelled: tuple[int, ...]
    label: str


def adopt(quantity: Quantity, unit: Unit, *, minutes: bool = False) -> Quantity:
    """Return `quantity` as its key result means it: a bare number takes `unit`; with `minutes`, `15m` is a time."""
    return quantity


def unify(given: Sequence[tuple[Role, Quantity]]) -> Agreement:
    """Return the values of one key result in its unit: the target's, else the baseline's, start's, first reading's."""
    return Agreement(NUMBER, None, (), (), (), (), "")
