"""A key result of a closed cycle was never measured, so its score is 0.

Why:
A number that nobody read can't have been steered by. A closed cycle counts it as 0 rather than leave it out,
since leaving it out would reward not looking. (The guide “Understanding OKRs: Beyond the Basics”: measure
before you promise.)

Bad:
okr: objectives
team: onboarding
cycle: 2020-Q3
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
cycle: 2020-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
        checkins:
          2020-09-28: 80%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each counted key result of a closed cycle without a reading."""
    for key_result, numbers in evidence.key_results():
        if numbers.derivation == "closed_unmeasured" and numbers.counted and not numbers.cancelled:
            message = f"`{key_result.title}` was never measured and scores 0"
            hint = "Add the last known figure below `checkins`, or cancel the key result with a reason."
            yield finding("unmeasured", key_result.where, message, hint, key_result.id)
