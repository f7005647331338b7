"""Small multiples: shares over the cycles, each in a panel of its own, all on the scale from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from msgspec import Struct

from okrsite.views.parts import Ref, Table, Why

_WIDTH, _HEIGHT, _TOP = 160, 56, 4
_MARGIN = 5


class Dot(Struct, frozen=True):
    """A cycle's value in a panel, in its units; the last one is drawn larger."""

    x: str
    y: str
    last: bool


class Panel(Struct, frozen=True):
    """One measure: its name, the newest value and where that comes from, and the drawing of 160 × 64 units.

    `label` says the values to those who don't see the drawing. `ideal` is the top and the height of the range to be
    in, both empty without one.
    """

    name: str
    now: str
    more: str
    label: str
    line: str
    dots: tuple[Dot, ...]
    ideal: tuple[str, str] = ("", "")


class Multiples(Struct, frozen=True):
    """Panels over the same cycles (`first` to `last`), with their message, the numbers as a table, and how they came
    about.
    """

    caption: str
    measures: str
    panels: tuple[Panel, ...]
    first: str
    last: str
    source: tuple[Ref, ...]
    table: Table
    why: Why


def height(share: Fraction) -> str:
    """Return where a share of 0 to 1 is drawn.

    >>> height(Fraction(0)), height(Fraction(1, 2)), height(Fraction(1))
    ('60', '32', '4')
    """
    return _number(_TOP + (1 - min(max(share, Fraction()), Fraction(1))) * _HEIGHT)


def drawn(shares: Sequence[Fraction | None]) -> tuple[str, tuple[Dot, ...]]:
    """Return the line and the dots of shares, oldest first; what is unknown leaves a gap.

    >>> drawn([Fraction(0), None, Fraction(1)])
    ('', (Dot(x='5', y='60', last=False), Dot(x='155', y='4', last=True)))
    >>> drawn([Fraction(0), Fraction(1)])[0]
    'M5 60L155 4'
    """
    places = [
        (_across(at, len(shares)), height(share)) if share is not None else None for at, share in enumerate(shares)
    ]
    known = [place for place in places if place]
    dots = tuple(Dot(*place, last=at == len(known) - 1) for at, place in enumerate(known))
    return "".join(_lines(places)), dots


def _lines(places: Sequence[tuple[str, str] | None]) -> Iterator[str]:
    for known, run in groupby(places, key=bool):
        points = [f"{place[0]} {place[1]}" for place in run if place]
        if known and len(points) > 1:
            yield "M" + "L".join(points)


def _across(at: int, count: int) -> str:
    return _number(Fraction(_WIDTH, 2) if count == 1 else _MARGIN + Fraction(at * (_WIDTH - 2 * _MARGIN), count - 1))


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")
