"""How far a value has come, by the kind of its key result; exact, and not clamped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from okrsite.model.key_result import POINTS, Amount, KeyResult, KeyResultType, Milestone

ZERO, ONE = Fraction(0), Fraction(1)


def clamp(progress: Fraction) -> Fraction:
    """Return the score that an unclamped progress is worth, 0 to 1 (contract §2).

    >>> clamp(Fraction(-17, 28)), clamp(Fraction(13, 10)), clamp(Fraction(29, 100))
    (Fraction(0, 1), Fraction(1, 1), Fraction(29, 100))
    """
    if progress.numerator <= 0:
        return ZERO
    return ONE if progress.numerator >= progress.denominator else progress


def share_of_the_way(value: Fraction, start: Fraction, target: Fraction) -> Fraction:
    """Return (value - start) / (target - start), upward or downward alike (contract §2: metric, change).

    `start` and `target` differ. 12,000 to 18,000 at 14,500 is 41.7 %, 24 hours to 15 minutes at 6 hours 75.8 %:

    >>> share_of_the_way(Fraction(14500), Fraction(12000), Fraction(18000))
    Fraction(5, 12)
    >>> float(round(share_of_the_way(Fraction(360), Fraction(1440), Fraction(15)), 3))
    0.758
    >>> share_of_the_way(Fraction(-5), Fraction(12), Fraction(40))
    Fraction(-17, 28)
    """
    return (value - start) / (target - start)


def share_of_the_way_in(value: Fraction, start: Fraction | None, low: Fraction, high: Fraction) -> Fraction:
    """Return the progress towards the inside of a range, at most 1 (contract §2: range).

    Inside (both ends included) it is 1; on the way in, the share from `start` to the nearer bound; beyond the far
    bound, 1 - distance / |near bound - start|. Without a start outside, all that counts is inside (1) or not (0).

    >>> thirty, forty = Fraction(30), Fraction(40)
    >>> share_of_the_way_in(Fraction(25), Fraction(20), thirty, forty)
    Fraction(1, 2)
    >>> share_of_the_way_in(Fraction(43), Fraction(20), thirty, forty)
    Fraction(7, 10)
    >>> share_of_the_way_in(Fraction(29), None, thirty, forty)
    Fraction(0, 1)
    """
    if low <= value <= high:
        return ONE
    if start is None or low <= start <= high:
        return ZERO
    near, far = (low, high) if start < low else (high, low)
    if (value < near) == (start < near):
        return share_of_the_way(value, start, near)
    return 1 - abs(value - far) / abs(near - start)


def is_done(done: date | bool | None, as_of: date) -> bool:
    """Return whether something is done on `as_of`; a later date is not done yet (contract §2).

    >>> is_done(date(2026, 8, 15), date(2026, 8, 14)), is_done(True, date(2026, 8, 14))
    (False, True)
    """
    return done <= as_of if isinstance(done, date) else bool(done)


def share_done(milestones: Iterable[Milestone], as_of: date) -> Fraction | None:
    """Return the weight done / all weight (contract §2: milestones), None where nothing weighs anything.

    >>> steps = [Milestone("Draft", Fraction(1), None, date(2026, 8, 1)), Milestone("Launch", Fraction(3), None, False)]
    >>> share_done(steps, date(2026, 8, 14))
    Fraction(1, 4)
    """
    weights = [(step.weight, is_done(step.done, as_of)) for step in milestones]
    total = sum((weight for weight, _ in weights), ZERO)
    return sum((weight for weight, done in weights if done), ZERO) / total if total else None


def value_of(amount: Amount | None) -> Fraction | None:
    """Return the number of an amount, None where it is missing or text."""
    return amount.value if amount else None


def way_of(key_result: KeyResult) -> Callable[[Fraction], Fraction] | None:
    """Return the function from a value to progress; None where the kind or a missing start knows none."""
    start = value_of(key_result.start)
    if key_result.type is KeyResultType.RANGE and key_result.bounds:
        bounds = key_result.bounds
        return lambda value: share_of_the_way_in(value, start, bounds.low, bounds.high)
    target = value_of(key_result.target)
    if key_result.type not in POINTS or start is None or target is None:
        return None
    return _metric_way(start, target)


def _metric_way(start: Fraction, target: Fraction) -> Callable[[Fraction], Fraction]:
    """Return share_of_the_way from `start` to `target`, in whole numbers: an archive asks for it 100,000 times."""
    start_above, start_below = start.as_integer_ratio()
    span_above, span_below = (target - start).as_integer_ratio()

    def way(value: Fraction) -> Fraction:
        above, below = value.as_integer_ratio()
        covered = above * start_below - start_above * below
        return Fraction(covered * span_below, below * start_below * span_above)

    return way
