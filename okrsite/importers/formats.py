"""A cell's value as the text that the spreadsheet shows: percentages, money, dates and times stay what they are."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

CellValue: TypeAlias = "str | bool | int | float | Decimal | date | time | timedelta | None"

_MONEY = re.compile(r'\[\$(?P<sign>[^\-\]]*)(?:-[^\]]*)?\]|"(?P<quoted>[$€£¥₹]|USD|EUR|GBP|CHF)"|(?P<bare>[$€£¥₹])')
_LITERAL = re.compile(r'(?:[0#?.,%]|General)\s*"\s*(?P<label>[^"]+?)\s*"$')
_LONGEST_WHOLE = 10**15


@lru_cache(maxsize=1024)
def _shape(code: str) -> tuple[bool, str, str, str]:
    """What a format adds to numbers: whether a percent sign, and what before them and behind."""
    first = code.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", first)
    percent = "%" in bare
    money = _MONEY.search(first)
    sign = next((part for part in money.groups() if part), "") if money else ""
    literal = _LITERAL.search(first) if not sign else None
    return percent, sign.strip(), first, literal["label"] if literal else ""


def text_of(value: CellValue, code: str = "General") -> str:
    """The text of a value in the number format `code`; numbers keep all their digits.

    >>> text_of(0.125, "0%"), text_of(1200.5, '#,##0.00 "€"'), text_of(0.1 + 0.2), text_of(12, '0" users"')
    ('12.5%', '€1200.5', '0.3', '12 users')
    >>> text_of(datetime(2026, 7, 13)), text_of(timedelta(minutes=90)), text_of(True), text_of("  Grow ")
    ('2026-07-13', '1h 30m', 'true', 'Grow')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("_x000D_", "").strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return _duration(value) if isinstance(value, timedelta) else _number(value, code)


def _number(value: int | float | Decimal, code: str) -> str:
    """A number with the signs of its format."""
    percent, money, _, label = _shape(code)
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    if percent:
        return f"{_plain(number * 100)}%"
    text = _plain(number)
    if money:
        return f"-{money}{text[1:]}" if text.startswith("-") else f"{money}{text}"
    return f"{text} {label}" if label else text


def _plain(number: Decimal) -> str:
    """A number without exponent and without zeros at its end."""
    if abs(number) >= _LONGEST_WHOLE * 1000:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _duration(value: timedelta) -> str:
    """A stretch of time in hours and minutes."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count}{unit}" for count, unit in ((hours, "h"), (minutes, "m"), (seconds, "s")) if count]
    return " ".join(parts) or "0m"
