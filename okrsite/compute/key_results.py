"""All numbers of one key result on a day."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from okrsite.compute.freshness import is_stale, last_checkin
from okrsite.compute.score import measure
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.compute.stage import Stage
from okrsite.compute.verdict import band_of, expected_of, status_of, succeeds, success_of
from okrsite.model.key_result import LEVELS, KeyResult
from okrsite.model.objective import Objective
from okrsite.model.reading import HandScore

T = TypeVar("T")


def final_score(computed: Fraction | None, hand_score: HandScore | None, stage: Stage) -> tuple[Fraction | None, str]:
    """Return the score that counts and its source, "computed" or "hand".

    A score set by hand wins once the cycle is closed (contract §2). One that only records the computed score, as
    closing a cycle does, changes nothing.
    """
    if hand_score is None or not stage.closed or records(hand_score.score, computed):
        return computed, "computed"
    return hand_score.score, "hand"


def records(recorded: Fraction, computed: Fraction | None) -> bool:
    """Return whether a score is the computed one, written as the shortest decimal of the nearest double.

    >>> records(Fraction("0.3333333333333333"), Fraction(1, 3)), records(Fraction("0.33"), Fraction(1, 3))
    (True, False)
    """
    return computed is not None and float(recorded) == float(computed)


def key_result_numbers(key_result: KeyResult, objective: Objective, stage: Stage) -> KeyResultNumbers:
    """Return the numbers of a key result of `objective`, which lends it success, cadence and cancellation."""
    cancelled = stage.cancelled(objective.cancelled) or stage.cancelled(key_result.cancelled)
    counted = objective.counts and not cancelled
    checkins = stage.checkins(key_result.readings)
    measured = measure(key_result, objective.cadence, stage, checkins, counted=counted)
    score, source = final_score(measured.score, key_result.hand_score, stage)
    success = success_of(objective.commitment, stage.settings)
    expected = expected_of(key_result, stage, success)
    met = counts_as_met(measured.met, score, source)
    reached = succeeds(score, objective, stage.settings, met)
    final = stage.ended or key_result.type not in LEVELS
    last = last_checkin(key_result, checkins, stage)
    return KeyResultNumbers(
        id=key_result.id,
        objective=objective.id,
        cycle_state=stage.state,
        current=measured.current,
        progress=measured.progress,
        score=score,
        score_computed=measured.score,
        score_source=source,
        hand_score=key_result.hand_score,
        success=success,
        expected=expected,
        met=measured.met,
        fell_back=measured.highest is not None,
        highest=measured.highest,
        band=band_of(score, met, stage.settings),
        status=status_of(score, expected, stage, cancelled=cancelled, success=reached, final=final),
        confidence=_latest([r.confidence for r in checkins], key_result.confidence),
        stale=counted and is_stale(last, stage, objective.cadence),
        last_checkin=last,
        age=None if last is None else (stage.as_of - last).days,
        health=_latest([r.health for r in checkins], key_result.health),
        cancelled=cancelled,
        counted=counted,
        points=measured.points,
        stretches=measured.stretches,
        derivation=measured.derivation,
    )


def counts_as_met(met: bool | None, score: Fraction | None, source: str) -> bool:
    """Return whether a target counts as met; where no reading can tell, a full score set by hand does.

    >>> counts_as_met(None, Fraction(1), "hand"), counts_as_met(False, Fraction(1), "hand")
    (True, False)
    """
    return (source == "hand" and score == 1) if met is None else met


def target_met(numbers: KeyResultNumbers) -> bool:
    """Return whether the target of a key result counts as met."""
    return counts_as_met(numbers.met, numbers.score, numbers.score_source)


def _latest(said: Sequence[T | None], otherwise: T | None) -> T | None:
    """Return what the newest check-in says that says anything; else what stands at the key result itself."""
    for word in reversed(said):
        if word is not None:
            return word
    return otherwise
