"""A document that was closed with its cycle is gone.

Why:
What was learned goes with it. A document that stands elsewhere now, with the same text, is not missed.

Bad:
# teams/onboarding/2020-09-review.md
okr: review
team: onboarding
date: 2020-09-14
cycle: 2020-Q3
learnings: Visits work in week one
---
# seals/2020-q3.yml
cycle: 2020-Q3
closed: 2020-10-15
documents:
  teams/onboarding/2020-09-review.md: 26d1cecaa0d2124dbbd8347c3a3dc197
  teams/onboarding/2020-q3-retrospective.md: b89f23308593baa0d0943874187e3506

Good:
# archive/2020/retrospective.md
okr: retrospective
team: onboarding
cycle: 2020-Q3
worked: A day in the harbour office
---
# teams/onboarding/2020-09-review.md
okr: review
team: onboarding
date: 2020-09-14
cycle: 2020-Q3
learnings: Visits work in week one
---
# seals/2020-q3.yml
cycle: 2020-Q3
closed: 2020-10-15
documents:
  teams/onboarding/2020-09-review.md: 26d1cecaa0d2124dbbd8347c3a3dc197
  teams/onboarding/2020-q3-retrospective.md: b89f23308593baa0d0943874187e3506
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning, in the seal, for each document that no path leads to any more."""
    for seal, drift in evidence.drifts:
        for path in drift.missing:
            message = f"`{path}` is gone since {seal.cycle} was sealed on {seal.closed}"
            hint = f'Take it back from git, or declare that it is gone: `{seal.amending} --reason "…"`.'
            yield finding("missing-archive", seal.place(path), message, hint)
