"""A value jumps far out of its own history, and no note says why.

Why:
Mostly a point was lost, a unit changed or two figures were swapped; sometimes something happened that is worth a
line. Either way the next reader asks. A check-in with a note is left alone. (“Product OKRs That Track Behavior, Not
Ship Dates”: which one moved this week, by how much, and do we actually know why?)

Settings:
`times` (8): a value jumps if its step is so many times the usual one.

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
          2026-07-13: 70%
          2026-07-20: 7.1%
          2026-07-27: 72%

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
          2026-07-13: 70%
          2026-07-20: 71%
          2026-07-27: 72%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median

from okrsite.codes import finding
from okrsite.compute.scorecard import Point
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.model.reading import Reading
from okrsite.rules.evidence import Evidence

SETTINGS = {"times": 8}
_FEWEST = 4
_STEPPED = (KeyResultType.METRIC, KeyResultType.CHANGE, KeyResultType.RANGE)


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each key result of a plan with such a value, at the first one."""
    times = evidence.limits("jumping-value", SETTINGS)["times"]
    for key_result, numbers, _ in evidence.planned():
        if len(numbers.points) >= _FEWEST and key_result.type in _STEPPED:
            at = _jump(numbers.points, times, _way(key_result))
            if at is not None:
                odd, before = numbers.points[at].reading, numbers.points[at - 1].reading
                message = f"`{odd.text}` of `{key_result.title}` is far from `{before.text}` on {before.date}"
                hint = f"{_meant(key_result, odd)}Correct the value, or say in its `note` what happened."
                yield finding("jumping-value", odd.where, message, hint, key_result.id)


def _meant(key_result: KeyResult, odd: Reading) -> str:
    """The question whether a share between 0 and 1 was meant in percent, empty for other values."""
    unit, value = key_result.unit, odd.value
    read = parse_quantity(odd.text) if odd.text else None
    if unit is None or not unit.is_percentage or value is None or not isinstance(read, Quantity) or not read.bare:
        return ""
    return f"Did you mean `{float(value * 100):.10g}%`? " if 0 < value < 1 else ""


def _way(key_result: KeyResult) -> float:
    """How far it is from the start to the target, 0 where that is not known."""
    start, target = key_result.start, key_result.target
    return (
        float(abs(target.value - start.value))
        if start and target and start.value is not None and target.value is not None
        else 0.0
    )


def _jump(points: Sequence[Point], times: float, way: float) -> int | None:
    """The position of the first value without a note that stands far out of those around it, and further than a way."""
    values = [float(point.reading.value or Fraction(0)) for point in points]
    steps = [abs(later - earlier) for earlier, later in pairwise(values)]
    if max(steps) <= way / 2:
        return None
    for at in range(1, len(values)):
        others = [step for place, step in enumerate(steps) if place not in (at - 1, at)]
        usual = max(median(others), way / 20, 0.01 * abs(values[at - 1]))
        beyond = steps[at - 1] > times * usual and steps[at - 1] > way / 2
        back = at == len(values) - 1 or steps[at] > times * usual
        if beyond and back and not points[at].reading.note:
            return at
    return None
