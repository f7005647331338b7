"""What a revision did to the scores of its day, by the readings that were known then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from okrsite.compute.key_results import key_result_numbers
from okrsite.compute.revisions import Revised
from okrsite.compute.rollup import objective_numbers
from okrsite.compute.stage import Stage, stage_of
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import MEASURED, KeyResult
from okrsite.model.objective import Objective
from okrsite.model.redefinition import definition, redefined
from okrsite.settings import Settings

Score = Fraction | None
Text = tuple[str, str, str | None]
"""What is written, None for nothing, in which field of which key result."""


class Effect(Struct, frozen=True):
    """Scores before and after: those of each key result that was revised, by id, and the objective's."""

    key_results: Mapping[str, tuple[Score, Score]]
    objective: tuple[Score, Score]


def moved_by(
    step: Sequence[Revised], later: Sequence[Revised], objective: Objective, cycle: Cycle, settings: Settings
) -> Effect | None:
    """Return what the revisions of one day did to the scores of that day; None where they moved none.

    `later` are all those after them, oldest first: what they changed is taken back first. None as well where the
    day is unknown, or something else than quantities defines what was revised.
    """
    day = step[0].date
    kinds = {part.id: part.type for part in objective.key_results}
    subjects = {one.subject for one in step if one.measures and kinds.get(one.subject) in MEASURED}
    if day is None or not subjects:
        return None
    stage = stage_of(cycle, settings, day)
    taken_back = [(one.subject, one.field, one.before) for one in reversed(later) if one.measures]
    first = [(one.subject, one.field, one.before) for one in reversed(step) if one.measures]
    then = [(one.subject, one.field, one.after) for one in step if one.measures]
    before, after = (_scores(objective, [*taken_back, *written], stage) for written in (first, then))
    parts = {id: (before[id], after[id]) for id in before if id in subjects}
    return Effect(parts, (before[objective.id], after[objective.id]))


def _scores(objective: Objective, written: Sequence[Text], stage: Stage) -> dict[str, Score]:
    """The scores of an objective and its key results on a day, once other texts are written in their order."""
    parts = tuple(_by_texts(part, [text for text in written if text[0] == part.id]) for part in objective.key_results)
    numbers = [key_result_numbers(part, objective, stage) for part in parts]
    whole = objective_numbers(replace(objective, key_results=parts), numbers, stage)
    return {objective.id: whole.score_computed, **{one.id: one.score_computed for one in numbers}}


def _by_texts(key_result: KeyResult, written: Sequence[Text]) -> KeyResult:
    if not written or key_result.type not in MEASURED:
        return key_result
    texts: dict[str, str | None] = {**definition(key_result)}
    texts.update((field, text) for _, field, text in written)
    return redefined(key_result, {field: text for field, text in texts.items() if text})
