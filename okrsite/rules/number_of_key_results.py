"""An objective has too few or too many key results.

Why:
One number can be reached in a way that nobody wants, so it takes a second one that would notice; six are a list of
all work, and nobody knows which one matters. (The guide “Understanding OKRs: Beyond the Basics”: two to five. The
“OKR Template for Product Owners”: at most three to four. “Product OKRs That Track Behavior, Not Ship Dates”: three
sharp ones.)

Settings:
`fewest` (2): so many key results an objective should have.
`most` (5): and no more than that.

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
      - id: .time
        key_result: Cut the time to the first result
        owner: onboarding-analyst
        baseline: 24 hours
        target: 15 minutes
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.rules.evidence import Evidence

SETTINGS = {"fewest": 2, "most": 5}


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each objective with too few key results, a warning for too many, while it can be changed."""
    limits = evidence.limits("number-of-key-results", SETTINGS)
    for objective, numbers in evidence.plans:
        count, few, many = numbers.total, int(limits["fewest"]), int(limits["most"])
        if not count or few <= count <= many:
            continue
        parts = f"`{objective.title}` has {count} key result{'s' if count > 1 else ''}"
        if count < few:
            message = f"{parts}, and at least {few} tell what reaching it looks like"
            hint = "Add one that would notice if the first were reached in a way nobody wants."
            yield finding("number-of-key-results", objective.where, message, hint, objective.id, Severity.NOTE)
        else:
            message = f"{parts}, and more than {many} hide which ones matter"
            hint = "Keep those that would make you stop; the others may be `leading` indicators."
            yield finding("number-of-key-results", objective.where, message, hint, objective.id)
