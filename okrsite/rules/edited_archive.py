"""A document that was closed with its cycle was edited since.

Why:
The archive is what people learn from. A score or a target that is corrected afterwards, with the best of intentions,
changes what there is to learn, and nobody notices. So the seal of the cycle holds the digest of each document. Undo
the edit, or declare it with a reason, which then stands on the cycle's page. Line ends make no difference.

Bad:
# teams/onboarding/2020-q3-retrospective.md
okr: retrospective
team: onboarding
cycle: 2020-Q3
worked: Two days in the harbour office
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
# seals/2020-q3.yml
cycle: 2020-Q3
closed: 2020-10-15
documents:
  teams/onboarding/2020-q3-retrospective.md: b89f23308593baa0d0943874187e3506
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each document whose text is not the one that was sealed, once for all its seals."""
    told: set[str] = set()
    for seal, drift in evidence.drifts:
        for path in drift.edited:
            if path in told:
                continue
            told.add(path)
            document = evidence.documents[path]
            message = f"`{document.path}` was edited since {seal.cycle} was sealed on {seal.closed}"
            hint = f'Undo the edit, or declare it: `{seal.amending} --reason "…"`.'
            yield finding("edited-archive", document.where("okr"), message, hint)
