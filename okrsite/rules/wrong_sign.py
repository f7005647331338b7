"""A bet moves its key result away from the target.

Why:
An estimate bears its sign: −6 hours where fewer hours are better, +6 hours where more are. Mostly the minus was
forgotten; it then takes away from the coverage what it should add.

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
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: INIT-1
    name: Interactive product tour
    owner: onboarding-designer
    state: in progress
    moves:
      - kr: ONB-1.completion
        impact: -8%

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
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: INIT-1
    name: Interactive product tour
    owner: onboarding-designer
    state: in progress
    moves:
      - kr: ONB-1.completion
        impact: +8%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.impact import direction_of, impact
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each estimate of a live bet whose sign is not that of the key result's way."""
    graph = evidence.graph
    for bet in graph.initiatives.values():
        for move in bet.moves:
            key_result = graph.key_results[move.key_result]
            size, direction = impact(move.impact, key_result), direction_of(key_result)
            if bet.state == "dropped" or evidence.closed(graph.objective_of(key_result)) or not size or not direction:
                continue
            if size * direction < 0:
                way = "rise" if direction > 0 else "fall"
                message = f"`{bet.name}` moves `{key_result.title}` by `{move.impact}`, and it is to {way}"
                hint = f"Write the estimate with a {'plus' if direction > 0 else 'minus'}."
                yield finding("wrong-sign", move.where, message, hint, bet.id)
