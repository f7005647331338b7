"""An objective could be that of any team in any year.

Why:
“Improve user experience” gives nobody a reason to choose one thing over another. For whom, where, what will they
say or do then? (The guide “Understanding OKRs: Beyond the Basics” calls just this one too vague; The “OKR Template
for Product Owners”: no vague or unmeasurable language.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Improve user experience
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
from okrsite.rules.titles import vague_in


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each objective made of words that fit everywhere, while it can be changed."""
    for objective, _ in evidence.plans:
        found = vague_in(objective.title)
        if found is not None:
            message = f"`{objective.title}` could be any team’s in any year"
            hint = "Say for whom, where, and what is different for them at the end."
            yield finding("vague-objective", evidence.where(objective, "objective"), message, hint, objective.id)
