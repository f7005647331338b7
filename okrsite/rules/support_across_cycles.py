"""An objective supports something of a cycle that has no day in common with its own.

Why:
It is over, or has not begun, while the supporter works; mostly the line was copied from the last cycle. A quarter
may well support its year: the two overlap.

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
cycle: 2026-Q4
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
    supports: ONB-1
    key_results:
      - id: .named
        key_result: Name us unprompted
        baseline: 12%
        target: 20%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each `supports` that leads out of time, from a cycle that is not closed."""
    graph = evidence.graph
    for objective, numbers in evidence.objectives():
        if evidence.closed(objective) or numbers.cancelled:
            continue
        for goal in objective.goals:
            for target in goal.supports:
                other = _cycle(graph, target)
                if other is not None and not _overlap(graph.cycles[objective.cycle], other):
                    message = f"`{goal.title}` supports `{target}` of {other.id}, and is itself of {objective.cycle}"
                    hint = f"Name in `supports` something that {objective.cycle} has days in common with."
                    yield finding("support-across-cycles", goal.where, message, hint, goal.id)


def _cycle(graph: OkrGraph, target: str) -> Cycle | None:
    part = graph.key_results.get(target)
    objective = graph.objective_of(part) if part else graph.objectives.get(target)
    return graph.cycles[objective.cycle] if objective else None


def _overlap(one: Cycle, other: Cycle) -> bool:
    return one.start <= other.end and other.start <= one.end
