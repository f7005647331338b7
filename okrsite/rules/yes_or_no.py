"""A key result can only be reached or not.

Why:
Half of it can't be had, so it says nothing until the last day, and then 0 or 1. Is there a number behind it that
moves earlier, or are there steps that could be `milestones`? (The guide “Understanding OKRs: Beyond the Basics”: a
result is achieved to a degree.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .contract
        key_result: Every pilot customer has signed
        owner: onboarding-lead
        done: false

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .contract
        key_result: Pilot customers who have signed
        owner: onboarding-lead
        baseline: 0
        target: 8
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResultType
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import output_verb


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each yes or no that is no output either, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if key_result.type is KeyResultType.BINARY and output_verb(key_result.title) is None:
            message = f"`{key_result.title}` is yes or no, so it tells nothing until the end"
            hint = "Look for a number behind it, or write its steps as `milestones`."
            yield finding("yes-or-no", key_result.where, message, hint, key_result.id)
