"""A document belongs to a sealed cycle, and the seal does not hold it.

Why:
Either somebody added it after the close, which changes what there is to learn as much as an edit does: declare it
with a reason. Or it is a retrospective that the close has drafted, for its team to write: then this is a note,
until it is written and sealed too.

Bad:
# teams/onboarding/2020-q3-retrospective.md
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
  teams/onboarding/2020-q3-retrospective.md: b89f23308593baa0d0943874187e3506

Good:
# teams/onboarding/2020-q3-retrospective.md
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
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each document that was added, a note for each that is still to be sealed."""
    for seal, drift in evidence.drifts:
        for path in drift.added:
            document = evidence.documents[path]
            message = f"`{document.path}` was added since {seal.cycle} was sealed on {seal.closed}"
            hint = f'Remove it, or declare it: `{seal.amending} --reason "…"`.'
            yield finding("unsealed-document", document.where("okr"), message, hint)
        for path in drift.open:
            document = evidence.documents[path]
            message = f"`{document.path}` may still be written; the seal of {seal.cycle} does not hold it yet"
            hint = f"Once it is written and decided, seal it: `{seal.amending}`."
            yield finding("unsealed-document", document.where("okr"), message, hint, severity=Severity.NOTE)
