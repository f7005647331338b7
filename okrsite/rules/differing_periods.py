"""A key result speaks of one period and counts in another.

Why:
“Monthly churn” in per cent a week, or “30-day retention” with a window of a week: one of the two is a slip, and the
number means four times more or less than people think. (“Product OKRs That Track Behavior, Not Ship Dates”: one
specific window. Values of one key result in different periods are an error of their own.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .churn
        key_result: Monthly churn of new accounts
        owner: onboarding-analyst
        baseline: 6.2% per week
        target: 3.5% per week

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .churn
        key_result: Monthly churn of new accounts
        owner: onboarding-analyst
        baseline: 6.2% monthly
        target: 3.5% monthly
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import Quantity, Unit, comparable, convert, parse_quantity
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import LONGEST

_ADVERB = re.compile(
    r"\b(hour|dai|week|month|quarter|year|annual)ly\b(?!\s+(?:check|report|review|meeting))"
    r"|\bper (hour|day|week|month|quarter|year)\b|\b([dwm])au\b",
    re.IGNORECASE,
)
_NAMES = {"dai": "day", "annual": "year", "d": "day", "w": "week", "m": "month"}
_WINDOW = re.compile(r"\b(\d+)[\s-](day|week|month)s?\b(?! (?:ago|notice))", re.IGNORECASE)


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each key result whose title names another period than its unit, or another window than `window`."""
    for key_result, _, _ in evidence.planned():
        said = _period(key_result) or _length(key_result)
        if said is not None:
            here, there, key = said
            message = f"`{key_result.title}` speaks of `{here}`, and its `{key}` says `{there}`"
            hint = "Use one of the two in both places."
            yield finding("differing-periods", evidence.where(key_result, key), message, hint, key_result.id)


def _period(key_result: KeyResult) -> tuple[str, str, str] | None:
    per = key_result.unit.per if key_result.unit else None
    if per is None:
        return None
    found = [(one[0], next(filter(None, one.groups())).lower()) for one in _ADVERB.finditer(key_result.title[:LONGEST])]
    if not found or any(_NAMES.get(name, name) == per for _, name in found):
        return None
    return found[0][0], f"per {per}", "target" if key_result.target else "maintain"


def _length(key_result: KeyResult) -> tuple[str, str, str] | None:
    if key_result.window is None:
        return None
    written, titled = parse_quantity(key_result.window), _WINDOW.search(key_result.title[:LONGEST])
    if titled is None or not isinstance(written, Quantity) or written.unit.kind != "time":
        return None
    unit = Unit("time", titled[2].lower())
    if not comparable(written.unit, unit) or convert(written, unit) == int(titled[1]):
        return None
    return titled[0], key_result.window, "window"
