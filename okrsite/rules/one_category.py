"""All key results of an objective are of one category.

Why:
Three numbers of usage can all rise while people grumble and nobody pays. A mix of business, usage and satisfaction
shows it. Teams that lead, and teams such as sales whose aim is business alone, are left alone. (The guide
“Understanding OKRs: Beyond the Basics”: three categories of key results.)

Settings:
`from` (3): with so many key results it is a finding.

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
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
        category: usage
      - id: .time
        key_result: Cut the time to the first result
        owner: onboarding-analyst
        baseline: 24 hours
        target: 15 minutes
        category: usage
      - id: .steps
        key_result: Steps that new accounts finish
        owner: onboarding-analyst
        category: usage
        baseline: 4
        target: 9

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
        category: usage
      - id: .time
        key_result: Cut the time to the first result
        owner: onboarding-analyst
        baseline: 24 hours
        target: 15 minutes
        category: usage
      - id: .nps
        key_result: New accounts recommend us
        owner: onboarding-researcher
        category: satisfaction
        baseline: +12
        target: +40
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence

SETTINGS = {"from": 3}
_BUSINESS = "business"
_PRODUCT = ("feature", "platform")


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each objective with several key results of one category, while it can be changed."""
    limits = evidence.limits("one-category", SETTINGS)
    for objective, _ in evidence.plans:
        parts = [part for part in objective.key_results if part.cancelled is None]
        named = {part.category for part in parts}
        if len(parts) >= limits["from"] and len(named) == 1 and _is_narrow(evidence, objective, parts[0].category):
            message = f"all {len(parts)} key results of `{objective.title}` are of the category `{parts[0].category}`"
            hint = "Ask what a customer, a user or the business would notice, and measure one of those."
            yield finding("one-category", objective.where, message, hint, objective.id)


def _is_narrow(evidence: Evidence, objective: Objective, category: str | None) -> bool:
    """Whether one category alone says too little of a team of this structure."""
    team = evidence.graph.teams.get(objective.team)
    structure = team.structure if team else None
    if category is None or structure == "leadership":
        return False
    return category != _BUSINESS or structure in _PRODUCT
