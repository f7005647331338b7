"""Numbers that are not taken as written, each with the reason and with what to write instead.

`4,5` may be four and a half or a slip for 45, so nobody guesses: the text is shown, and counts as no number.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from okrsite.model.amount import NotANumber

_PUT_ASIDE = "Write one number, and everything else in parentheses behind it."
_NUMBER = r"[0-9][0-9.,]*(?:[kKMBb]\b)?\s?%?"
_PREFIX = r"(?:[-+]\s?)?(?:[A-Z]{0,2}[$€£¥₹₩]\s?)?"
_RANGE = re.compile(
    rf"(?P<low>{_PREFIX}{_NUMBER})\s*(?:-|\u2014|~|\.\.+|…|\bto\b|→|->|=>)\s*(?P<high>{_PREFIX}{_NUMBER})"
)
_ABOUT = re.compile(r"\s*(?:[~≈≃∼±=≠⩬]|=[<>])+\s*(?=[-+]?[^\w\s]?[0-9])")
_EXTREME = re.compile(r"\s*(?P<word>min(?:imum)?|max(?:imum)?)\b\.?\s*(?=[-+]?[^\w\s]?[0-9])", re.IGNORECASE)
_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)\b")

_Write = Callable[[re.Match[str]], str]
_Hint = Callable[[str, re.Match[str]], str]


def _instead(write: _Write) -> _Hint:
    """Return the hint to write the whole text anew, with what `write` makes of the matched part."""
    return lambda text, match: f"Write `{(text[: match.start()] + write(match) + text[match.end() :]).strip()}`."


def _grouped(digits: str) -> str:
    return f"{int(re.sub(r'[^0-9]', '', digits)):,}"


def _points_to_commas(match: re.Match[str]) -> str:
    return _grouped(match["whole"]) + (f".{match['rest']}" if match["rest"] else "")


_NUMBERS: tuple[tuple[re.Pattern[str], str, _Hint], ...] = (
    (
        re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<rest>[0-9]+)(?![.,]?[0-9])"),
        "points part its thousands",
        _instead(_points_to_commas),
    ),
    (
        re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})(?P<rest>)(?![.,]?[0-9])"),
        "points part its thousands",
        _instead(_points_to_commas),
    ),
    (
        re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b|[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}\b"),
        "it reads like a date or a version",
        lambda text, match: _PUT_ASIDE,
    ),
    (
        re.compile(r"(?P<whole>[0-9]+),(?P<rest>[0-9]+)(?![.,]?[0-9])"),
        "a comma parts groups of three digits only",
        _instead(lambda match: f"{match['whole']}.{match['rest']}"),
    ),
    (
        re.compile(r"[0-9]+(?:,[0-9]+)+"),
        "a comma parts groups of three digits only",
        _instead(lambda match: _grouped(match[0])),
    ),
    (
        re.compile(r"[0-9]{1,3}(?:[ '_][0-9]{3})+(?![0-9])"),
        "only a comma parts its groups of three digits",
        _instead(lambda match: _grouped(match[0])),
    ),
    (
        re.compile(r"[0-9.,]+[eE][-+]?[0-9]+"),
        "it is written with an exponent",
        lambda text, match: "Write all digits, or K, M or B behind them.",
    ),
    (
        re.compile(r"(?P<hours>[0-9]+):(?P<minutes>[0-9]{2})(?![0-9])"),
        "a colon stands inside it",
        _instead(lambda match: f"{int(match['hours'])}h {int(match['minutes'])}m"),
    ),
    (
        re.compile(r"(?P<number>[0-9][0-9.,]*)\s(?P<magnitude>[kKmMBb])(?![\w&-])"),
        "a space stands before its magnitude",
        _instead(lambda match: match["number"] + match["magnitude"]),
    ),
)

_RUN_ON = re.compile(r"(?![xX](?!\w))(?:\w|-[^\W\d_])")
_SECOND = (
    r"\s*(?P<between>[-\u2014→~/×*^=+&|:;,.'…<>±]+|(?:to|or|and|through|until|x)\b)?\s*"
    r"[A-Z]{0,2}[$€£¥₹₩]?[-+]?\.?[0-9](?P<word>[0-9]*-?[^\W\d_])?"
)


def refused_lead(text: str, line: str) -> NotANumber:
    """Return why `text`, which doesn't begin like a quantity, is none; no reason where it just says something.

    >>> refused_lead("~30", "~30").hint, refused_lead("Feature concept validated", "…").reason
    ('Write `30`, the number that was measured.', None)
    """
    about = _ABOUT.match(line)
    if about:
        hint = f"Write `{text[about.end() :]}`, the number that was measured."
        return NotANumber(text, f"`{text[: about.end()].strip()}` is no comparator", hint)
    extreme = _EXTREME.match(line)
    if extreme:
        words = "at least" if extreme["word"].lower().startswith("min") else "at most"
        return NotANumber(text, f"`{extreme['word']}` is no comparator", f"Write `{words} {text[extreme.end() :]}`.")
    return NotANumber(text)


def refused_tail(tail: str, *, aside: bool) -> bool:
    """Return whether `tail`, behind a number and its unit, makes that number another than it seems.

    With `aside`, words of the label may begin with digits.

    >>> refused_tail("-40", aside=True), refused_tail(" 30-day retention", aside=True)
    (True, False)
    """
    if _RUN_ON.match(tail):
        return True
    second = re.match(_SECOND, tail)
    if second is None:
        return False
    return not aside or bool(second["between"]) or not second["word"]


def refused_number(text: str, line: str, start: int, end: int) -> NotANumber:
    """Return why the number that goes from `start` to `end`, its unit included, is refused."""
    if _ORDINAL.match(line, start):
        return NotANumber(text)
    for pattern, reason, hint in _NUMBERS:
        match = pattern.match(line, start)
        if match:
            return NotANumber(text, reason, hint(text, match))
    bounds = _RANGE.match(line) or _RANGE.match(line, start)
    if bounds:
        low, high = bounds["low"].strip(), bounds["high"].strip()
        return NotANumber(text, "it is a range", f"Write a range as `[{low}, {high}]`.")
    if _RUN_ON.match(line, end):
        return NotANumber(text, "its digits run into a word", "Write a space behind the number.")
    return NotANumber(text, "a second number follows the first", _PUT_ASIDE)
