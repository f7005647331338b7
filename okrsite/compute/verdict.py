"""Verdicts: what success is, what it wants by today, and how a score stands against it."""

from __future__ import annotations

from fractions import Fraction

from okrsite.compute.progress import ZERO
from okrsite.compute.scorecard import Band, Status
from okrsite.compute.stage import Stage
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import LEVELS, KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.settings import Settings


def success_of(commitment: str, settings: Settings) -> Fraction:
    """Return the score that counts as success (contract §2); key results inherit their objective's.

    >>> success_of("aspirational", Settings()), success_of("committed", Settings())
    (Fraction(7, 10), Fraction(1, 1))
    """
    return settings.success_committed if commitment == "committed" else settings.success_aspirational


def expected_of(key_result: KeyResult, stage: Stage, success: Fraction) -> Fraction:
    """Return the score that success wants by today, 0 to 1 (contract §2).

    Elapsed x success; for levels and ranges success itself; for milestones with due dates the weight due / all
    weight x success, where one without a date is due with the cycle's last day.
    """
    if key_result.type in LEVELS:
        return success
    if key_result.type is KeyResultType.MILESTONES:
        due = share_due(key_result, stage)
        return (stage.elapsed if due is None else due) * success
    return stage.elapsed * success


def share_due(key_result: KeyResult, stage: Stage) -> Fraction | None:
    """Return the weight of the milestones due by today / all weight, None where no due date is known."""
    total = sum((step.weight for step in key_result.milestones), ZERO)
    if not total or not any(step.due for step in key_result.milestones):
        return None
    due = (step.weight for step in key_result.milestones if (step.due or stage.cycle.end) <= stage.as_of)
    return sum(due, ZERO) / total


def at_least(score: Fraction, bound: Fraction) -> bool:
    """Return `score >= bound`.

    >>> at_least(Fraction(7, 10), Fraction(7, 10)), at_least(Fraction(2, 3), Fraction(7, 10))
    (True, False)
    """
    # Fraction's own comparison takes four times as long, and an archive needs 100,000 of them.
    (above, below), (bound_above, bound_below) = score.as_integer_ratio(), bound.as_integer_ratio()
    return above * bound_below >= bound_above * below


def succeeds(score: Fraction | None, objective: Objective, settings: Settings, met: bool) -> bool:
    """Return whether a score, of `objective` or one of its key results, is a success (contract §2).

    What was committed must also be `met`: exactly 4 hours scores 1 against `<4 hours`, and is no success.
    """
    if score is None or not at_least(score, success_of(objective.commitment, settings)):
        return False
    return met or objective.commitment != "committed"


def status_of(
    score: Fraction | None,
    expected: Fraction,
    stage: Stage,
    *,
    cancelled: bool,
    success: bool,
    final: bool = True,
) -> Status:
    """Return the status, by the first rule that applies (contract §2).

    `success` tells whether the score is one; `final` is False for levels and ranges while they may still break.
    """
    if cancelled:
        return Status.CANCELLED
    if stage.state is CycleState.UPCOMING:
        return Status.NOT_STARTED
    if score is None:
        return Status.NO_DATA
    if stage.closed:
        return Status.ACHIEVED if success else Status.MISSED
    if success and final:
        return Status.ACHIEVED
    return pace_of(score, expected, stage.settings)


def pace_of(score: Fraction | None, expected: Fraction | None, settings: Settings) -> Status:
    """Return how a score keeps up with what is expected: no verdict, as it says nothing of the end (contract §2).

    >>> [pace_of(Fraction(score, 10), Fraction(5, 10), Settings()).value for score in (5, 4, 3)]
    ['on_track', 'at_risk', 'off_track']
    """
    if score is None or expected is None:
        return Status.NO_DATA
    if at_least(score, expected):
        return Status.ON_TRACK
    return Status.AT_RISK if at_least(score, settings.pace_at_risk * expected) else Status.OFF_TRACK


def band_of(score: Fraction | None, met: bool, settings: Settings) -> Band | None:
    """Return how much was delivered, None for an unknown score; each band holds its lower end (contract §2).

    >>> [band_of(Fraction(score, 10), False, Settings()).value for score in (3, 4, 7, 10)]
    ['off', 'short', 'delivered', 'delivered']
    >>> band_of(Fraction(1), True, Settings()).value
    'exceeded'
    """
    if score is None:
        return None
    # Where the config lets the top band begin below 1.0, no score in it but 1.0 could be met.
    if at_least(score, settings.band_exceeded) and (met or settings.band_exceeded < 1):
        return Band.EXCEEDED
    if at_least(score, settings.band_delivered):
        return Band.DELIVERED
    return Band.SHORT if at_least(score, settings.band_short) else Band.OFF
