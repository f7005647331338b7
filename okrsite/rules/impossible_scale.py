"""A value lies where its scale doesn't reach, or looks like one of another scale.

Why:
A net promoter score runs from −100 to +100 and is reckoned from answers of 0 to 10, so “an NPS of 9” mostly means
the answers. Neither 6 out of 5 nor an availability of 110 % can be had. (“Framework for Product OKRs” asks for a
net promoter score of 9 or higher.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .nps
        key_result: Reach a net promoter score of 9
        owner: onboarding-researcher
        baseline: 7
        target: 9

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .nps
        key_result: Improve the net promoter score
        owner: onboarding-researcher
        baseline: +12
        target: +40
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.key_result import Amount, KeyResult
from okrsite.rules.evidence import Evidence

_NPS = re.compile(r"\be?nps\b|\bnet promoter\b", re.IGNORECASE)
_OF_THE_WHOLE = re.compile(
    r"\b(?:availability|uptime|accuracy|coverage|completion rate|completeness|retention rate|satisfaction)\b",
    re.IGNORECASE,
)
_ANSWERS = range(11)
_LIKE_ANSWERS = 6


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each key result with a value that its scale doesn't have, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if key_result.unit is None or key_result.unit.kind not in ("number", "scale", "percent"):
            continue
        found = _beyond(key_result)
        if found is not None:
            message, hint, where = found
            yield finding("impossible-scale", where, message, hint, key_result.id)


def _beyond(key_result: KeyResult) -> tuple[str, str, Where] | None:
    kind = key_result.unit.kind if key_result.unit else ""
    if kind == "number":
        return _of_promoters(key_result) if _NPS.search(key_result.title) else None
    if kind == "scale":
        top = Fraction(key_result.unit.symbol.lstrip("/")) if key_result.unit else Fraction(0)
        hint = "Correct the value, or the scale behind it."
        return _outside(key_result, Fraction(0), top, f"a scale of {float(top):g}", hint)
    if key_result.change is None and _OF_THE_WHOLE.search(key_result.title):
        hint = "Correct the value, or name what it is a share of."
        return _outside(key_result, Fraction(0), Fraction(100), "a share of the whole", hint)
    return None


def _outside(
    key_result: KeyResult, low: Fraction, high: Fraction, scale: str, hint: str
) -> tuple[str, str, Where] | None:
    for text, value, where in _values(key_result):
        if value < low or value > high:
            return f"`{text}` of `{key_result.title}` lies outside {scale}", hint, where
    return None


def _of_promoters(key_result: KeyResult) -> tuple[str, str, Where] | None:
    hundred = Fraction(100)
    target, values = key_result.target, _values(key_result)
    if target is not None and target.value is not None and target.value >= _LIKE_ANSWERS and _like_answers(key_result):
        message = (
            f"`{target.text}` is low for a net promoter score, which runs to +100, and looks like the answers, 0 to 10"
        )
        hint = (
            "Write the score with its sign, such as `+40`, or the mean of the answers with its scale, such as `9/10`."
        )
        return message, hint, target.where or key_result.where
    return _outside(key_result, -hundred, hundred, "−100 to +100", "Correct the value.") if values else None


def _like_answers(key_result: KeyResult) -> bool:
    """Whether all that is known is a number from 0 to 10 without a sign, and begins no lower than such means do."""
    amounts = [amount for amount in (key_result.target, key_result.baseline) if amount and amount.value is not None]
    signed = any(amount.quantity is not None and amount.quantity.style.signed for amount in amounts)
    start = key_result.baseline.value if key_result.baseline else None
    low = start is not None and start < _LIKE_ANSWERS - 1
    return (
        not signed
        and not low
        and all(_ANSWERS.start <= value <= _ANSWERS.stop - 1 for _, value, _ in _values(key_result))
    )


def _values(key_result: KeyResult) -> list[tuple[str, Fraction, Where]]:
    amounts: tuple[Amount | None, ...] = (key_result.target, key_result.baseline, key_result.level)
    ends = [(one.text, one.value, one.where or key_result.where) for one in amounts if one and one.value is not None]
    read = [(one.text or "", one.value, one.where) for one in key_result.readings if one.value is not None]
    return [*ends, *read]
