"""The final scores of a team's cycle as its retrospective records them, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.progress import is_done
from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers, Scorecard
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.model.reading import HandScore, ReadingSource

_DIGITS = 30


class FinalScore(Struct, frozen=True):
    """The final score of an objective or key result, written so that it reads as the very number of the data."""

    id: str
    score: str
    reason: str


def score_text(score: Fraction) -> str:
    """A score as a decimal: exact where that has an end, else the shortest one of the nearest double.

    >>> score_text(Fraction(1, 8)), score_text(Fraction(1, 3)), score_text(Fraction(1, 10**7))
    ('0.125', '0.3333333333333333', '0.0000001')
    """
    exact = Decimal(score.numerator) / Decimal(score.denominator)
    if Fraction(exact) == score and len(exact.as_tuple().digits) <= _DIGITS:
        return format(exact.normalize(), "f")
    return format(Decimal(repr(float(score))), "f")


def final_scores(objectives: Iterable[Objective], card: Scorecard) -> Iterator[FinalScore]:
    """The scores of all that counts, each objective before its key results; what has none is left out."""
    for objective in objectives:
        numbers = card.objectives[objective.id]
        if not numbers.counted:
            continue
        if numbers.score is not None:
            reason = by_hand(numbers) or _mean(objective, numbers, card)
            yield FinalScore(objective.id, score_text(numbers.score), reason)
        for key_result in objective.key_results:
            own = card.key_results[key_result.id]
            if own.counted and own.score is not None:
                reason = by_hand(own) or _computed(key_result, own, card)
                yield FinalScore(key_result.id, score_text(own.score), reason)


def by_hand(numbers: ObjectiveNumbers | KeyResultNumbers) -> str:
    """Why a score was set by hand; empty for one that is computed."""
    hand: HandScore | None = numbers.hand_score
    if numbers.score_source != "hand" or hand is None:
        return ""
    return hand.reason or "Set by hand; nobody wrote down why"


def _mean(objective: Objective, numbers: ObjectiveNumbers, card: Scorecard) -> str:
    kind = "weighted mean" if len({weight for _, weight, _ in numbers.parts}) > 1 else "mean"
    if numbers.total == 1:
        return f"Computed on {card.as_of} from its key result"
    of = f"{numbers.total}" if numbers.measured == numbers.total else f"{numbers.measured} of {numbers.total}"
    return f"Computed on {card.as_of} as the {kind} of {of} key results"


def _computed(key_result: KeyResult, numbers: KeyResultNumbers, card: Scorecard) -> str:
    current = numbers.current
    if numbers.derivation == "closed_unmeasured":
        return f"No reading; scored 0 on {card.as_of}"
    if key_result.type is KeyResultType.MILESTONES:
        done = sum(is_done(step.done, card.as_of) for step in key_result.milestones)
        return f"Computed on {card.as_of} from {done} of {len(key_result.milestones)} milestones"
    if key_result.type is KeyResultType.BINARY:
        return f"Computed on {card.as_of}: {'done' if numbers.score else 'not done'}"
    if current is None or not current.text:
        return f"Computed on {card.as_of}"
    if numbers.stretches:
        held = sum(part.met is True for part in numbers.stretches)
        return f"Computed on {card.as_of}: held in {held} of {len(numbers.stretches)} periods"
    undated = current.source is ReadingSource.CURRENT and current.commit is None
    when = "written as `current`" if undated else f"read on {current.date}"
    return f"Computed on {card.as_of} from {' '.join(current.text.split())}, {when}"
