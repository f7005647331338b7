"""Objectives depend on each other in a circle.

Why:
Each waits for the other, so none of them can begin. Find the step that has to come first, and take the others'
lines away. (The guide “Understanding OKRs: Beyond the Basics”, fifth pitfall: dependent teams align on shared or
complementary objectives.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    depends_on: ONB-2
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
  - id: ONB-2
    objective: Harbours open the season without calling us
    owner: onboarding-lead
    depends_on: ONB-1
    key_results:
      - id: .calls
        key_result: Calls in the first week
        owner: onboarding-analyst
        baseline: 40
        target: 10

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    depends_on: ONB-2
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
  - id: ONB-2
    objective: Harbours open the season without calling us
    owner: onboarding-lead
    key_results:
      - id: .calls
        key_result: Calls in the first week
        owner: onboarding-analyst
        baseline: 40
        target: 10
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.names import path_told
from okrsite.model.objective import Objective
from okrsite.model.references import circle_in
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """An error for each circle, at the last by path and line of the keys that close it."""
    goals = {goal.id: goal for goal in _goals(evidence.graph) if goal.depends_on}
    edges = {name: goal.depends_on for name, goal in goals.items()}
    # Whoever waits for a key result waits for whatever its objective waits for.
    owners = {name: key_result.objective for name, key_result in evidence.graph.key_results.items()} if edges else {}
    while circle := circle_in(edges, owners):
        written = [(start, end) for start, end in pairwise(circle) if end in edges.get(start, ())]
        start, end = max(written, key=lambda step: _order(goals[step[0]]))
        edges[start] = tuple(other for other in edges[start] if other != end)
        ring = circle[:-1]
        at = ring.index(start)
        message = f"`depends_on` runs in a circle: {path_told([*ring[at:], *ring[:at], start])}"
        where = evidence.where(goals[start], "depends_on")
        yield finding("circular-dependency", where, message, f"Remove `{end}` here, or another step.", start)


def _goals(graph: OkrGraph) -> Iterator[Objective | KeyResult]:
    for objective in graph.objectives.values():
        yield objective
        yield from objective.key_results


def _order(goal: Objective | KeyResult) -> tuple[str, int, int]:
    return goal.where.path, goal.where.line, goal.where.column
