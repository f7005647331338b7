"""An objective or a key result has more than one owner.

Why:
Where two answer, neither does. Name the one who does, by role; the others are `stakeholders`, or own a key result.
(“Product OKRs That Track Behavior, Not Ship Dates”: one named person an objective, one directly responsible a key
result, not a committee.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead, growth-lead
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
    stakeholders: growth-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence

_HANDLE = r"@[\w.-]+"
_ROLE = (
    r"[\w.]+(?:-[\w.]+)*-(?:lead|manager|head|owner|analyst|engineer|designer|director|writer|editor|researcher|team)"
)
_ONE = rf"(?:{_HANDLE}|{_ROLE})"
# `Lee, head of sales` is one person, and so is `research and development lead`.
_SEVERAL = (
    rf"(?i){_ONE}(?:\s*(?:[,;/&+]|\band\b|\s)\s*{_ONE})+|\w[\w. -]*(?:\s*[;|]\s*\w[\w. -]*)+|\[.+,.+\]"
    r"|[\w.-]+(?:,\s*[\w.-]+){2,}|[a-z]+-[\w-]+,\s*[a-z]+-[\w-]+|(?:\w+ )?\w+ and the \w+ team"
)
_PARTED = re.compile(r"[\s,;/&+|]")
_LONGEST = 200


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each owner that is several, of what can still be changed."""
    for objective, _ in evidence.plans:
        yield from _several(evidence, objective)
    for key_result, _, _ in evidence.planned():
        yield from _several(evidence, key_result)


def _several(evidence: Evidence, part: Objective | KeyResult) -> Iterator[Diagnostic]:
    if (
        part.owner
        and _PARTED.search(part.owner)
        and len(part.owner) < _LONGEST
        and re.fullmatch(_SEVERAL, part.owner.strip())
    ):
        message = f"`{part.owner}` is more than one owner of `{part.title}`"
        hint = "Keep the one who answers for it" + (
            "; the others are `stakeholders`." if isinstance(part, Objective) else "."
        )
        yield finding("several-owners", evidence.where(part, "owner"), message, hint, part.id)
