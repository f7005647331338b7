"""Units: what kinds there are, how people write them, and which of them convert into which."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

_SPELLINGS = {
    "ns": "ns nanosecond nanoseconds",
    "µs": "µs μs us microsecond microseconds",
    "ms": "ms msec msecs millisecond milliseconds",
    "second": "s sec secs second seconds",
    "minute": "m min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "w wk wks week weeks",
    "month": "mo mos mth mths month months",
    "quarter": "qtr qtrs quarter quarters",
    "year": "y yr yrs year years",
}
TIME_WORDS = MappingProxyType({word: name for name, words in _SPELLINGS.items() for word in words.split()})
"""Every spelling of a time unit and its canonical name; months, quarters and years have no fixed length."""

_SECONDS = {
    "ns": Fraction(1, 10**9),
    "µs": Fraction(1, 10**6),
    "ms": Fraction(1, 1000),
    "second": Fraction(1),
    "minute": Fraction(60),
    "hour": Fraction(3600),
    "day": Fraction(86400),
    "week": Fraction(604800),
}
_PERCENT = {"%": Fraction(1), "pp": Fraction(1), "‰": Fraction(1, 10), "bps": Fraction(1, 100)}
_BYTES = {
    **{prefix + "B": Fraction(1000**power) for power, prefix in enumerate(("k", "M", "G", "T", "P"), 1)},
    **{prefix + "iB": Fraction(1024**power) for power, prefix in enumerate("KMGTP", 1)},
}
_FACTORS = {"time": _SECONDS, "percent": _PERCENT, "data": _BYTES}

PERCENT_WORDS = MappingProxyType(
    {"%": "%", "percent": "%", "pct": "%", "‰": "‰", "pp": "pp", "bps": "bps", "bp": "bps"}
)
DATA_WORDS = MappingProxyType({"KB": "kB", **{name: name for name in _BYTES}})


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts.

    `kind` is `number` (no unit at all), `percent`, `scale` (points out of some top), `money`, `time` or `data`.
    `symbol` is the unit's canonical text (`%`, `/5`, `$`, `minute`, `kB`; empty for a plain number), `per` the
    period of a rate (`second` … `year`) or None.
    """

    kind: str
    symbol: str = ""
    per: str | None = None

    @property
    def is_percentage(self) -> bool:
        """Whether this is per cent itself (not points, basis points or a rate), as a `change` must be."""
        return self.kind == "percent" and self.symbol == "%" and self.per is None

    def __str__(self) -> str:
        """Return the unit as data and messages name it.

        >>> str(Unit("money", "$", "month")), str(Unit("scale", "/5")), str(Unit("number"))
        ('$ per month', '/5', '')
        """
        return f"{self.symbol} per {self.per}".strip() if self.per else self.symbol


NUMBER = Unit("number")


class IncomparableUnits(ValueError):
    """Two units that have no common measure: `found`, of the value, and `expected`."""

    def __init__(self, found: Unit, expected: Unit) -> None:
        super().__init__(f"`{found or 'a plain number'}` can't be compared with `{expected or 'a plain number'}`")
        self.found = found
        self.expected = expected


def factor(unit: Unit, into: Unit) -> Fraction | None:
    """Return what one `unit` is in `into`, or None where the two can't be compared.

    >>> factor(Unit("time", "hour"), Unit("time", "minute"))
    Fraction(60, 1)
    >>> factor(Unit("time", "month"), Unit("time", "day")) is None
    True
    """
    if unit == into:
        return Fraction(1)
    if unit.kind != into.kind or unit.per != into.per:
        return None
    factors = _FACTORS.get(unit.kind, {})
    if unit.symbol not in factors or into.symbol not in factors:
        return None
    return factors[unit.symbol] / factors[into.symbol]


def comparable(a: Unit, b: Unit) -> bool:
    """Return whether values in `a` and `b` can be compared, exactly as they stand.

    >>> comparable(Unit("time", "hour"), Unit("time", "week"))
    True
    >>> comparable(Unit("scale", "/5"), Unit("scale", "/10"))
    False
    """
    return factor(a, b) is not None
