"""The labels that people write before what they mean: objectives, key results and what is said of them."""

from __future__ import annotations

import re

from msgspec import Struct

from okrsite.importers.vocabulary import FIELDS, KEY_RESULTS, OBJECTIVES, SECTIONS
from okrsite.model.characters import plain

_NAMED = {name: key for key, names in FIELDS.items() for name in names}
_NUMBER = r"(?:[#№]\s*|no\.?\s*)?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?)?"
_BEFORE = r"[^\w\[<{(]*"
_BEHIND = r"\s*(?P<gap>:|[.)\]|](?=\s|$)|\s[-\u2014=]\s|\s*\u2014\s*|$|\s+(?-i:(?=[^\W\d_a-z])))\s*"
_WHOSE = r"(?:(?:company|team|department|personal|individual|product|business|strategic|annual|quarterly)\s+)?"
_OBJECTIVE = re.compile(
    rf"{_BEFORE}{_WHOSE}(?P<word>{'|'.join(OBJECTIVES)}|goal(?=\s?#?[0-9])|o(?=\s?[0-9:]))\s*{_NUMBER}{_BEHIND}",
    re.IGNORECASE,
)
_KEY_RESULT = re.compile(
    rf"{_BEFORE}(?:o\s?[0-9.]+[\s./-]*(?=kr))?(?P<word>{'|'.join(KEY_RESULTS)})\s*{_NUMBER}{_BEHIND}", re.IGNORECASE
)
_ROLE_RESULT = re.compile(r"(?P<role>[^\W\d_][^:.]{1,60}?)\s+KR\s*(?P<number>[0-9.]+)?:\s*")
_SECTION = re.compile(rf"{_BEFORE}(?:{'|'.join(SECTIONS)})\s*(?:\([^)]*\)|\(?s\)?)?\s*:?\s*", re.IGNORECASE)
_FIELD = re.compile(r"(?P<name>[^:?]{1,40}?\??)\s*(?:[:=]\s*|(?<=\?)\s*)(?P<value>.*)", re.DOTALL)


class Label(Struct, frozen=True):
    """A label: its number as typed or empty, who it belongs to where it says so, and the text behind it."""

    number: str
    text: str
    role: str = ""


def _cut(found: re.Match[str], text: str) -> Label | None:
    """The label that a pattern found; None where nothing but its first word says that it is one."""
    number, gap = found["number"] or "", found["gap"]
    word, behind = found["word"], text[found.end() :].strip()
    if gap.strip(" ") in (".", ")", "]", "|", "") and not number and behind:
        return None
    if len(word) <= 2 and not number and not gap.startswith(":"):
        return None
    return Label(number.rstrip("."), behind)


def objective_label(text: str) -> Label | None:
    """The label of an objective at the beginning of a plain text.

    >>> objective_label("Objective #2: Grow"), objective_label("O1. Grow").text, objective_label("目標1：伸ばす").text
    (Label(number='2', text='Grow', role=''), 'Grow', '伸ばす')
    >>> objective_label("Objective Setting Session"), objective_label("Objectives are hard")
    (None, None)
    """
    found = _OBJECTIVE.match(plain(text))
    return _cut(found, text) if found else None


def key_result_label(text: str) -> Label | None:
    """The label of a key result at the beginning of a plain text, or with a role before it.

    >>> key_result_label("KR1.2 — Grow"), key_result_label("Sales KR: Win four").role
    (Label(number='1.2', text='Grow', role=''), 'Sales')
    >>> key_result_label("Key Results Definition Workshop"), key_result_label("KRs are numbers")
    (None, None)
    """
    shape = plain(text)
    found = _KEY_RESULT.match(shape)
    if found and (label := _cut(found, text)):
        return label
    of_role = _ROLE_RESULT.match(shape)
    return Label(of_role["number"] or "", text[of_role.end() :].strip(), of_role["role"].strip()) if of_role else None


def is_section(text: str) -> bool:
    """Whether a text only announces key results.

    >>> is_section("Key results:"), is_section("KRs (Q3)"), is_section("Key results matter")
    (True, True, False)
    """
    return _SECTION.fullmatch(plain(text)) is not None


def field_name(name: str) -> str | None:
    """What a name says: a key of the vocabulary's `FIELDS`, or None.

    >>> field_name("**Current Progress**"), field_name("Responsável"), field_name("Colour")
    ('current', 'owner', None)
    """
    return _NAMED.get(" ".join(plain(name).strip(" *_:#").casefold().split()))


def field_label(text: str) -> tuple[str, str] | None:
    """What a text says, with what: `Baseline: 12 %` is a baseline of `12 %`.

    >>> field_label("Baseline：12 %"), field_label("Note: later")
    (('baseline', '12 %'), None)
    """
    found = _FIELD.fullmatch(plain(text))
    key = field_name(found["name"]) if found else None
    return (key, text[found.start("value") :].strip()) if found and key else None


def begins_anew(text: str) -> bool:
    """Whether a line of a paragraph begins something of its own, rather than going on with the line before."""
    return bool(objective_label(text) or key_result_label(text) or is_section(text) or field_label(text))
