"""The bets on a key result don't add up to its target.

Why:
Even if every estimate comes true, the plan ends short of the target. Better to know it while there is time: find
another bet, or revise the target and say why. Nothing is said where a bet has no estimate, and where what is still to
come is enough from the latest reading on.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .first-value
        key_result: Cut time to first value
        baseline: 24 hours
        target: 15 minutes
---
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: INIT-1
    name: Interactive product tour
    owner: onboarding-designer
    state: in progress
    moves:
      - kr: ONB-1.first-value
        impact: -6 hours
      - kr: ONB-1.first-value
        impact: -2 hours

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
        baseline: 68%
        target: 85%
---
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: INIT-1
    name: Interactive product tour
    owner: onboarding-designer
    state: in progress
    moves:
      - kr: ONB-1.completion
        impact: +8%
      - kr: ONB-1.completion
        impact: +4%
      - kr: ONB-1.completion
        impact: +5%
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrsite.codes import finding
from okrsite.compute.coverage import Coverage
from okrsite.compute.distance import distance_text, part_text, value_text
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.reading import Reading
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each key result whose live bets, all with an estimate, don't reach its target.

    Where the latest reading is further along than the bets that were done, it also tells what they reach from there.
    """
    for key_result, numbers in evidence.key_results():
        coverage = evidence.coverage[key_result.id]
        if numbers.counted and not numbers.met and evidence.ahead(evidence.graph.objective_of(key_result)):
            told = _told(coverage, key_result, numbers.current)
            if told is not None:
                yield finding("short-plan", key_result.where, *told, key_result.id)


def _told(coverage: Coverage, key_result: KeyResult, latest: Reading | None) -> tuple[str, str] | None:
    enough = coverage.remaining is not None and coverage.remaining >= 1
    if not coverage.live or coverage.unsized or enough or any(bet.wrong_sign for bet in coverage.live):
        return None
    if not coverage.gap or coverage.sum is None or coverage.way is None or coverage.ends_at is None:
        return None
    part, end = part_text(coverage.sum, coverage.way, key_result), value_text(coverage.ends_at, key_result)
    missing, onward = _onward(coverage, coverage.gap, key_result, latest.value if latest else None)
    message = f"the bets on `{key_result.title}` add up to {part}: the plan ends at {end}{onward}"
    return message, f"Find bets for the missing {distance_text(missing, key_result)}, or revise the target."


def _onward(coverage: Coverage, gap: Fraction, key_result: KeyResult, latest: Fraction | None) -> tuple[Fraction, str]:
    """What is missing, and where the bets lead from the latest reading, if that is further than the plan foresaw."""
    ahead, left = coverage.ahead, coverage.left
    if latest is None or ahead is None or left is None or (left - ahead) / gap >= 1:
        return gap, ""
    since = value_text(latest, key_result)
    if not ahead:
        return left, f"; it stands at {since} already, and no bet is still to come"
    return left - ahead, f", and at {value_text(latest + ahead, key_result)} from the latest reading, {since}"
