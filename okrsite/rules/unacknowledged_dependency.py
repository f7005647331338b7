"""An objective depends on another team, and nobody there has said yes.

Why:
A dependency that the other side doesn't know of is a hope. Ask, then write who agreed into `acknowledged_by`: the
other team's id, or the role of somebody who leads it, champions it or owns something of it, or who leads a team above
it. A role that speaks for no team we know of is believed too.

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
---
okr: objectives
team: marketing
cycle: 2026-Q3
objectives:
  - id: MKT-1
    objective: Be the first name that comes to mind
    owner: marketing-lead
    supports: ONB-1
    depends_on: ONB-1.completion
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
    depends_on: ONB-1.completion
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
from okrsite.diagnostics import Diagnostic
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each dependency between two teams that the other one has not acknowledged."""
    graph = evidence.graph
    for dependency in dependencies(graph):
        goal = graph.objectives.get(dependency.item) or graph.key_results[dependency.item]
        objective = goal if isinstance(goal, Objective) else graph.objectives[goal.objective]
        numbers = evidence.card.objectives[objective.id]
        if not dependency.between_teams or dependency.acknowledged is not None:
            continue
        if not numbers.cancelled and not evidence.closed(objective):
            other = graph.teams.get(dependency.other or "")
            team = other.name if other else dependency.other
            message = f"`{goal.title}` depends on `{dependency.on}`, and nobody of {team} has acknowledged it"
            yield finding(
                "unacknowledged-dependency", goal.where, message, _hint(team or "the other team", objective), goal.id
            )


def _hint(team: str, objective: Objective) -> str:
    if objective.acknowledged_by:
        named = ", ".join(f"`{name}`" for name in objective.acknowledged_by)
        return f"Add somebody who speaks for {team} to `acknowledged_by`; {named} does not."
    return f"Ask {team}, and write who agreed into `acknowledged_by`."
