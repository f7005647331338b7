"""A check-in document says nothing, so it counts for nothing.

Why:
It has no value, no note, no confidence, no health and no sentence: a draft that nobody filled in. Its page is there;
its team has not checked in, and what was read last grows old as before.

Bad:
okr: checkin
team: onboarding
date: 2026-08-10
readings:
  ONB-1.completion:
---
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

Good:
okr: checkin
team: onboarding
date: 2026-08-10
readings:
  ONB-1.completion: 70%
---
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
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each such document that no seal holds."""
    for one in evidence.graph.empty_checkins:
        if one.uri not in evidence.sealed:
            message = f"this check-in of {one.date} says nothing, so it counts as none"
            yield finding("empty-check-in", one.where, message, "Fill in a reading or a sentence, or delete the file.")
