"""A key result doesn't say how it is measured.

Why:
Two people read two dashboards and argue about the number instead of about what moves it. A line says which source,
counted how, and over which time. (The “OKR Template for Product Owners”: each key result has its measurement. The
guide “Understanding OKRs: Beyond the Basics”, sixth pitfall: numbers that can't be read reliably.)

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
        measurement: Share of new accounts that finish setup in 14 days, product analytics
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.rules.evidence import Evidence

_NO_NUMBERS = (None, KeyResultType.MILESTONES, KeyResultType.BINARY)
_SAID = re.compile(
    r"\b(?:measured|validated against|according to|as (?:shown|reported|tracked)|dashboard|tracker|survey)\b",
    re.IGNORECASE,
)


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each number without `measurement`, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if key_result.measurement is None and key_result.fault is None and not _tells_itself(key_result):
            message = f"nothing says how `{key_result.title}` is measured"
            hint = "Add `measurement`: which source, counted how, over which time."
            yield finding("no-measurement", key_result.where, message, hint, key_result.id)


def _tells_itself(key_result: KeyResult) -> bool:
    """Whether it has no number, says in its title how that is measured, or merely counts up from an assumed 0."""
    if key_result.type in _NO_NUMBERS or (key_result.start is not None and key_result.start.assumed):
        return True
    return _SAID.search(key_result.title) is not None
