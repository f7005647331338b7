"""A roadmap item says of no key result that it moves it.

Why:
Work that moves no key result is either not a bet on this cycle's objectives, or nobody has said which. Say it in
`moves`, with an estimate. What only makes a key result measurable says so in `enables`.

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
    supports: ONB-1

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
from okrsite.diagnostics import Diagnostic
from okrsite.model.cycle import CycleState
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each item that is not dropped, of a cycle that is not closed, with neither `moves` nor `enables`."""
    for bet in evidence.graph.initiatives.values():
        over = bet.cycle is not None and evidence.card.states[bet.cycle] == CycleState.CLOSED
        if not bet.moves and not bet.enables and bet.state != "dropped" and not over:
            message = f"`{bet.name}` moves no key result"
            hint = "Name below `moves` the key result that it is a bet on, with an estimate."
            yield finding("moves-nothing", bet.where, message, hint, bet.id)
