"""The progress that somebody wrote down is not the one that the numbers give.

Why:
A figure worked out by hand goes wrong sooner or later, and then nobody trusts the page. 12,000 to 18,000 at
14,500 is 41.7 %, whatever the slide says. A stated figure differs when it is off by more than half a unit of
its last digit. (An example in the “OKR Template for Product Owners” states 58 % for just that.)

Bad:
okr: objectives
team: growth
cycle: 2026-Q3
objectives:
  - id: GRO-1
    objective: Become a place that people come back to every day
    owner: growth-lead
    key_results:
      - id: .dau
        key_result: Raise daily active users
        baseline: 12,000 DAU
        target: 18,000 DAU
        stated_progress: 58%
        checkins:
          2026-08-10: 14,500 DAU

Good:
okr: objectives
team: growth
cycle: 2026-Q3
objectives:
  - id: GRO-1
    objective: Become a place that people come back to every day
    owner: growth-lead
    key_results:
      - id: .dau
        key_result: Raise daily active users
        baseline: 12,000 DAU
        target: 18,000 DAU
        stated_progress: 42%
        checkins:
          2026-08-10: 14,500 DAU
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from okrsite.codes import finding
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.rules.evidence import Evidence

_BESIDE = re.compile(r"\(\s*(-?\d+(?:\.\d+)?\s*%)\s+progress\s*\)", re.IGNORECASE)


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each key result whose stated progress is not the computed one."""
    for key_result, numbers in evidence.key_results():
        stated, where = _stated(key_result, numbers)
        if stated is None or numbers.progress is None or agrees(stated, numbers.progress):
            continue
        shown = f"{float(numbers.progress * 100):.1f}"
        message = f"`{key_result.title}` states a progress of `{stated}`, and its numbers give {shown} %"
        hint = "Remove the stated figure; the page shows the computed one with its formula."
        yield finding("stated-progress", where, message, hint, key_result.id)


def agrees(stated: str, progress: Fraction) -> bool:
    """Whether `stated` is `progress` (a share) within half a unit of its last digit; text agrees with anything.

    >>> agrees("33%", Fraction(9, 28)), agrees("35%", Fraction(35, 100)), agrees("0.35", Fraction(354, 1000))
    (False, True, True)
    """
    quantity = parse_quantity(stated)
    if not isinstance(quantity, Quantity):
        return True
    whole = 100 if quantity.unit.kind == "percent" else 1
    half = Fraction(1, 2 * 10**quantity.style.decimals)
    return abs(quantity.value - progress * whole) <= half


def _stated(key_result: KeyResult, numbers: KeyResultNumbers) -> tuple[str | None, Where]:
    written, current = key_result.stated_progress, numbers.current
    if written is not None:
        return written.text, written.where or key_result.where
    beside = _BESIDE.search(current.text) if current and current.text else None
    return (beside[1], current.where) if beside and current else (None, key_result.where)
