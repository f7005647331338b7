"""A team has two key results of the same name, window and unit in one cycle.

Why:
The same number in two of them counts double in the score, and two targets for it contradict each other. Keep
one, or say what sets them apart in `cohort` or `window`. (The “OKR Template for Product Owners”: key results are
specific, and each leads to its objective.)

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
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
      - id: .finished
        key_result: Onboarding completion
        owner: onboarding-lead
        baseline: 68%
        target: 80%

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
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
      - id: .finished
        key_result: Onboarding completion
        owner: onboarding-lead
        cohort: Accounts with more than ten boats
        baseline: 51%
        target: 80%
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import metric_name


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each key result whose metric its team has in an earlier one of the cycle, while it can be changed."""
    firsts: dict[tuple[Hashable, ...], KeyResult] = {}
    for key_result, numbers, objective in evidence.planned():
        if not numbers.counted or key_result.unit is None:
            continue
        name = metric_name(key_result.title)
        metric = (objective.team, objective.cycle, name, key_result.window, key_result.cohort, key_result.unit.kind)
        first = firsts.setdefault(metric, key_result)
        if first is not key_result and name and _may_be_one(first, key_result):
            message = f"`{key_result.title}` has the same name, window and unit as `{first.id}`"
            hint = "Keep one of the two, or say in the name, `cohort` or `window` what sets them apart."
            yield finding("repeated-metric", key_result.where, message, hint, key_result.id)


def _may_be_one(first: KeyResult, second: KeyResult) -> bool:
    """Whether nothing in how they are measured sets the two apart."""
    one, other = (" ".join((part.measurement or "").casefold().split()) for part in (first, second))
    return not one or not other or one == other
