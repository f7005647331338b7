"""An objective has no key results.

Why:
Without a number nobody can say whether the objective was reached, and it counts in no score. Two to five key
results tell what success looks like. (The guide “Understanding OKRs: Beyond the Basics”: two to five key
results an objective.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead

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
    """A warning for each agreed objective that nothing measures and that is not cancelled."""
    for objective, numbers in evidence.objectives():
        if not objective.key_results and objective.counts and not numbers.cancelled:
            message = f"`{objective.title}` has no key results"
            hint = "Add two to five numbers below `key_results` that show when it is reached."
            yield finding("no-key-results", objective.where, message, hint, objective.id)
