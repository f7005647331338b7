"""An objective depends on something that was cancelled or is off track.

Why:
What others wait for is late before they notice. Talk to the team it depends on, and plan without it where you
must. A bet that was dropped counts as cancelled.

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
    cancelled:
      date: 2026-08-01
      reason: The pilot said no
---
okr: objectives
team: marketing
cycle: 2026-Q3
objectives:
  - id: MKT-1
    objective: Be the first name that comes to mind
    owner: marketing-lead
    supports: ONB-1
    depends_on: ONB-1
    acknowledged_by: onboarding-lead
    key_results:
      - id: .named
        key_result: Name us unprompted
        baseline: 12%
        target: 20%

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
---
okr: objectives
team: marketing
cycle: 2026-Q3
objectives:
  - id: MKT-1
    objective: Be the first name that comes to mind
    owner: marketing-lead
    supports: ONB-1
    depends_on: ONB-1
    acknowledged_by: onboarding-lead
    key_results:
      - id: .named
        key_result: Name us unprompted
        baseline: 12%
        target: 20%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.dependencies import dependencies
from okrsite.compute.scorecard import Status
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence

_FAILING = {Status.CANCELLED: "was cancelled", Status.OFF_TRACK: "is off track"}


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each dependency of an agreed objective, or of its key results, that is failing."""
    graph, card = evidence.graph, evidence.card
    for dependency in dependencies(graph):
        numbers = card.objectives.get(dependency.item) or card.key_results[dependency.item]
        goal = graph.objectives.get(dependency.item) or graph.key_results[dependency.item]
        failing = _failing(dependency.on, evidence)
        if numbers.counted and numbers.status is not Status.ACHIEVED and failing and not _over(goal.id, evidence):
            message = f"`{goal.title}` depends on `{dependency.on}`, which {failing}"
            hint = f"Agree with {dependency.other or 'its owner'} on what happens now, or remove it from `depends_on`."
            yield finding("failing-dependency", goal.where, message, hint, goal.id)


def _over(id: str, evidence: Evidence) -> bool:
    part = evidence.graph.key_results.get(id)
    return evidence.closed(evidence.graph.objectives[part.objective if part else id])


def _failing(id: str, evidence: Evidence) -> str | None:
    bet = evidence.graph.initiatives.get(id)
    if bet is not None:
        return "was dropped" if bet.state == "dropped" else None
    numbers = evidence.card.objectives.get(id) or evidence.card.key_results.get(id)
    return _FAILING.get(numbers.status) if numbers else None
