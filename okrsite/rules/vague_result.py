"""A key result wants more or less of something, without saying of what number and how far.

Why:
“Improve retention” can't be missed, so it can't be reached either. From where, to where, for whom? (“Product OKRs
That Track Behavior, Not Ship Dates”: without from and to it is a wish. The text on product team OKRs: not “improve
user satisfaction”, but its score, by how much and until when.)

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
        key_result: Improve retention
        owner: onboarding-analyst

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
        key_result: Improve 30-day retention of new accounts
        owner: onboarding-analyst
        baseline: 22%
        target: 35%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import wish_verb


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each key result that is nothing but a wish, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if key_result.type is None and key_result.fault is None and wish_verb(key_result.title):
            message = f"`{key_result.title}` is a wish: it has neither a from nor a to"
            hint = "Say which number shows it, and add `baseline` and `target`."
            yield finding("vague-result", key_result.where, message, hint, key_result.id)
