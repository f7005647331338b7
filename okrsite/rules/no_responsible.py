"""A key result has no one who is directly responsible for it.

Why:
The objective's owner answers for the aim; a number is read, doubted and moved by somebody nearer to it. Without a
name of its own it is everybody's, and nobody opens the dashboard. (“Product OKRs That Track Behavior, Not Ship
Dates”: one directly responsible a key result.)

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
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each key result without an owner whose objective has one, while it can be changed."""
    for key_result, _, objective in evidence.planned():
        if key_result.owner is None and objective.owner is not None:
            message = f"nobody is directly responsible for `{key_result.title}`"
            hint = f"Add `owner` with a role; `{objective.owner}` owns the objective, and may be the one."
            yield finding("no-responsible", key_result.where, message, hint, key_result.id)
