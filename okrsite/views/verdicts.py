"""Why a status is what it is: the rule with its thresholds and this item's inputs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers, Status
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.settings import Settings
from okrsite.views import numbers
from okrsite.views.marks import STATUS_WORDS
from okrsite.views.parts import Bit, Paragraph
from okrsite.views.words import gettext as _

_LEVELS = (KeyResultType.MAINTAIN, KeyResultType.RANGE)


def days_gone(cycle: Cycle, as_of: date) -> int:
    """Return how many of the cycle's days are over, up to and with `as_of`.

    >>> days_gone(Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)), date(2026, 8, 14))
    45
    """
    return min(max((as_of - cycle.start).days + 1, 0), cycle.days)


def expected_by_days(cycle: Cycle, as_of: date, success: Fraction) -> str:
    """Return how the expected score follows from the days gone."""
    return _("{gone} ÷ {days} days × {success}").format(
        gone=days_gone(cycle, as_of), days=cycle.days, success=numbers.exact(success)
    )


def expected_of(key_result: KeyResult, reckoned: KeyResultNumbers, cycle: Cycle, as_of: date) -> str:
    """Return how a key result's expected score came about, empty where it is success itself."""
    if key_result.type in _LEVELS:
        return ""
    steps = key_result.milestones
    if key_result.type is KeyResultType.MILESTONES and any(step.due for step in steps):
        due = sum((step.weight for step in steps if (step.due or cycle.end) <= as_of), Fraction(0))
        whole = sum((step.weight for step in steps), Fraction(0))
        return _("weight due by {day} {due} ÷ {all} × {success}").format(
            day=numbers.day(as_of, as_of),
            due=numbers.exact(due),
            all=numbers.exact(whole),
            success=numbers.exact(reckoned.success),
        )
    return expected_by_days(cycle, as_of, reckoned.success)


def verdict(
    reckoned: KeyResultNumbers | ObjectiveNumbers,
    settings: Settings,
    commitment: str,
    *,
    expected: str,
    closed: bool,
) -> tuple[Paragraph, ...]:
    """Return the rule behind a status in a paragraph; `expected` says how the expected score came about.

    A cancelled, upcoming or unmeasured item has none.
    """
    score, status = reckoned.score, reckoned.status
    if score is None or status in (Status.CANCELLED, Status.NOT_STARTED, Status.NO_DATA):
        return ()
    if closed or status is Status.ACHIEVED:
        return (_final(reckoned, score, commitment, closed),)
    if reckoned.expected is None:
        return ()
    return (_running(score, reckoned.expected, status, expected, settings.pace_at_risk),)


def _final(reckoned: KeyResultNumbers | ObjectiveNumbers, score: Fraction, commitment: str, closed: bool) -> Paragraph:
    success = reckoned.success
    kind = _("committed") if commitment == "committed" else _("aspirational")
    if score < success:
        shown, wanted = numbers.told_apart(score, success)
        text = _("{score} is below {success}, which is success for what is {kind}")
    elif reckoned.status is Status.ACHIEVED:
        shown, wanted = numbers.told_apart(score, success)
        text = _("{score} ≥ {success}, which is success for what is {kind}")
    else:
        shown, wanted = numbers.told_apart(score, success)
        text = _("{score} reaches {success}, but what is {kind} must meet its target as well")
    sentence = text.format(score=shown, success=wanted, kind=kind)
    if closed:
        sentence += _("; the cycle is closed")
    return (_word(reckoned.status), Bit(_(" because {reason}.").format(reason=sentence)))


def _running(score: Fraction, expected: Fraction, status: Status, how: str, pace: Fraction) -> Paragraph:
    shown, wanted = numbers.told_apart(score, expected)
    threshold = pace * expected
    below, lowest = numbers.told_apart(score, threshold)
    product = _("{pace} × {expected} = {threshold}").format(pace=numbers.exact(pace), expected=wanted, threshold=lowest)
    because = f" = {how}" if how else _(" (success)")
    if status is Status.ON_TRACK:
        text = _(" because {score} ≥ expected {expected}{how}. At risk begins below {expected}, off track below {low}.")
    elif status is Status.AT_RISK:
        text = _(" because {score} is below expected {expected}{how}, but not below {product}.")
    else:
        text = _(" because {below} is below {product}, where expected {expected}{how}.")
    words = text.format(
        score=shown, expected=wanted, how=because, product=product, below=below, low=numbers.score(threshold, 3)
    )
    return (_word(status), Bit(words))


def _word(status: Status) -> Bit:
    return Bit(_(STATUS_WORDS[status]), "strong")


def mean(parts: Sequence[tuple[str, Fraction, Fraction]], score: Fraction) -> Paragraph:
    """Return the weighted mean of scores as a formula; `parts` are ids, weights and scores.

    >>> halves = [("a", Fraction(1), Fraction(6, 17)), ("b", Fraction(1), Fraction(0))]
    >>> "".join(bit.text for bit in mean(halves, Fraction(3, 17)))
    '(0.353 + 0) ÷ 2 = 0.176'
    >>> thirds = [("a", Fraction(2), Fraction(1)), ("b", Fraction(1), Fraction(0))]
    >>> "".join(bit.text for bit in mean(thirds, Fraction(2, 3)))
    '(2 × 1 + 1 × 0) ÷ 3 = 0.667'
    """
    whole = sum((weight for _id, weight, _score in parts), Fraction(0))
    alike = len({weight for _id, weight, _score in parts}) == 1
    terms = [_term(None if alike else weight, part) for _id, weight, part in parts]
    divisor = numbers.exact(Fraction(len(parts)) if alike else whole)
    joined = " + ".join(terms)
    text = f"({joined}) ÷ {divisor} = " if len(parts) > 1 else f"{joined} ÷ 1 = "
    return (Bit(text, "formula"), Bit(numbers.score(score, 3), "number"))


def _term(weight: Fraction | None, score: Fraction) -> str:
    needed = numbers.decimals(score)
    shown = numbers.exact(score) if needed is not None and needed <= 3 else numbers.score(score, 3)
    return shown if weight is None else f"{numbers.exact(weight)} × {shown}"
