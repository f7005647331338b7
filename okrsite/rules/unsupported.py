"""The company wants something that no team supports.

Why:
An aim of the company that nobody works towards is a wish. Name it in `supports` of an objective that carries it; a
team's bet that moves the key result is support too. Where the company's own shorter cycle supports the objective as
a whole, as a quarter does a year, its key results are carried by that.

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
    supports: ONB-1.completion
    key_results:
      - id: .named
        key_result: Name us unprompted
        baseline: 12%
        target: 20%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.alignment import alignments
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each objective of the company that nobody supports in any part, else for its key results."""
    graph = evidence.graph
    shared = {objective.cycle for objective in graph.objectives.values() if objective.team != graph.root}
    for cycle, alignment in alignments(graph, evidence.card).items():
        unsupported = set(alignment.unsupported)
        for goal in (graph.objectives.get(id) or graph.key_results[id] for id in alignment.unsupported):
            objective = goal if isinstance(goal, Objective) else graph.objective_of(goal)
            if (
                evidence.closed(objective)
                or cycle not in shared
                or (goal is not objective and objective.id in unsupported)
            ):
                continue
            if isinstance(goal, KeyResult) and _carried(goal, objective, evidence):
                continue
            what = "" if isinstance(goal, KeyResult) else ", nor any of its key results"
            message = f"no team supports `{goal.title}`{what}"
            hint = f"Name `{goal.id}` in `supports` of an objective that carries it."
            yield finding("unsupported", goal.where, message, hint, goal.id)


def _carried(key_result: KeyResult, objective: Objective, evidence: Evidence) -> bool:
    """Whether a bet moves it, or the company's own objectives of another cycle support the whole."""
    graph = evidence.graph
    if evidence.coverage[key_result.id].live:
        return True
    supporters = (graph.objectives.get(id) for id in graph.supported_by.get(objective.id, ()))
    return any(one is not None and one.team == graph.root and one.cycle != objective.cycle for one in supporters)
