"""What a key result is measured by was changed in the last fifth of its cycle.

Why:
Revising a target in week twelve, because it is about to be missed, moves the goalposts, and everyone can tell. Let it
stand, miss it, and write in the retrospective what was learned; the next cycle may aim elsewhere.

Bad:
okr: objectives
team: onboarding
cycle: 2026-07
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
        revisions:
          - date: 2026-07-28
            field: target
            from: 90%
            to: 85%
            reason: We are about to miss it

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
        revisions:
          - date: 2026-07-20
            field: target
            from: 90%
            to: 85%
            reason: The pilot cohort was not typical
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.revisions import revisions_of
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each late change in a running cycle, of what counts."""
    graph = evidence.graph
    for objective, numbers in evidence.objectives():
        if not numbers.counted or not evidence.running(objective):
            continue
        for one in revisions_of(graph, objective, evidence.card.as_of):
            if one.late and one.date:
                key_result = graph.key_results[one.subject]
                left = (graph.cycles[objective.cycle].end - one.date).days
                when = f"{left} days before the end" if left > 0 else "at its end"
                what = f"the {one.field} of `{key_result.title}` was changed on {one.date}"
                hint = "Say in the retrospective what was learned, and score by what was agreed on."
                yield finding(
                    "late-revision",
                    one.logged or key_result.where,
                    f"{what}, {when} of {objective.cycle}",
                    hint,
                    one.subject,
                )
