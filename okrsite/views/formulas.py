"""Formulas: how a key result's progress follows from its values, with the very numbers it was computed from.

Values are in the key result's unit and exact, so that anybody can compute the result again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.key_result import Amount, KeyResult
from okrsite.views import numbers
from okrsite.views.parts import Bit, Paragraph
from okrsite.views.readings import done_steps, unit_name, wanted
from okrsite.views.words import gettext as _


def value_of(amount: Amount | None) -> Fraction | None:
    """Return the number of an amount, None without one."""
    return amount.value if amount else None


def formula(key_result: KeyResult, reckoned: KeyResultNumbers, as_of: date) -> Paragraph:
    """Return the formula of a key result's progress and score; the reason where there is none."""
    write = _FORMULAS.get(reckoned.derivation)
    if write is not None and reckoned.progress is not None:
        return (*write(key_result, reckoned, as_of), *_score(reckoned))
    return (Bit(_without(key_result, reckoned)),)


def _score(reckoned: KeyResultNumbers) -> Paragraph:
    computed = reckoned.score_computed
    if computed is None or reckoned.progress is None:
        return ()
    text = _(", score {score}").format(score=numbers.score(computed))
    if reckoned.progress < 0:
        text += _(" (a score is never below 0)")
    if reckoned.progress > 1:
        text += _(" (a score is never above 1)")
    return (Bit(text),)


def difference(value: Fraction, other: Fraction) -> str:
    """Return a subtraction in brackets.

    >>> difference(Fraction(74), Fraction(68)), difference(Fraction(40), Fraction(-5))
    ('(74 − 68)', '(40 − (−5))')
    """
    behind = numbers.exact(other)
    return f"({numbers.exact(value)} − {f'({behind})' if other < 0 else behind})"


def ratio(part: tuple[Fraction, Fraction], whole: tuple[Fraction, Fraction]) -> str:
    """Return the quotient of two differences, first written out and then worked out.

    >>> ratio((Fraction(74), Fraction(68)), (Fraction(85), Fraction(68)))
    '(74 − 68) ÷ (85 − 68) = 6 ÷ 17'
    """
    above, below = numbers.exact(part[0] - part[1]), numbers.exact(whole[0] - whole[1])
    return f"{difference(*part)} ÷ {difference(*whole)} = {above} ÷ {below}"


def _result(text: str, share: Fraction, unit: str = "") -> Paragraph:
    ending = f", {unit}" if unit else ""
    return (Bit(f"{text} = ", "formula"), Bit(numbers.percent(share, 1), "number"), Bit(ending))


def _metric(key_result: KeyResult, reckoned: KeyResultNumbers, _as_of: date) -> Paragraph:
    current = reckoned.current.value if reckoned.current else None
    start, target = value_of(key_result.start), value_of(key_result.target)
    if current is None or start is None or target is None or reckoned.progress is None:
        return ()
    # A way down is written from above, so that both differences are above zero when all is well.
    pairs = ((current, start), (target, start)) if target > start else ((start, current), (start, target))
    return _result(ratio(*pairs), reckoned.progress, unit_name(key_result.unit))


def _range(key_result: KeyResult, reckoned: KeyResultNumbers, _as_of: date) -> Paragraph:
    bounds, current = key_result.bounds, reckoned.current
    if bounds is None or current is None or current.value is None or reckoned.progress is None:
        return ()
    value, start, unit = current.value, value_of(key_result.start), unit_name(key_result.unit)
    low, high, shown = numbers.exact(bounds.low), numbers.exact(bounds.high), numbers.exact(value)
    if bounds.low <= value <= bounds.high:
        return _result(_("{low} ≤ {value} ≤ {high}: inside").format(low=low, value=shown, high=high), Fraction(1), unit)
    if start is None or bounds.low <= start <= bounds.high:
        return _result(_("{value} is not within {low} to {high}").format(value=shown, low=low, high=high), Fraction(0))
    near, far = (bounds.low, bounds.high) if start < bounds.low else (bounds.high, bounds.low)
    whole = (near, start) if near > start else (start, near)
    if (value > far) if near < far else (value < far):
        beyond = (value, far) if value > far else (far, value)
        return _result(f"1 − {ratio(beyond, whole).replace(' = ', ' = 1 − ')}", reckoned.progress, unit)
    part = (value, start) if near > start else (start, value)
    return _result(ratio(part, whole), reckoned.progress, unit)


def _maintain(_key_result: KeyResult, reckoned: KeyResultNumbers, _as_of: date) -> Paragraph:
    decided = [part.met for part in reckoned.stretches if part.met is not None]
    text = _("periods held ÷ periods so far = {met} ÷ {all}").format(met=sum(decided), all=len(decided))
    return _result(text, reckoned.progress or Fraction(0))


def _single(key_result: KeyResult, reckoned: KeyResultNumbers, _as_of: date) -> Paragraph:
    typed = (reckoned.current.text if reckoned.current else None) or numbers.UNKNOWN
    sentence = _("{value} meets {wanted}") if reckoned.met else _("{value} does not meet {wanted}")
    text = sentence.format(value=typed, wanted=wanted(key_result))
    return (*_result(text, reckoned.progress or Fraction(0)), Bit(_(", the only value there is")))


def _milestones(key_result: KeyResult, _reckoned: KeyResultNumbers, as_of: date) -> Paragraph:
    names = set(done_steps(key_result, as_of))
    done = sum((step.weight for step in key_result.milestones if step.name in names), Fraction(0))
    whole = sum((step.weight for step in key_result.milestones), Fraction(0))
    text = _("weight done ÷ weight = {done} ÷ {all}").format(done=numbers.exact(done), all=numbers.exact(whole))
    return _result(text, done / whole if whole else Fraction(0))


def _binary(_key_result: KeyResult, reckoned: KeyResultNumbers, _as_of: date) -> Paragraph:
    return _result(_("done") if reckoned.met else _("not done yet"), reckoned.progress or Fraction(0))


_FORMULAS: dict[str, Callable[[KeyResult, KeyResultNumbers, date], Paragraph]] = {
    "metric": _metric,
    "change": _metric,
    "assumed": _metric,
    "range": _range,
    "maintain": _maintain,
    "single_level": _single,
    "milestones": _milestones,
    "binary": _binary,
}


def _without(key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Return why there is no progress, and what score that makes."""
    typed = (reckoned.current.text if reckoned.current else None) or numbers.UNKNOWN
    sentences = {
        "no_reading": _("There is no reading yet, so progress and score are unknown and left out of the mean."),
        "closed_unmeasured": _("The cycle closed without a reading: score 0.00."),
        "met_without_start": _("{value} meets {wanted}; without a start there is no way to measure: score 1.00."),
        "unmet_without_start": _(
            "{value} does not meet {wanted} yet; without a start there is no way to measure, so the score is unknown."
        ),
        "closed_unmet": _("{value} did not meet {wanted} when the cycle closed: score 0.00."),
        "no_direction": _(
            "It is not said where {wanted} is counted from, nor whether more or less is better: the score is unknown."
        ),
        "no_target": _("The target is not written as a number, so progress and score are unknown."),
        "no_kind": _("Nothing is written that it could be measured by, so progress and score are unknown."),
    }
    if reckoned.derivation in sentences:
        return sentences[reckoned.derivation].format(value=typed, wanted=wanted(key_result))
    return _("Progress and score are unknown: {fault}.").format(fault=(key_result.fault or "").replace("`", ""))
