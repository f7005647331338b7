"""Weighted means: from key results to objectives, and from those to teams and cycles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from types import MappingProxyType

from okrsite.compute.freshness import is_stale
from okrsite.compute.key_results import final_score, target_met
from okrsite.compute.scorecard import GroupNumbers, KeyResultNumbers, ObjectiveNumbers, Status
from okrsite.compute.stage import Stage
from okrsite.compute.verdict import band_of, pace_of, status_of, succeeds, success_of
from okrsite.model.key_result import LEVELS, KeyResult
from okrsite.model.objective import Objective

Part = tuple[str, Fraction, Fraction]
Counted = tuple[KeyResult, KeyResultNumbers]
Scored = tuple[Objective, ObjectiveNumbers]


def weighted_mean(weighted: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return the mean of (weight, value) pairs, exact; None without any weight (contract §2).

    >>> weighted_mean([(Fraction(1), Fraction(1, 2)), (Fraction(3), Fraction(1, 10))])
    Fraction(1, 5)
    >>> weighted_mean([]) is None, weighted_mean([(Fraction(0), Fraction(1))]) is None
    (True, True)
    """
    pairs = [(weight.as_integer_ratio(), value.as_integer_ratio()) for weight, value in weighted]
    if not pairs:
        return None
    weights = [weight for weight, _ in pairs]
    if weights.count(weights[0]) == len(weights):
        # The usual case, nobody wrote a weight, and by far the quickest: a plain mean.
        above, below = _sum([value for _, value in pairs])
        return Fraction(above, below * len(pairs)) if weights[0][0] else None
    weight, scale = _sum(weights)
    above, below = _sum([(weight[0] * value[0], weight[1] * value[1]) for weight, value in pairs])
    return Fraction(above * scale, below * weight) if weight else None


def _sum(ratios: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the sum of numerators and denominators as such; Fractions added one by one would each be reduced."""
    common = lcm(*[below for _, below in ratios])
    return sum([above * (common // below) for above, below in ratios]), common


def objective_numbers(objective: Objective, key_results: Sequence[KeyResultNumbers], stage: Stage) -> ObjectiveNumbers:
    """Return the numbers of an objective from those of its key results, in the same order.

    Its own cancelled key results don't count; the rest is computed for drafts and cancelled objectives too,
    which are shown but enter nothing above.
    """
    pairs = [
        (key_result, numbers)
        for key_result, numbers in zip(objective.key_results, key_results, strict=True)
        if not stage.cancelled(key_result.cancelled)
    ]
    parts = tuple((kr.id, kr.weight, numbers.score) for kr, numbers in pairs if numbers.score is not None)
    computed = None if objective.fault else mean_of(parts)
    score, source = final_score(computed, objective.hand_score, stage)
    met = all(target_met(numbers) for key_result, numbers in pairs if key_result.weight)
    last = max((numbers.last_checkin for _, numbers in pairs if numbers.last_checkin), default=None)
    success = success_of(objective.commitment, stage.settings)
    cancelled = stage.cancelled(objective.cancelled)
    counted = objective.counts and not cancelled
    return ObjectiveNumbers(
        id=objective.id,
        score=score,
        score_computed=computed,
        score_source=source,
        hand_score=objective.hand_score,
        success=success,
        expected=stage.elapsed * success,
        band=band_of(score, met and bool(pairs), stage.settings),
        status=_status(objective, pairs, stage, score, met),
        measured=len(parts),
        total=len(pairs),
        parts=parts,
        cancelled=cancelled,
        counted=counted,
        stale=counted and bool(pairs) and is_stale(last, stage, objective.cadence),
        last_checkin=last,
        health=objective.health,
    )


def _status(objective: Objective, pairs: Sequence[Counted], stage: Stage, score: Fraction | None, met: bool) -> Status:
    weighing = [key_result.type for key_result, _ in pairs if key_result.weight]
    # Nothing but levels and ranges may still break as a whole, just as each of them may.
    lasting = not weighing or any(kind not in LEVELS for kind in weighing)
    return status_of(
        score,
        stage.elapsed * success_of(objective.commitment, stage.settings),
        stage,
        cancelled=stage.cancelled(objective.cancelled),
        success=succeeds(score, objective, stage.settings, met),
        final=stage.ended or lasting,
    )


def mean_of(parts: Iterable[Part]) -> Fraction | None:
    """Return the weighted mean of (id, weight, score) parts."""
    return weighted_mean((weight, score) for _, weight, score in parts)


def group_numbers(
    scored: Sequence[Scored],
    key_results: Sequence[KeyResultNumbers],
    stage: Stage,
    team: str | None = None,
    checkins: Iterable[date] = (),
) -> GroupNumbers:
    """Return the numbers of a team's cycle or a whole one: the mean over its agreed, uncancelled objectives.

    `expected` is the mean over the same objectives as `score`, so that the two compare; over all of them while
    nothing is measured. `checkins` are days of check-ins that read no key result.
    """
    counted = [(objective, numbers) for objective, numbers in scored if numbers.counted]
    entering = [numbers for numbers in key_results if numbers.counted]
    measured = [numbers for numbers in entering if numbers.score is not None]
    parts = tuple((o.id, o.weight, n.score) for o, n in counted if n.score is not None)
    score = mean_of(parts)
    expected = _expected(counted)
    objectives = {objective.id: objective for objective, _ in counted}
    successes = sum(_at_success(numbers, objectives[numbers.objective], stage) for numbers in measured)
    met = bool(entering) and all(target_met(numbers) for numbers in entering)
    days = [*checkins, *(numbers.last_checkin for numbers in entering if numbers.last_checkin)]
    return GroupNumbers(
        cycle=stage.cycle.id,
        team=team,
        score=score,
        expected=expected,
        pace=pace_of(score, expected, stage.settings) if stage.running and counted else None,
        band=band_of(score, met, stage.settings),
        hit=Fraction(successes, len(measured)) if measured else None,
        at_success=successes,
        key_results=len(entering),
        measured=len(measured),
        stale=sum(numbers.stale for numbers in entering),
        objectives=len(counted),
        parts=parts,
        statuses=MappingProxyType(Counter(n.status for o, n in scored if o.counts)),
        bands=MappingProxyType(Counter(n.band for _, n in counted if n.band is not None)),
        last_checkin=max(days, default=None),
    )


def _expected(counted: Sequence[Scored]) -> Fraction | None:
    known = [(o, n) for o, n in counted if n.score is not None] or counted
    return weighted_mean((o.weight, n.expected) for o, n in known if n.expected is not None)


def _at_success(numbers: KeyResultNumbers, objective: Objective, stage: Stage) -> bool:
    return succeeds(numbers.score, objective, stage.settings, target_met(numbers))
