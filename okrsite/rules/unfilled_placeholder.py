"""A blank of a template was never filled in.

Why:
Somebody meant to come back. Until then the page shows `[22%]` or `____` to everybody, and nothing can be reckoned
with it. (“Product OKRs That Track Behavior, Not Ship Dates” ends with such a skeleton, and says what becomes of a
row with a blank: it doesn't go on the board.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        owner: onboarding-analyst
        baseline: "[68%]"
        target: TBD

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.rules.evidence import Evidence
from okrsite.rules.vocabulary import among
from okrsite.source.entries import Entry
from okrsite.source.marks import Key, Places
from okrsite.source.placeholders import placeholder_in, suspects
from okrsite.source.read import Document

_PROSE = among(
    """context note reason why mission vision worked failed text next wins challenges needs learnings adjustments
        moved shipped leaking hidden doubted"""
)
_OTHER = among("id url aliases supports depends_on kr carried_from to")


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each value with a blank, in every document that no seal holds."""
    for uri, document in evidence.documents.items():
        if uri in evidence.sealed:
            continue
        seen: set[tuple[Key, ...]] = set()
        for offset in suspects(document.text, partial(_end, document)):
            path, marks = _at(document.marks, offset)
            if path and path not in seen:
                seen.add(path)
                yield from _unfilled(document, path, marks)


def _end(document: Document) -> int:
    return document.marks.value.end


def _at(marks: Places, offset: int) -> tuple[tuple[Key, ...], Places]:
    """The path of the innermost value that holds an offset of the file."""
    path: tuple[Key, ...] = ()
    while True:
        inside = ((key, one) for key, one in marks.children.items() if one.value.start <= offset < one.value.end)
        key, one = next(inside, (None, marks))
        if key is None:
            return path, marks
        path, marks = (*path, key), one


def _unfilled(document: Document, path: tuple[Key, ...], marks: Places) -> Iterator[Diagnostic]:
    named = next((key for key in reversed(path) if isinstance(key, str)), "")
    text = _value(document.content, path)
    if not isinstance(text, str) or named in _OTHER or (named == "owner" and "," in text):
        return
    blank = placeholder_in(text, prose=named in _PROSE)
    if blank is not None:
        where = Where(document.path, marks.value.line, marks.value.column)
        message = f"`{named}` still has the blank `{blank}` of a template"
        yield finding("unfilled-placeholder", where, message, "Fill it in, or take the key out until you know.")


def _value(content: object, path: tuple[Key, ...]) -> object:
    """What the document says at a path, None where there is nothing of its own."""
    for key in path:
        if isinstance(content, tuple) and isinstance(key, int) and key < len(content):
            content = content[key]
        elif isinstance(content, Entry) and isinstance(key, str):
            content = getattr(content, key, None) or getattr(content, f"{key}_", None)
        else:
            return None
    return content
