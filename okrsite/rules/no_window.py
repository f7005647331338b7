"""A retention or churn has neither a window nor a cohort.

Why:
“Retention” is a different number after a day, a month and a year, and for new and for old accounts; averaged, it
hides all of them. Name the cohort and the window, such as day 30 of those who joined in June. (“Product OKRs That
Track Behavior, Not Ship Dates”: anchor on a specific cohort and a specific window.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .retention
        key_result: Raise retention
        owner: onboarding-analyst
        baseline: 22%
        target: 35%

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .retention
        key_result: Raise retention
        owner: onboarding-analyst
        window: 30 days
        cohort: Accounts of the previous month
        baseline: 22%
        target: 35%
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import LONGEST

_WINDOWED = re.compile(r"\b(?:retention|retained|churn(?:ed)?)\b", re.IGNORECASE)
_USUAL = r"(?i)\b(?:revenue retention|nrr|grr|ndr|retention (?:polic|period|rule)|data retention)"
_WINDOW = (
    r"(?i)\d+(?:st|nd|rd|th)?[\s-]*(?:days?|weeks?|months?|quarters?|years?|[dwm])\b"
    r"|\b(?:day|week|month|d|w|m)[\s-]?\d+\b"
    r"|\bq[1-4]\b|\bh[12]\b|\bfy\s?\d|\brenewals?\b"
    r"|\b(?:dai|week|month|quarter|year|annual)ly\b|\bannual\b|\bcohort|\brolling\b|\btrailing\b"
    r"|\b(?:an?|per|each|every|first|second|third|last|previous|next|following|one|two|three|six|twelve)\s+"
    r"(?:\w+\s+)?(?:day|week|month|quarter|season|year)s?\b"
)


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each retention or churn in per cent that nothing pins down, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if _WINDOWED.search(key_result.title) and _is_loose(key_result):
            message = f"`{key_result.title}` says neither over which time nor of whom"
            hint = "Add `window`, such as 30 days, and `cohort`, such as accounts of the previous month."
            yield finding("no-window", key_result.where, message, hint, key_result.id)


def _is_loose(key_result: KeyResult) -> bool:
    unit = key_result.unit
    if key_result.window or key_result.cohort or unit is None or unit.kind != "percent" or unit.per:
        return False
    ends = (key_result.baseline, key_result.target, key_result.level, key_result.change)
    written = (key_result.title, key_result.measurement or "", *(end.text for end in ends if end))
    said = " | ".join(part[:LONGEST] for part in written)
    return not re.search(_WINDOW, said) and not re.search(_USUAL, said)
