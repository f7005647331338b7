"""Units: what kinds there are, how people write them, and which of them convert into which."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct


class Unit(Struct, frozen=True):
    """What a number counts.

    `kind` is `number` (no unit at all), `percent`, `scale` (points out of some top), `money`, `time` or
    `data`. `symbol` is the unit's canonical text (`%`, `/5`, `$`, `minute`, `kB`; empty for a plain number),
    `per` the period of a rate (`second` … `year`) or None.
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
ONE = Fraction(1)
"""What every unit is in itself."""


# The name says what it is about, as those of the standard library's lookups do; it is part of the interface.
class IncomparableUnits(ValueError):  # noqa: N818
    """Two units that have no common measure: `found`, of the value, and `expected`."""

    def __init__(self, found: Unit, expected: Unit) -> None:
        names = [f"`{unit}`" if str(unit) else "a plain number" for unit in (found, expected)]
        super().__init__(f"{names[0]} can't be compared with {names[1]}")
        self.found = found
        self.expected = expected


_TIME_SPELLINGS = {
    "ns": "ns nanosecond nanoseconds",
    "µs": "µs microsecond microseconds",
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
TIME_WORDS: Mapping[str, str] = MappingProxyType(
    {word: name for name, words in _TIME_SPELLINGS.items() for word in words.split()}
)
"""Every spelling of a time unit, and its canonical name."""

_PERCENT_WORDS = {"%": "%", "percent": "%", "pct": "%", "‰": "‰", "pp": "pp", "bps": "bps", "bp": "bps"}
_MONEY_SPELLINGS = {
    "$": "$ US$ USD dollar dollars",
    "€": "€ EUR euro euros",
    "£": "£ GBP",
    "¥": "¥ JPY",
    "₹": "₹ INR",
    "₩": "₩ KRW",
    "R$": "R$ BRL",
    "CAD": "CA$ C$ CAD",
    "AUD": "AU$ A$ AUD",
    "NZD": "NZ$ NZD",
    "HKD": "HK$ HKD",
    "SGD": "S$ SGD",
    "MXN": "MX$ MXN",
    **{
        symbol: symbol
        for symbol in [
            "₽",
            "₺",
            "₪",
            "₫",
            "₴",
            "₦",
            "zł",
            "CHF",
            "CNY",
            "CZK",
            "DKK",
            "HUF",
            "NOK",
            "PLN",
            "RON",
            "SEK",
            "ZAR",
        ]
    },
}
MONEY: Mapping[str, str] = MappingProxyType(
    {word: symbol for symbol, words in _MONEY_SPELLINGS.items() for word in words.split()}
)
"""Every spelling of a currency, and its canonical symbol."""

DOLLARS = frozenset({"$", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN"})
"""The currencies that `$` may stand for where a code follows."""

_BYTES = {f"{prefix}B": Fraction(1000**power) for power, prefix in enumerate("kMGTP", 1)}
_BYTES |= {f"{prefix}iB": Fraction(1024**power) for power, prefix in enumerate("KMGTP", 1)}
_FACTORS = {
    # Months, quarters and years have no fixed length, so they are not here.
    "time": {
        "ns": Fraction(1, 10**9),
        "µs": Fraction(1, 10**6),
        "ms": Fraction(1, 1000),
        "second": Fraction(1),
        "minute": Fraction(60),
        "hour": Fraction(3600),
        "day": Fraction(86400),
        "week": Fraction(604800),
    },
    "percent": {"%": Fraction(1), "pp": Fraction(1), "‰": Fraction(1, 10), "bps": Fraction(1, 100)},
    "data": _BYTES,
}
_UNITS = {word: Unit("time", name) for word, name in TIME_WORDS.items()}
_UNITS |= {word: Unit("percent", name) for word, name in _PERCENT_WORDS.items()}
_UNITS |= {word: Unit("money", name) for word, name in MONEY.items()}
_UNITS |= {word: Unit("data", name) for word, name in {"KB": "kB", **{name: name for name in _BYTES}}.items()}
_UNITS |= {"us": Unit("time", "µs")}


def unit_named(word: str, *, glued: bool) -> Unit | None:
    """Return the unit that `word`, right behind a number or `glued` to it, stands for; None for other words.

    >>> unit_named("Hours", glued=False), unit_named("users", glued=False)
    (Unit(kind='time', symbol='hour', per=None), None)
    """
    if word == "us" and not glued:
        return None
    # Short symbols mean something else in capitals (`5 M`, `24 H`), long words don't.
    unit = _UNITS.get(word) or (_UNITS.get(word.lower()) if len(word) > 2 else None)
    if unit is None and word.endswith(("point", "points")) and word.startswith(("%", "percentage")):
        return _UNITS["pp"]
    return _UNITS["%"] if unit is None and word.startswith("per") and word.endswith("cent") else unit


def factor(unit: Unit, into: Unit) -> Fraction | None:
    """Return what one `unit` is in `into`, or None where the two can't be compared.

    >>> factor(Unit("time", "hour"), Unit("time", "minute"))
    Fraction(60, 1)
    >>> factor(Unit("time", "month"), Unit("time", "day")) is None
    True
    """
    if unit is into or unit == into:
        return ONE
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
