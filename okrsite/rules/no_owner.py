"""An objective has no owner.

Why:
A goal that belongs to everybody is looked after by nobody. Name one person, by role, who answers for it; the
people who help are its stakeholders. (“Product OKRs That Track Behavior, Not Ship Dates”: one owner an
objective.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%

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
        baseline: 68%
        target: 85%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each objective that nobody owns and that is not cancelled."""
    for objective, numbers in evidence.objectives():
        if objective.owner is None and not numbers.cancelled:
            message = f"nobody owns `{objective.title}`"
            hint = "Add `owner` with the role of the one who answers for it."
            yield finding("no-owner", objective.where, message, hint, objective.id)
