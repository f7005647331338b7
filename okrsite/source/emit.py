"""Values as YAML that every reader takes for the same text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | bool | Mapping[str, Value] | Sequence[Value]"

_NOT_FIRST = frozenset(",[]{}#&*!|>'\"%@`?:")
_BARE_DASH = re.compile(r"-(?!\d)")
_HIDES_SOMETHING = re.compile(r":(?:\s|$)|\s#|^[-?](?:\s|$)|^(?:---|\.\.\.)")
_TYPED = re.compile(r"(?:~|null|true|false|yes|no|on|off|y|n|0[0-9_]+|0[xob].*|[-+]?\d+(?::\d+)+|<<|=)", re.IGNORECASE)
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(text: str, style: str = "", flow: bool = False) -> str:
    """The text as a scalar on one line, quoted in the given style or where it has to be.

    >>> scalar("73%"), scalar(">= 5"), scalar("it's", "'"), scalar("12,000", flow=True), scalar("no")
    ('73%', '">= 5"', "'it''s'", '"12,000"', '"no"')
    """
    if style == "'" and not _UNSAFE.search(text):
        return "'" + text.replace("'", "''") + "'"
    if style in ("", ">", "|") and _may_be_plain(text, flow):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _may_be_plain(text: str, flow: bool) -> bool:
    if not text or text != text.strip() or text[0] in _NOT_FIRST or _UNSAFE.search(text):
        return False
    if flow and (any(sign in text for sign in ",[]{}") or _BARE_DASH.match(text)):
        return False
    return _HIDES_SOMETHING.search(text) is None and _TYPED.fullmatch(text) is None


def truth(value: bool) -> str:
    """`true` or `false`."""
    return "true" if value else "false"


def flow(value: Value, style: str = "") -> str:
    """A value in braces and brackets, on one line.

    >>> flow({"value": "12,000", "note": "better"})
    '{value: "12,000", note: better}'
    """
    if isinstance(value, bool):
        return truth(value)
    if isinstance(value, str):
        return scalar(value, style, flow=True)
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key, flow=True)}: {flow(inner)}" for key, inner in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(flow(inner) for inner in value) + "]"


def block_entry(key: str, value: Value, indent: int, step: int = 2, style: str = "") -> list[str]:
    """A key, quoted in the given style or where it has to be, with its value in block style, as lines.

    >>> block_entry("2026-07-20", {"value": "73%"}, 4)
    ['    2026-07-20:', '      value: 73%']
    """
    head = " " * indent + scalar(key, style) + ":"
    if isinstance(value, str | bool):
        return [f"{head} {truth(value) if isinstance(value, bool) else scalar(value)}"]
    if not value:
        return [head]
    return [head, *block(value, indent + step, step)]


def block(value: Value, indent: int, step: int = 2) -> list[str]:
    """A collection in block style, as lines."""
    if isinstance(value, str | bool):
        return [" " * indent + (truth(value) if isinstance(value, bool) else scalar(value))]
    if isinstance(value, Mapping):
        return [line for key, inner in value.items() for line in block_entry(key, inner, indent, step)]
    return [line for inner in value for line in block_item(inner, indent, 2, step)]


def block_item(value: Value, indent: int, gap: int = 2, step: int = 2) -> list[str]:
    """An item of a list in block style, as lines; `gap` is the width of its dash with the space behind it.

    >>> block_item({"date": "2026-07-20", "value": "73%"}, 2)
    ['  - date: 2026-07-20', '    value: 73%']
    """
    first, *rest = block(value, indent + gap, step)
    return [" " * indent + "-".ljust(gap) + first.lstrip(" "), *rest]
