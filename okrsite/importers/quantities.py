"""Finding numbers in prose; what a number is, the quantities of the model decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from okrsite.model.characters import plain
from okrsite.model.quantity import NUMBER, Quantity, comparable, parse_quantity

_PHRASE = (
    r"(?:at least|at most|no (?:more|less|fewer) than|up to|over|above|more than|under|below|less than|fewer than)"
)
_START = re.compile(
    rf"(?<![A-Za-z\u00c0-\u04ff0-9_.,#/'’-])(?:{_PHRASE}\s+|[<>≥≤]=?\s*)?[-+]?(?:[A-Z]{{0,2}}[$€£¥₹₩]\s?)?[-+]?(?:\d|\.\d)",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"(?:(?i:\b(?:tier|type|week|level|phase|top|version|step|stage|sprint|year|day|month|nível|chapter|part|page|section"
    r"|line|issue|rfc|no|kr|okr))|\b(?!(?:NPS|CSAT|CES|ARR|MRR|DAU|MAU|WAU|ROI|SLA|MQLS?|SQLS?|KPIS?)\b)[A-Z]{2,}s?)"
    r"\s*[#.]?\s*$"
)
_VERSION = re.compile(r"\d+\.\d+(?!\d)")
_VALUE = re.compile(r"(?i:\b(?:to|at|of|is|reach|achieve|average|score|rating|[A-Z]{3}))\s+$")
_ROUND = re.compile(r"\d+0s\b")
_YEAR = re.compile(r"(?:19|20)\d\d(?![\d%,.]*\d)(?!\s?[%+])")
_TERM = re.compile(
    r"\b(?:within|in|by|during|for|per|every|the (?:first|last|next)|first|last|next|primeiros|dentro de|em)\s+"
    r"(?:the\s+)?(?:first\s+|last\s+|next\s+|end\s+of\s+)?\d+\s*-?\s*(?:business\s+)?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|dias|semanas|meses)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)|`[^`]*`|https?://\S+")
_ENDS = re.compile(r"[;()\[\]]|,\s|\.\s|\s[-\u2014\u2013|/]\s|[:→]|\s=>|\s->")
_WORDS = 9


class Spotted(Struct, frozen=True):
    """A number in a text: the few words that it takes, where they end, and what they amount to."""

    text: str
    start: int
    end: int
    quantity: Quantity


def quantity_of(text: str) -> Quantity | None:
    """The quantity that a whole text is, or None."""
    found = parse_quantity(text)
    return found if isinstance(found, Quantity) else None


def quantity_at(text: str, start: int) -> Spotted | None:
    """The number that begins at a place of a text, with nothing behind it but its unit.

    >>> quantity_at("from 3 days to <4 hours", 5).text
    '3 days'
    """
    rest = text[start:]
    clause = rest[: end.start()] if (end := _ENDS.search(rest)) else rest
    words = clause.split(" ")[:_WORDS]
    whole = next((found for count in range(len(words), 0, -1) if (found := quantity_of(" ".join(words[:count])))), None)
    for count in range(1, len(words) + 1) if whole else ():
        cut = " ".join(words[:count]).rstrip(" ,.")
        short = quantity_of(cut)
        if (
            whole
            and short
            and (short.value, short.unit, short.comparator) == (whole.value, whole.unit, whole.comparator)
        ):
            return Spotted(cut, start, start + len(cut), short)
    return None


def numbers_in(text: str) -> tuple[Spotted, ...]:
    """The numbers of a text that measure something: no years, versions, names, deadlines, nor what is in brackets.

    >>> [one.text for one in numbers_in("Onboard at least 3 teams to SOC 2 within 30 days (10 wanted) in 2025")]
    ['at least 3']
    """
    masked = plain(text)
    for pattern in (_ASIDE, _TERM):
        masked = pattern.sub(lambda found: " " * len(found[0]), masked)
    return tuple(_spotted(text, masked))


def _spotted(text: str, masked: str) -> Iterator[Spotted]:
    at = 0
    while found := _START.search(masked, at):
        start = found.start()
        at = found.end()
        one = quantity_at(masked, start)
        if one is None or masked[one.end : one.end + 1] == "-" or _is_name(masked, one):
            at = _behind(masked, found.end())
            continue
        yield Spotted(text[one.start : one.end].strip(), one.start, one.end, one.quantity)
        at = max(one.end, found.end())


def _is_name(text: str, one: Spotted) -> bool:
    """Whether a number only tells one thing from others: a version, a year, a tier."""
    before = text[: one.start]
    if _NAMING.search(before) or _YEAR.match(text, one.start) or _ROUND.match(text, one.start):
        return True
    bare = one.quantity.unit == NUMBER and one.quantity.comparator is None
    return bare and _VERSION.match(text, one.start) is not None and before.strip() != "" and not _VALUE.search(before)


def _behind(text: str, at: int) -> int:
    """Behind the word that holds a place, and behind the other end of a range."""
    found = re.compile(r"\S*(?:\s*[-–~]\s*\d\S*)?").match(text, at)
    return found.end() if found else at


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can stand for the same thing: their units compare, or one has none.

    >>> alike(quantity_of("3 days"), quantity_of("<4 hours")), alike(quantity_of("25 interviews"), quantity_of("80%"))
    (True, False)
    """
    return comparable(one.unit, other.unit) or one.bare or other.bare
