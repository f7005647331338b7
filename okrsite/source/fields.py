"""How a single value is written: the types of the keys of a document, each with its reading of text.

Every reader takes the text that was typed (or a value that is read already) and raises a
`PydanticCustomError` whose type is the name of a finding, whose message follows the key's name,
and whose `hint` says what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from okrsite.diagnostics import nearest
from okrsite.source.mojibake import mended

Form = Literal["text", "quantity", "level", "texts", "ids", "id", "day", "share", "weight", "done", "choice"]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ID = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9._-]*")
_NUMBER = re.compile(r"\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})")
_SHARE = re.compile(r"\+?(\d+(?:\.\d+)?|\.\d+)\s*(%|/\s*10)?")
SIGNS = {"🟢": "green", "🟡": "amber", "🔴": "red"}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Written:
    """How people write the value of a key; `choices` are the words that a choice knows."""

    form: Form
    choices: tuple[str, ...] = ()


def _fault(name: str, message: str, value: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError(name, message, {"value": value, "hint": hint})


def read_day(value: object) -> object:
    """The day of `2026-07-13`; a fault `impossible-date` or `wrong-shape` for other text.

    >>> read_day("2026-07-13")
    datetime.date(2026, 7, 13)
    """
    return _day(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _day(value: str) -> date:
    found = _DAY.fullmatch(value.strip())
    if found is None:
        raise _fault("wrong-shape", "is `{value}`, expected a date", value, "Write the date as 2026-07-13.")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        hint = "Give a day that the calendar has."
        raise _fault("impossible-date", "is `{value}`, a day that does not exist", value, hint) from None


def read_share(value: object) -> object:
    """The share 0…1 written as `0.7`, `70%` or `7/10`; a fault `invalid-share` for other text.

    >>> read_share("70%"), read_share("7/10"), read_share("0.70")
    (Decimal('0.7'), Decimal('0.7'), Decimal('0.70'))
    """
    return _share(value) if isinstance(value, str) else value


@lru_cache(maxsize=1024)
def _share(value: str) -> Decimal:
    found = _SHARE.fullmatch(value.strip())
    if found is not None:
        divisor = {None: 1, "%": 100}.get(found[2], 10)
        share = Decimal(found[1]) / divisor
        if share <= 1:
            return share
    expected = "is `{value}`, expected a number from 0 to 1, a percentage or n/10"
    raise _fault("invalid-share", expected, value, "Write it like 0.7, 70% or 7/10.")


def read_weight(value: object) -> object:
    """The weight, a number of 0 or more; a fault `invalid-weight` for other text.

    >>> read_weight("2.5")
    Decimal('2.5')
    """
    if not isinstance(value, str):
        return value
    found = _NUMBER.fullmatch(value.strip())
    if found is None:
        expected = "is `{value}`, expected a number of 0 or more, of at most nine digits"
        raise _fault("invalid-weight", expected, value, "Write it like 1 or 2.5.")
    return Decimal(found[1])


def read_done(value: object) -> object:
    """True or False of `true`, `yes`, `false`, `no`, or the day on which it was done.

    >>> read_done("No"), read_done("2026-07-13")
    (False, datetime.date(2026, 7, 13))
    """
    if not isinstance(value, str):
        return value
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
    if _ID.fullmatch(value) is None:
        expected = "is `{value}`, expected letters, digits, `.`, `_` and `-`, a letter or digit first"
        raise _fault("invalid-id", expected, value, "Write an id like ONB-2026Q3-1.")
    return value


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.strip().lower())


def choice_of(*choices: str) -> Callable[[object], object]:
    """A reader of one of `choices`, regardless of case and of how its words are joined.

    >>> choice_of("in progress", "done")("In-Progress")
    'in progress'
    """
    known = {_plain(choice): choice for choice in choices}

    def read_choice(value: object) -> object:
        if not isinstance(value, str):
            return value
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


def _choice(*choices: str) -> tuple[BeforeValidator, Written]:
    return BeforeValidator(choice_of(*choices)), Written("choice", choices)


_HEALTH = _choice("green", "amber", "red")
_VISIBILITY = _choice("public", "internal", "confidential")
_CADENCE = _choice("weekly", "biweekly", "monthly")
_STRUCTURE = _choice("feature", "cross-functional", "platform", "leadership")
_OBJECTIVE_STATE = _choice("draft", "proposed", "agreed")
_PRIORITY = _choice("P0", "P1", "P2")
_COMMITMENT = _choice("aspirational", "committed")
_INITIATIVE_STATE = _choice("proposed", "planned", "in progress", "done", "dropped")
_FOCUS = _choice("primary", "secondary", "exploration")
_REVIEW_KIND = _choice("monthly", "mid-cycle")
_DECISION = _choice("continue", "change", "drop")

WrittenHealth = Annotated[Health, _HEALTH[0], _HEALTH[1]]
WrittenVisibility = Annotated[Visibility, _VISIBILITY[0], _VISIBILITY[1]]
WrittenCadence = Annotated[Cadence, _CADENCE[0], _CADENCE[1]]
WrittenStructure = Annotated[Structure, _STRUCTURE[0], _STRUCTURE[1]]
WrittenObjectiveState = Annotated[ObjectiveState, _OBJECTIVE_STATE[0], _OBJECTIVE_STATE[1]]
WrittenPriority = Annotated[Priority, _PRIORITY[0], _PRIORITY[1]]
WrittenCommitment = Annotated[Commitment, _COMMITMENT[0], _COMMITMENT[1]]
WrittenInitiativeState = Annotated[InitiativeState, _INITIATIVE_STATE[0], _INITIATIVE_STATE[1]]
WrittenFocus = Annotated[Focus, _FOCUS[0], _FOCUS[1]]
WrittenReviewKind = Annotated[ReviewKind, _REVIEW_KIND[0], _REVIEW_KIND[1]]
WrittenDecision = Annotated[Decision, _DECISION[0], _DECISION[1]]

Text = Annotated[str, Written("text")]
Texts = Annotated[tuple[str, ...], Written("texts")]
Id = Annotated[str, AfterValidator(read_id), Written("id")]
Quantity = Annotated[str, Written("quantity")]
Level = Annotated[str | tuple[str, str], Written("level")]
Day = Annotated[date, BeforeValidator(read_day), Written("day")]
Share = Annotated[Decimal, BeforeValidator(read_share), Written("share")]
Weight = Annotated[Decimal, BeforeValidator(read_weight), Written("weight")]
Done = Annotated[bool | date, BeforeValidator(read_done), Written("done")]
