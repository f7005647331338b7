"""The check-ins of a key result are not in the order of their dates.

Why:
They count in the order of their dates all the same; but a line that stands between others of later days is mostly a
mistyped month or year, and then the curve is wrong. Newest first is an order too. (“Product OKRs That Track
Behavior, Not Ship Dates”: a check-in every week, so that the numbers can be believed.)

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
          2026-07-06: 69%
          2026-08-10: 74%
          2026-07-20: 71%

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
          2026-07-06: 69%
          2026-07-20: 71%
          2026-08-10: 74%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.reading import Reading, ReadingSource
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each key result of a plan with a check-in that stands out of order."""
    for key_result, _, _ in evidence.planned():
        if len(key_result.readings) > 2:
            odd = _out_of_order([one for one in key_result.readings if one.source is ReadingSource.INLINE])
            if odd is not None:
                message = f"the check-in of {odd.date} of `{key_result.title}` stands between others of later days"
                hint = "Correct its date, or move it to its place."
                yield finding("unordered-check-ins", odd.where, message, hint, key_result.id)


def _out_of_order(by_date: Sequence[Reading]) -> Reading | None:
    """The first reading whose line breaks the order that most of the others have; `by_date` are oldest first."""
    lines = [(one.where.line, one.where.column) for one in by_date]
    falls = [later for earlier, later in pairwise(range(len(lines))) if lines[later] < lines[earlier]]
    if not falls or len(falls) == len(lines) - 1:
        return None
    if len(falls) * 2 < len(lines):
        return by_date[falls[0] - 1]
    return by_date[next(at for at in range(1, len(lines)) if at not in falls)]
