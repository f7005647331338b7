"""Bare numbers of a table with the unit that stands elsewhere: in the title of their column, or in one of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsite.importers.quantities import quantity_of
from okrsite.model.characters import plain

_BARE = re.compile(r"(?:[<>≥≤]=?\s*)?[-+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)[KMBkmb]?\+?")
_PERCENT = frozenset(
    {"%", "percent", "percentage", "pct", "prozent", "porcentagem", "porcentaje", "pourcentage", "%age"}
)
_MONEY = {
    "$": "$",
    "usd": "$",
    "us$": "$",
    "dollar": "$",
    "dollars": "$",
    "€": "€",
    "eur": "€",
    "euro": "€",
    "euros": "€",
}
_MONEY |= {"£": "£", "gbp": "£", "pounds": "£", "¥": "¥", "jpy": "¥", "₹": "₹", "inr": "₹"}
_NO_VALUE = re.compile(r"=[A-Za-z0-9(+$-].*|#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|-?Infinity|NaN", re.DOTALL)
_NONE = frozenset(
    {
        "number",
        "numeric",
        "count",
        "#",
        "num",
        "integer",
        "decimal",
        "none",
        "-",
        "n/a",
        "currency",
        "boolean",
        "binary",
    }
)


def with_unit(text: str, unit: str) -> str:
    """A value with its unit, where it is a bare number and the two make a quantity; else the text as it is.

    >>> with_unit("85", "percent"), with_unit("12,000", "USD"), with_unit("4", "hours"), with_unit("85%", "%")
    ('85%', '$12,000', '4 hours', '85%')
    >>> with_unit("soon", "%"), with_unit("5", "number")
    ('soon', '5')
    """
    name = plain(unit).strip().casefold()
    value = plain(text).strip()
    if not name or name in _NONE or not _BARE.fullmatch(value):
        return text
    if name in _PERCENT:
        joined = f"{value}%"
    elif name in _MONEY:
        joined = re.sub(r"(?=[\d.])", _MONEY[name], value, count=1)
    else:
        joined = f"{value} {unit.strip()}"
    return joined if quantity_of(joined) is not None else text


def is_no_value(text: str) -> bool:
    """Whether a text is a formula or a mistake where a value should be.

    >>> is_no_value("=B4*2"), is_no_value("#N/A"), is_no_value("NaN"), is_no_value("=> 0.7"), is_no_value("5")
    (True, True, True, False, False)
    """
    return _NO_VALUE.fullmatch(text) is not None


def is_joined(unit: str) -> bool:
    """Whether a unit says anything about a number."""
    return plain(unit).strip().casefold() not in _NONE


def are_shares(unit: str, values: Iterable[str]) -> bool:
    """Whether values said to be percentages look like shares of one, so that nobody can tell what they are.

    >>> are_shares("%", ["0.25", "1"]), are_shares("%", ["25", "0.5"]), are_shares("hours", ["0.25"])
    (True, False, False)
    """
    if plain(unit).strip().casefold() not in _PERCENT:
        return False
    numbers = [
        float(value.lstrip("<>=≥≤ ").rstrip("+").replace(",", "")) for value in map(plain, values) if _is_number(value)
    ]
    return bool(numbers) and max(map(abs, numbers)) <= 1 and any(number % 1 for number in numbers)


def _is_number(text: str) -> bool:
    return _BARE.fullmatch(text) is not None and text.rstrip("+")[-1:].isdigit() and len(text) < 30
