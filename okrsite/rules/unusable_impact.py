"""The estimate of a bet can't be taken as a number in its key result's unit.

Why:
It then counts in no coverage. Write it in the unit of the key result, or as a percentage: points where the key result
is a percentage itself, a share of the baseline else, which has to be there.

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
        impact: 6 hours

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
        impact: +6%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.impact import direction_of, impact
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each estimate that is written and counts in nothing, where the key result has a unit."""
    graph = evidence.graph
    for bet in graph.initiatives.values():
        for move in bet.moves:
            key_result = graph.key_results[move.key_result]
            if move.impact is None or key_result.unit is None or direction_of(key_result) is None:
                continue
            if impact(move.impact, key_result) is None and not evidence.closed(graph.objective_of(key_result)):
                message, hint = _told(move.impact, key_result)
                yield finding("unusable-impact", move.where, message, hint, bet.id)


def _told(text: str, key_result: KeyResult) -> tuple[str, str]:
    parsed, unit = parse_quantity(text), str(key_result.unit)
    if isinstance(parsed, NotANumber):
        hint = parsed.hint or "Write how far it moves the key result, such as `+4%`, and keep words for the body."
        return f"the estimate `{text}` is no number", hint
    if parsed.unit.is_percentage:
        return (
            f"the estimate `{text}` is a share of a baseline that `{key_result.id}` doesn't have",
            "Add its `baseline`.",
        )
    measured = f"measured in `{unit}`" if unit else "a plain number"
    hint = f"Write it in `{unit}`." if unit else "Write it without a unit."
    return f"the estimate `{text}` can't be compared with `{key_result.id}`, which is {measured}", hint
