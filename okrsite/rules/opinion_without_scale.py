"""An opinion is given as a number, and nothing says out of how many.

Why:
4.2 is splendid out of 5 and middling out of 10. Opinions are worth measuring only when everybody knows the question
and its scale. (The “OKR Template for Product Owners” warns of subjective measures, and writes its own ratings as
3.8/5.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .content
        key_result: Satisfaction with the first hour
        owner: onboarding-researcher
        baseline: 3.8
        target: 4.5

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .content
        key_result: Satisfaction with the first hour
        owner: onboarding-researcher
        baseline: 3.8/5
        target: 4.5/5
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import LONGEST

_OPINION = re.compile(
    r"\b(?:satisfaction|csat|happiness|ratings?|rated|sentiment|ease of use|effort score|ces|morale|mood|likert)\b",
    re.IGNORECASE,
)
_TOLD = (
    r"(?i)\bnps\b|promoter|\bscale\b|\bpoints?\b|\bstars?\b|\bout of\b|/\s?\d|\b\d\s?(?:-|–|to)\s?\d+\b"
    r"|\bnumber of\b|\bcount|\bhow many\b|%|\bshare\b"
)
_HIGHEST = 100


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each opinion in plain numbers without a scale, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if _OPINION.search(key_result.title) and _lacks_scale(key_result):
            message = f"`{key_result.title}` is an opinion, and nothing says out of how many"
            hint = "Write the scale behind the numbers, such as `4.5/5`, or name it in `measurement`."
            yield finding("opinion-without-scale", evidence.where(key_result, "target"), message, hint, key_result.id)


def _lacks_scale(key_result: KeyResult) -> bool:
    unit, target = key_result.unit, key_result.target
    if unit is None or unit.kind != "number" or unit.per or target is None or target.value is None:
        return False
    written = (key_result.title, key_result.measurement or "", target.text)
    said = " | ".join(part[:LONGEST] for part in written)
    return abs(target.value) <= _HIGHEST and not re.search(_TOLD, said)
