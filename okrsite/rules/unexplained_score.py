"""A score was set by hand without a reason.

Why:
A score that wins over the computed one has to say why, or nobody can learn from it two years later. (The “OKR
Template for Product Owners”: document what was learned when you score.)

Bad:
okr: objectives
team: onboarding
cycle: 2020-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    score: 0.5
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
        checkins:
          2020-09-28: 80%

Good:
okr: objectives
team: onboarding
cycle: 2020-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    score: 0.5
    score_reason: The last weeks were measured on the pilot group only
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
        checkins:
          2020-09-28: 80%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each hand-set score that gives no reason."""
    items: list[Objective | KeyResult] = [*evidence.graph.objectives.values(), *evidence.graph.key_results.values()]
    for item in items:
        if item.hand_score is not None and not item.hand_score.reason:
            message = f"the score of `{item.title}` is set by hand, and nothing says why"
            hint = "Add `score_reason`, or `reason` in the retrospective."
            yield finding("unexplained-score", item.hand_score.where, message, hint, item.id)
