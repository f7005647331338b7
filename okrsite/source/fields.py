"""How a single value is written: the types of the keys of a document, each with its reading of text.

Every reader takes the text that was typed and raises `MisreadError` for one that it can't take.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal, get_args

from msgspec import Struct

from okrsite.diagnostics import nearest
from okrsite.source.findings import shown
from okrsite.source.mojibake import mended

Form = Literal["text", "quantity", "level", "texts", "ids", "id", "day", "share", "weight", "done", "choice"]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ID = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9._-]*")
_NUMBER = re.compile(r"\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})")
_SHARE = re.compile(r"\+?(\d+(?:\.\d+)?|\.\d+)\s*(%|/\s*10)?")
SIGNS = {"🟢": "green", "🟡": "amber", "🔴": "red"}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


class MisreadError(ValueError):
    """A text that is no value of its key.

    `name` is that of the finding, `message` follows the key's name and has the text in its place, `hint` says what
    to write instead.
    """

    def __init__(self, name: str, message: str, hint: str) -> None:
        """Say why a text can't be read."""
        super().__init__(message)
        self.name, self.message, self.hint = name, message, hint


def _taken(value: str) -> str:
    return value


class Written(Struct, frozen=True):
    """How people write the value of a key: `read` gives the value; `choices` are the words that a choice knows."""

    form: Form
    choices: tuple[str, ...] = ()
    read: Callable[[str], object] = _taken


def _fault(name: str, message: str, value: str, hint: str) -> MisreadError:
    return MisreadError(name, message.format(value=shown(value)), hint)


@lru_cache(maxsize=4096)
def read_day(value: str) -> date:
    """The day of `2026-07-13`; a fault `impossible-date` or `wrong-shape` for other text.

    >>> read_day("2026-07-13")
    datetime.date(2026, 7, 13)
    """
    found = _DAY.fullmatch(value.strip())
    if found is None:
        raise _fault("wrong-shape", "is `{value}`, expected a date", value, "Write the date as 2026-07-13.")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        hint = "Give a day that the calendar has."
        raise _fault("impossible-date", "is `{value}`, a day that does not exist", value, hint) from None


@lru_cache(maxsize=1024)
def read_share(value: str) -> Decimal:
    """The share 0…1 written as `0.7`, `70%` or `7/10`; a fault `invalid-share` for other text.

    >>> read_share("70%"), read_share("7/10"), read_share("0.70")
    (Decimal('0.7'), Decimal('0.7'), Decimal('0.70'))
    """
    found = _SHARE.fullmatch(value.strip())
    if found is not None:
        divisor = {None: 1, "%": 100}.get(found[2], 10)
        share = Decimal(found[1]) / divisor
        if share <= 1:
            return share
    expected = "is `{value}`, expected a number from 0 to 1, a percentage or n/10"
    raise _fault("invalid-share", expected, value, "Write it like 0.7, 70% or 7/10.")


def read_weight(value: str) -> Decimal:
    """The weight, a number of 0 or more; a fault `invalid-weight` for other text.

    >>> read_weight("2.5")
    Decimal('2.5')
    """
    found = _NUMBER.fullmatch(value.strip())
    if found is None:
        expected = "is `{value}`, expected a number of 0 or more, of at most nine digits"
        raise _fault("invalid-weight", expected, value, "Write it like 1 or 2.5.")
    return Decimal(found[1])


def read_done(value: str) -> bool | date:
    """True or False of `true`, `yes`, `false`, `no`, or the day on which it was done.

    >>> read_done("No"), read_done("2026-07-13")
    (False, datetime.date(2026, 7, 13))
    """
    truth = _TRUTH.get(value.strip().lower())
    if truth is not None:
        return truth
    if value[:4].isdigit():
        return read_day(value)
    raise _fault("wrong-shape", "is `{value}`, expected true, false or a date", value, "Write true or false.")


