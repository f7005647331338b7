"""Blanks of a template that nobody filled in: `[22%]`, `____`, `{{ … }}`, `TBD`, `<your metric>`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_ASKED = "your|insert|team|name|owner|metric|target|baseline|number|value|date|quarter"
# What a text with a blank holds, by a sign that few texts have at all: looking for one sign is quickest.
_HINTS = (
    ("{", "{{"),
    ("?", "???"),
    ("X", "X"),
    ("Y", "Y%"),
    ("_", "___"),
    ("T", "TB"),
    ("O", "ODO"),
    (":", ": tbd"),
    ("<", "<"),
)

_BLANK = re.compile(
    r"_{3,}|\{\{[^{}]{0,200}\}\}|\b(?:TB[DCA]|T[O]DO|FIX[M]E)\b|\?{3,}|(?<![\w.])[XY]{1,3}\s?%|[$€£]X{1,3}\b"
    rf"|(?<=: )tbd\b|\bfrom X to Y\b|<(?:{_ASKED})\b[^<>]{{0,60}}>"
)
_PLAIN_BLANK = re.compile(r"_{3,}|\{\{[^{}]{0,200}\}\}")
_BRACKET = re.compile(r"(?<![\[\]!\w])\[(?!\[)([^\[\]\n]{1,120})\](?![\[\](:])")
_WHOLE = re.compile(r"\[[^\[\]]*[^\W_][^\[\]]*\](?:\s*[%/]?\w*)?|[XY]{1,3}|TB[DCA]|tb[dca]", re.ASCII)
_FILL_IN = (
    r"(?i)[$€£]?\d[\d.,]*\s*(?:%|[KMB]\b|[a-z]+)|.*\be\.g\.|(?:your|our|insert|name of|number of|target|baseline|metric"
    r"|owner|who|what|how|link to|describe|specific|clear|desired|current state|new user|the behaviou?r|[xy]\b)"
)


def suspects(text: str, end: Callable[[], int]) -> Iterator[int]:
    """The offsets before `end` at which a long text may have a blank; much quicker than looking at each value.

    `end` is asked for only where there may be one at all, for few texts have any.

    >>> list(suspects("target: [22%] of ____", lambda: 99)), list(suspects("target: [22%] of ____", lambda: 15))
    ([8, 17], [8])
    """
    hints = [hint for sign, hint in _HINTS if sign in text and hint in text]
    if not hints and "[" not in text:
        return
    last = end()
    if any(text.find(hint, 0, last) >= 0 for hint in hints):
        yield from sorted({found.start() for one in (_BLANK, _BRACKET) for found in one.finditer(text, 0, last)})
    else:
        yield from (found.start() for found in _BRACKET.finditer(text, 0, last))


def placeholder_in(text: str, *, prose: bool = False) -> str | None:
    """The first blank of a text that was left as the template had it, None without one.

    In `prose`, where brackets and capitals have other uses, only what can't be anything else counts.

    >>> placeholder_in("[22%]"), placeholder_in("Raise [activation rate, e.g. 38%] soon"), placeholder_in("____%")
    ('[22%]', '[activation rate, e.g. 38%]', '____')
    >>> placeholder_in("[[ONB-1]] and [a link](x)"), placeholder_in("[draft] Sell more"), placeholder_in("< 1.5%")
    (None, None, None)
    """
    if _WHOLE.fullmatch(text):
        return text
    found = (_PLAIN_BLANK if prose else _BLANK).search(text)
    if found or prose:
        return found[0] if found else None
    brackets = (bracket for bracket in _BRACKET.finditer(text) if re.match(_FILL_IN, bracket[1]))
    return next((bracket[0] for bracket in brackets), None)
