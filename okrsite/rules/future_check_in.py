"""A check-in bears a date that is still to come.

Why:
Nobody has read that value yet; mostly the month or the year is mistyped. It counts from its day on, and not before.
(The guide “Understanding OKRs: Beyond the Basics”: results are updated with actual figures as they become
available.)

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
        checkins:
          2026-08-10: 74%
          2026-09-14: 75%

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
        checkins:
          2026-08-10: 74%
          2026-08-14: 75%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.reading import ReadingSource
from okrsite.rules.evidence import Evidence

_DATED = (ReadingSource.INLINE, ReadingSource.CHECKIN)


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each check-in of a plan that is later than today, and than the commit that is checked out."""
    latest = max(evidence.card.as_of, evidence.written or evidence.card.as_of)
    seen: set[Where] = set()
    for key_result, _, _ in evidence.planned():
        # The readings are oldest first, so that a look at the last one mostly is enough.
        if not key_result.readings or key_result.readings[-1].date <= latest:
            continue
        for one in key_result.readings:
            if one.date > latest and one.source in _DATED and one.where not in seen:
                seen.add(one.where)
                message = f"the check-in of {one.date} of `{key_result.title}` is still to come"
                yield finding("future-check-in", one.where, message, "Correct its date.", key_result.id)
