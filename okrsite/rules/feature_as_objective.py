"""An objective names a feature to be built.

Why:
What is launched may or may not help; the objective says what it is for. With the feature in the title no other bet
can win, even when it turns out better. (The guide “Understanding OKRs: Beyond the Basics”: “Launch user profile
redesign” is a poor objective, an output.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Launch the new onboarding
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
from okrsite.rules.titles import feature_in


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each objective that tells of something to be made, while it can be changed."""
    for objective, _ in evidence.plans:
        found = feature_in(objective.title)
        if found is not None:
            message = f"`{objective.title}` names what is built, not what it is for: `{found}`"
            hint = "Say what people get out of it; the feature is a bet, and belongs on the roadmap."
            yield finding("feature-as-objective", evidence.where(objective, "objective"), message, hint, objective.id)
