"""What becomes of something that was not reached is not decided, or nobody says why.

Why:
What was missed goes on for ever, quietly, unless somebody decides: continue, change or drop. The reason is the part
that helps those who read it in two years. `okrsite close` leaves the question open on purpose.

Bad:
okr: retrospective
team: onboarding
cycle: 2020-Q3
carry_over:
  - id: ONB-1
---
okr: objectives
team: onboarding
cycle: 2020-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead

Good:
okr: retrospective
team: onboarding
cycle: 2020-Q3
carry_over:
  - id: ONB-1
    decision: drop
    reason: The first ticket is too late a sign
---
okr: objectives
team: onboarding
cycle: 2020-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.cycle import CycleState
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each entry of `carry_over` in a closed cycle that lacks its decision or its reason."""
    for retrospective in evidence.graph.retrospectives:
        if evidence.card.states[retrospective.cycle] is not CycleState.CLOSED:
            continue
        for one in retrospective.carry_over:
            if one.decided:
                continue
            message = f"nobody has decided what becomes of `{one.id}`"
            hint = "Write `decision` (continue, change or drop) and a `reason`."
            if one.decision:
                message, hint = f"nothing says why `{one.id}` is to {one.decision}", "Add a `reason`."
            yield finding("undecided-carry-over", one.where, message, hint, one.id)
