"""Nobody has looked at a key result for longer than its cadence allows.

Why:
An OKR that is written in January and opened in March is dead. A check-in without a new value counts: it says
that somebody looked. One that was never read has a finding of its own. (“Product OKRs That Track Behavior, Not
Ship Dates”: a check-in every week.) Weekly ones go stale after 14 days, biweekly ones after 28, monthly ones after 62.

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
        checkins:
          2026-07-06: 69%

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
        checkins:
          2026-07-06: 69%
          2026-08-10: 74%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each stale key result of a running cycle that was read at all, or need not be."""
    for key_result, numbers in evidence.key_results():
        if (
            not numbers.stale
            or not numbers.counted
            or evidence.unread(key_result, numbers)
            or _unsound(key_result, numbers)
        ):
            continue
        objective = evidence.graph.objective_of(key_result)
        start = evidence.graph.cycles[objective.cycle].start
        days = (evidence.card.as_of - (numbers.last_checkin or start)).days
        told = f"the last check-in of `{key_result.title}` is {days} days old"
        never = f"`{key_result.title}` has no check-in {days} days into the cycle"
        message = f"{told if numbers.last_checkin else never} (cadence: {objective.cadence})"
        hint = f"Add a check-in dated after {numbers.last_checkin or start}."
        yield finding("stale-check-in", key_result.where, message, hint, key_result.id)


def _unsound(key_result: KeyResult, numbers: KeyResultNumbers) -> bool:
    """Whether it was never looked at and says nothing that could be read, which has a finding of its own."""
    return numbers.last_checkin is None and (key_result.type is None or key_result.fault is not None)
