"""How far forecasts were off: the spread of past errors at one stage of a cycle, and what follows from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import Literal

from msgspec import Struct

from okrsite.compute.error_table import STAGES

ENOUGH = 30
"""From so many key results of closed cycles on, a site's own archive counts instead of the shipped table."""

LEVELS = 39
"""The table has so many errors a stage: the quantiles at 1/40, 2/40 … 39/40."""

_LOW, _HIGH = 0.1, 0.9
_DUST = 1e-9


class Spread(Struct, frozen=True):
    """Past errors at a stage, smallest first: final progress less the progress foretold, neither clamped.

    `stage` is the share of the cycle gone, `origin` "archive" for the site's own key results, `count` of them, or
    "table" for simulated ones. `least` and `most` bound the middle 80 % of the errors.
    """

    errors: tuple[float, ...]
    origin: Literal["archive", "table"]
    count: int
    stage: Fraction
    least: float
    most: float

    def chance(self, missing: float) -> float:
        """Return how likely a key result ends at least `missing` above what is foretold, between 0 and 1, never either.

        >>> half = spread_of([], Fraction(1, 2))
        >>> [round(half.chance(missing), 2) for missing in (-0.3, 0.0, 0.5)]
        [0.89, 0.59, 0.09]
        """
        reached = len(self.errors) - bisect_left(self.errors, missing - _DUST)
        return (reached + 0.5) / (len(self.errors) + 1)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of all cases to come is expected, given those of the past in order.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5), quantile([1.0, 2.0, 3.0, 4.0], 0.01)
    (2.5, 1.0)
    """
    place = share * (len(ordered) + 1) - 1
    if place <= 0:
        return ordered[0]
    below = min(int(place), len(ordered) - 1)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def spread_of(errors: Iterable[float], stage: Fraction) -> Spread:
    """Return the spread at a stage: of these errors if they are enough, else of the table."""
    own = tuple(sorted(errors))
    enough = len(own) >= ENOUGH
    used = own if enough else shipped(stage)
    low, high = quantile(used, _LOW), quantile(used, _HIGH)
    return Spread(used, "archive" if enough else "table", len(own) if enough else 0, stage, low, high)


def shipped(stage: Fraction) -> tuple[float, ...]:
    """Return the table's errors at a stage, between two rows in proportion; before the first, those of the first.

    >>> len(shipped(Fraction(1, 2))), shipped(Fraction(1, 20)) == shipped(Fraction(1, 10))
    (39, True)
    """
    rows = table()
    first = next(iter(rows))
    at = max(stage, first)
    below = max(share for share in rows if share <= at)
    above = min((share for share in rows if share >= at), default=below)
    if below == above:
        return rows[below]
    part = float((at - below) / (above - below))
    return tuple([low + part * (high - low) for low, high in zip(rows[below], rows[above], strict=True)])


@cache
def table() -> dict[Fraction, tuple[float, ...]]:
    """Return the shipped errors by stage, both in order."""
    rows: dict[Fraction, list[float]] = {}
    for word in STAGES.split():
        if word.endswith(":"):
            errors = rows.setdefault(Fraction(word[:-1]), [])
        else:
            errors.append(int(word) / 1000)
    return {stage: tuple(errors) for stage, errors in rows.items()}
