"""An objective mixes the aim with a way to get there.

Why:
“… by optimizing the sign-up” decides before the cycle starts which bet is right. Leave the way to the roadmap,
where it may be dropped when it doesn't work. (The guide “Understanding OKRs: Beyond the Basics”: “Increase
engagement by optimizing the onboarding flow” mixes objective and solution.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make new accounts come back by optimizing the sign-up flow
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
from okrsite.rules.titles import solution_in


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each objective that names its means, while it can be changed."""
    for objective, _ in evidence.plans:
        found = solution_in(objective.title)
        if found is not None:
            message = f"`{objective.title}` says how, too: `{found}`"
            hint = "End it before that, and put the way on the roadmap as a bet."
            yield finding("solution-in-objective", evidence.where(objective, "objective"), message, hint, objective.id)
