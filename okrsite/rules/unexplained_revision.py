"""A revision is logged without its reason.

Why:
That a target moved can be seen; why it did is what others learn from, and what tells learning from giving up.
(“Product OKRs That Track Behavior, Not Ship Dates”: revise it out loud, with the reason logged.)

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
        revisions:
          - date: 2026-07-20
            field: target
            from: 90%
            to: 85%

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
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each logged revision of a plan that doesn't say why."""
    for key_result, _, _ in evidence.planned():
        for revision in key_result.revisions:
            if not revision.reason:
                what = f"the {revision.field}" if revision.field else "something"
                message = f"{what} of `{key_result.title}` was revised, and nobody says why"
                hint = "Add `reason`: what was learned that made the old one wrong."
                yield finding("unexplained-revision", revision.where, message, hint, key_result.id)
