"""The words behind a number and its unit: the period of a rate, and the label that is left."""

from __future__ import annotations

import re

from msgspec import Struct

from okrsite.model.unit import TIME_WORDS

_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annually": "year",
    "annual": "year",
    "yearly": "year",
    "p.a": "year",
}
_PERIODS = {word: name for word, name in TIME_WORDS.items() if not name.endswith("s")} | {"annum": "year"}
_WORDS = "|".join(f"{name}s?" for name in sorted(set(_PERIODS.values())))
_SPELLINGS = "|".join(sorted(_PERIODS, key=len, reverse=True))
_ADVERB = "|".join(map(re.escape, _ADVERBS))
# An adverb is a period only where it ends the words: `500 daily active users` is a count of users.
_RATE = rf"""\s*(?:(?:/\s?|\bper\s+)(?P<per>{_SPELLINGS})(?![\w-])
    |\b(?:(?:an?|each|every)\s+(?P<each>{_WORDS})|(?P<adverb>{_ADVERB}))(?!\w)\.?(?=\s*(?:$|[(,;.])))"""
_ASIDE = re.compile(r"\([^()]*\)?")
_EDGES = " \t\r\n\u00a0\u202f\u2009,;:.-\u2013\u2014"


class Wording(Struct, frozen=True):
    """What the words say: the `label`, the period `per` which the number counts, and the `rate` as typed."""

    label: str = ""
    per: str | None = None
    rate: str = ""


NO_WORDS = Wording()


def read_wording(words: str, line: str) -> Wording:
    """Return label and rate of `words`, of which `line` is the same text in plain characters.

    >>> read_wording(" calls per month", " calls per month")
    Wording(label='calls', per='month', rate=' per month')
    """
    if not line:
        return NO_WORDS
    rate = re.search(_RATE, _ASIDE.sub(lambda aside: "(" * len(aside[0]), line), re.VERBOSE | re.IGNORECASE)
    if rate is None:
        return Wording(_label(words))
    word = rate["per"] or rate["each"]
    per = _PERIODS[word.lower()] if word else _ADVERBS[rate["adverb"].lower()]
    typed = words[rate.start() : rate.end()]
    return Wording(_label(f"{words[: rate.start()]} {words[rate.end() :]}"), per, typed)


def _label(words: str) -> str:
    label = " ".join(words.split()).strip(_EDGES)
    return label if any(character.isalnum() for character in label) else ""
