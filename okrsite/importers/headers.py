"""What the title of a column says that the column holds, in the languages of the vocabulary."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from okrsite.importers.column_words import KNOWN, OBJECTIVE_TITLES, RESULT_TITLES
from okrsite.importers.days import day_of
from okrsite.importers.found import SAYABLE
from okrsite.model.characters import plain

Level = Literal["", "objective", "key_result"]

_TITLES = ("", "name", "title", "text", "description", "statement", "names", "titel", "título", "nome", "nombre")
_WORD = "|".join(
    re.escape(name) for name in sorted((*OBJECTIVE_TITLES, *RESULT_TITLES, "o", "obj", "krs"), key=len, reverse=True)
)
_LEVELLED = re.compile(
    rf"(?P<word>{_WORD})(?:'?s)?\s?(?:#?(?P<number>\d{{1,2}}))?(?:\s*[-:–—./]\s*|\s+|(?<=\d)|$)(?P<rest>.*)"
)
_BEHIND = re.compile(
    rf"(?P<rest>.+?)[\s\-:–—./(]+(?:(?:of|for|per|do|da|de|del|des|du|der)\s+)?(?:the\s+)?"
    rf"(?P<word>{_WORD})\s?#?(?P<number>\d{{1,2}})?\)?"
)
_HINT = re.compile(r"\s*(?:[(\[](?P<hint>[^()\[\]]*)[)\]]|\bin\s+(?P<percent>%|percent|prozent))\s*$")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNITS = {"%": "%", "percent": "%", "prozent": "%", "$": "$", "usd": "$", "€": "€", "eur": "€", "£": "£", "gbp": "£"}
_UNITS |= {unit: unit for unit in ("hours", "minutes", "seconds", "days", "weeks", "months", "ms")}
_LONGEST = 80
MEANINGS = (
    "objective",
    "key_result",
    *SAYABLE,
    "team",
    "cycle",
    "year",
    "unit",
    "kind",
    "number",
    "parent",
    "date",
    "body",
)
"""What a column can be said to hold; `body` keeps its cells as text."""
LEVELS: tuple[Level, ...] = ("objective", "key_result")
"""What a meaning can be said of, with a point between: `objective.owner`."""


class Meaning(Struct, frozen=True):
    """What a column holds: a word of `MEANINGS`, or empty where that isn't known, or the day of a reading.

    `of` says of what, where the title says so; `which` tells several key results in a line apart; `unit` is that of
    the column's bare numbers.
    """

    key: str = ""
    of: Level = ""
    which: str = ""
    unit: str = ""

    @property
    def title(self) -> bool:
        """Whether the column holds the titles of objectives or key results."""
        return self.key in LEVELS

    def __str__(self) -> str:
        level = f"{self.of}{self.which}" if self.of else ""
        return f"{self.key}{self.which}" if self.title else ".".join(part for part in (level, self.key) if part)


@lru_cache(maxsize=4096)
def meaning_of(title: str) -> Meaning:
    """What a column with this title holds; nothing known for most texts.

    Beside `MEANINGS` there are titles that mean one thing or another, as the other columns are: `okr`, `metric`,
    `goal`, `description`.

    >>> [str(meaning_of(title)) for title in ("Objective", "KR2", "Key Result Owner", "Target (%)", "Colour")]
    ['objective', 'key_result2', 'key_result.owner', 'target', '']
    >>> str(meaning_of("Owner of KR 3")), str(meaning_of("startValue")), str(meaning_of("2026-07-13"))
    ('key_result3.owner', 'baseline', '2026-07-13')
    """
    if not title or len(title) > _LONGEST:
        return Meaning()
    if title[-1].isdigit() and (day := day_of(title)):
        return Meaning(day)
    name, unit = _simple(title), ""
    if (hint := _HINT.search(name)) and name not in KNOWN:
        name, unit = name[: hint.start()], _UNITS.get((hint["hint"] or hint["percent"] or "").strip(), "")
    if name in KNOWN and name not in OBJECTIVE_TITLES:
        return Meaning(KNOWN[name], unit=unit)
    return _levelled(name, unit)


def _simple(title: str) -> str:
    spaced = _CAMEL.sub(" ", plain(title)).replace("_", " ")
    return " ".join(spaced.casefold().split()).strip(" *:?!")


def _levelled(name: str, unit: str) -> Meaning:
    """The meaning of a title that names an objective or a key result."""
    found = _LEVELLED.fullmatch(name) or _BEHIND.fullmatch(name)
    if found is None:
        return Meaning()
    level: Level = "objective" if found["word"] in (*OBJECTIVE_TITLES, "o", "obj") else "key_result"
    which, rest = found["number"] or "", found["rest"].strip(" -:–—./")
    if level == "objective" and which:
        return Meaning()
    if rest in _TITLES:
        return Meaning(level, which=which, unit=unit) if found["word"] not in ("o", "obj") else Meaning()
    key = KNOWN.get(rest, "")
    return Meaning(key, level, which, unit) if key in SAYABLE or key in ("number", "unit", "date") else Meaning()
