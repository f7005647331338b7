"""Nobody has looked at a key result for longer than its cadence allows.

Why:
An OKR that is written in January and opened in March is dead. A check-in without a new value counts: it
says that somebody looked. (Seed texts 002 and 003: a check-in every week.) Weekly ones go stale after 14
days, biweekly ones after 28, monthly ones after 62.

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
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each stale key result of a running cycle."""
    for key_result, numbers in evidence.key_results():
        if not numbers.stale or not numbers.counted:
            continue
        cadence = evidence.graph.objective_of(key_result).cadence
        since = f"is {numbers.age} days old" if numbers.last_checkin else "is still to come"
        message = f"the last check-in of `{key_result.title}` {since} (cadence: {cadence})"
        after = numbers.last_checkin or evidence.graph.cycles[evidence.graph.objective_of(key_result).cycle].start
        hint = f"Add a check-in dated after {after}."
        yield finding("stale-check-in", key_result.where, message, hint, key_result.id)
