"""A team has a roadmap, and nothing on it is a bet on this key result.

Why:
What nobody works on moves by luck. (“OKRs for product managers”: each roadmap item is a bet on some key result, with an
estimate of how far it moves it.) Only teams with a roadmap for the cycle are asked, and only for metrics that are not
met yet; a bet of another team, or one that makes the key result measurable, will do.

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
      - id: .tickets
        key_result: Fewer questions from new accounts
        baseline: 40 tickets
        target: 20 tickets
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
        impact: +17%

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
      - id: .tickets
        key_result: Fewer questions from new accounts
        baseline: 40 tickets
        target: 20 tickets
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
        impact: +17%
      - kr: ONB-1.tickets
        impact: -20 tickets
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each open metric of a team with a roadmap that no live item moves, enables or supports."""
    graph = evidence.graph
    live = [bet for bet in graph.initiatives.values() if bet.state != "dropped"]
    planned = {(bet.team, bet.cycle) for bet in live}
    named = {id for bet in live for id in (*bet.enables, *bet.supports)}
    for key_result, numbers in evidence.key_results():
        objective, coverage = graph.objective_of(key_result), evidence.coverage[key_result.id]
        open_ = numbers.counted and not numbers.met and coverage.way is not None and evidence.ahead(objective)
        if not open_ or coverage.live or key_result.id in named or (objective.team, objective.cycle) not in planned:
            continue
        message = f"nothing on a roadmap moves `{key_result.title}`"
        hint = f"Add an item that moves `{key_result.id}`, or say in `context` how it is to move."
        yield finding("no-bet", key_result.where, message, hint, key_result.id)