def read_id(value: str) -> str:
    """The id as it is typed; a fault `invalid-id` for one that no address could hold.

    >>> read_id("1.10")
    '1.10'
    """
    if value.startswith("."):
        hint = "Begin it with a letter or digit; only a key result's id may go on behind that of its objective."
        raise _fault("invalid-id", "is `{value}`, which begins with a dot", value, hint)
    return read_part_id(value)


def read_part_id(value: str) -> str:
    """The id of a key result as it is typed: one that begins with a dot goes on behind that of its objective.

    >>> read_part_id(".users")
    '.users'
    """
    if _ID.fullmatch(value) is None:
        expected = "is `{value}`, expected letters, digits, `.`, `_` and `-`, a letter or digit first"
        raise _fault("invalid-id", expected, value, "Write an id like ONB-2026Q3-1.")
    return value


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.strip().lower())


def choice_of(*choices: str) -> Callable[[str], str]:
    """A reader of one of `choices`, regardless of case and of how its words are joined.

    >>> choice_of("in progress", "done")("In-Progress")
    'in progress'
    """
    known = {_plain(choice): choice for choice in choices}

    def read_choice(value: str) -> str:
        word = value.strip().rstrip("\ufe0f")
        found = known.get(_plain(SIGNS.get(word, word))) or known.get(SIGNS.get(mended(word) or "", ""))
        if found is not None:
            return found
        close = nearest(word, choices)
        hint = f"Did you mean `{close}`?" if close else f"Choose one of {', '.join(choices)}."
        expected = f"is `{{value}}`, expected {', '.join(choices[:-1])} or {choices[-1]}"
        raise _fault("unknown-choice", expected, value, hint)

    return read_choice


Health = Literal["green", "amber", "red"]
Visibility = Literal["public", "internal", "confidential"]
Cadence = Literal["weekly", "biweekly", "monthly"]
Structure = Literal["feature", "cross-functional", "platform", "leadership"]
ObjectiveState = Literal["draft", "proposed", "agreed"]
Priority = Literal["P0", "P1", "P2"]
Commitment = Literal["aspirational", "committed"]
InitiativeState = Literal["proposed", "planned", "in progress", "done", "dropped"]
Focus = Literal["primary", "secondary", "exploration"]
ReviewKind = Literal["monthly", "mid-cycle"]
Decision = Literal["continue", "change", "drop"]


def _choice(words: object) -> Written:
    choices = get_args(words)
    return Written("choice", choices, choice_of(*choices))


WrittenHealth = Annotated[Health, _choice(Health)]
WrittenVisibility = Annotated[Visibility, _choice(Visibility)]
WrittenCadence = Annotated[Cadence, _choice(Cadence)]
WrittenStructure = Annotated[Structure, _choice(Structure)]
WrittenObjectiveState = Annotated[ObjectiveState, _choice(ObjectiveState)]
WrittenPriority = Annotated[Priority, _choice(Priority)]
WrittenCommitment = Annotated[Commitment, _choice(Commitment)]
WrittenInitiativeState = Annotated[InitiativeState, _choice(InitiativeState)]
WrittenFocus = Annotated[Focus, _choice(Focus)]
WrittenReviewKind = Annotated[ReviewKind, _choice(ReviewKind)]
WrittenDecision = Annotated[Decision, _choice(Decision)]

Text = Annotated[str, Written("text")]
Texts = Annotated[tuple[str, ...], Written("texts")]
Id = Annotated[str, Written("id", read=read_id)]
PartId = Annotated[str, Written("id", read=read_part_id)]
Quantity = Annotated[str, Written("quantity")]
Level = Annotated[str | tuple[str, str], Written("level")]
Day = Annotated[date, Written("day", read=read_day)]
Share = Annotated[Decimal, Written("share", read=read_share)]
Weight = Annotated[Decimal, Written("weight", read=read_weight)]
Done = Annotated[bool | date, Written("done", read=read_done)]
