"""How a team stood on another day than the scorecard's, for reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from okrsite.compute.key_results import key_result_numbers
from okrsite.compute.rollup import group_numbers, objective_numbers
from okrsite.compute.scorecard import GroupNumbers, KeyResultNumbers, ObjectiveNumbers
from okrsite.compute.stage import stage_of
from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.settings import Settings


class Standing(Struct, frozen=True):
    """The numbers of some objectives as of a day: of all together, of each, and of each key result, by id."""

    as_of: date
    group: GroupNumbers
    objectives: Mapping[str, ObjectiveNumbers]
    key_results: Mapping[str, KeyResultNumbers]


def standing(objectives: Sequence[Objective], cycle: Cycle, settings: Settings, day: date) -> Standing:
    """Return how objectives of one cycle stood on `day` by the readings up to it; targets are those written now."""
    stage = stage_of(cycle, settings, day)
    parts: dict[str, KeyResultNumbers] = {}
    whole: dict[str, ObjectiveNumbers] = {}
    for objective in objectives:
        own = [key_result_numbers(part, objective, stage) for part in objective.key_results]
        parts.update((one.id, one) for one in own)
        whole[objective.id] = objective_numbers(objective, own, stage)
    scored = [(objective, whole[objective.id]) for objective in objectives]
    return Standing(day, group_numbers(scored, list(parts.values()), stage), whole, parts)
