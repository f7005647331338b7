"""An objective holds a number.

Why:
The objective says where to go so that people want to go there; how far is what its key results say. A number in
both places is kept up to date in one. (The guide “Understanding OKRs: Beyond the Basics” and The “OKR Template for
Product Owners”: objectives are qualitative and inspiring, key results quantify.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Lift onboarding completion to 85%
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        owner: onboarding-analyst
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
from okrsite.rules.titles import number_in


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each objective with a number that measures, while it can be changed."""
    for objective, _ in evidence.plans:
        found = number_in(objective.title)
        if found is not None:
            message = f"`{found}` in `{objective.title}` is what a key result says"
            hint = "Say in words what gets better for whom, and keep the number below `key_results`."
            yield finding("number-in-objective", evidence.where(objective, "objective"), message, hint, objective.id)
