"""The whole organisation on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from okrsite.compute.key_results import key_result_numbers
from okrsite.compute.rollup import Scored, group_numbers, objective_numbers
from okrsite.compute.scorecard import GroupNumbers, KeyResultNumbers, ObjectiveNumbers, Scorecard
from okrsite.compute.stage import Stage, stage_of
from okrsite.model.graph import OkrGraph
from okrsite.settings import Settings


def compute(graph: OkrGraph, settings: Settings, as_of: date, sealed: frozenset[str] = frozenset()) -> Scorecard:
    """Return all numbers of `graph` as of one day; `sealed` holds the ids of cycles closed ahead of their grace.

    Pure: the same input gives the same numbers, whatever the clock says.
    """
    stages = {id: stage_of(cycle, settings, as_of, id in sealed) for id, cycle in graph.cycles.items()}
    key_results: dict[str, KeyResultNumbers] = {}
    objectives: dict[str, ObjectiveNumbers] = {}
    for objective in graph.objectives.values():
        on = stages[objective.cycle]
        own = [key_result_numbers(key_result, objective, on) for key_result in objective.key_results]
        key_results.update((numbers.id, numbers) for numbers in own)
        objectives[objective.id] = objective_numbers(objective, own, on)
    by_cycle, by_team = _grouped(graph, objectives)
    days = _checkin_days(graph, as_of)
    return Scorecard(
        as_of=as_of,
        states=MappingProxyType({id: on.state for id, on in stages.items()}),
        elapsed=MappingProxyType({id: on.elapsed for id, on in stages.items()}),
        key_results=MappingProxyType(key_results),
        objectives=MappingProxyType(objectives),
        teams=MappingProxyType(
            {
                (team, cycle): _group(scored, key_results, stages[cycle], days, team)
                for (team, cycle), scored in by_team.items()
            }
        ),
        cycles=MappingProxyType({id: _group(by_cycle.get(id, ()), key_results, on, days) for id, on in stages.items()}),
    )


def _grouped(
    graph: OkrGraph, numbers: Mapping[str, ObjectiveNumbers]
) -> tuple[dict[str, list[Scored]], dict[tuple[str, str], list[Scored]]]:
    by_cycle: dict[str, list[Scored]] = defaultdict(list)
    by_team: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for objective in graph.objectives.values():
        scored = (objective, numbers[objective.id])
        by_cycle[objective.cycle].append(scored)
        by_team[objective.team, objective.cycle].append(scored)
    return by_cycle, by_team


def _checkin_days(graph: OkrGraph, as_of: date) -> dict[str, list[date]]:
    days: dict[str, list[date]] = defaultdict(list)
    for checkin in graph.checkins:
        if checkin.date <= as_of:
            days[checkin.team].append(checkin.date)
    return days


def _group(
    scored: Sequence[Scored],
    numbers: Mapping[str, KeyResultNumbers],
    on: Stage,
    days: Mapping[str, Sequence[date]],
    team: str | None = None,
) -> GroupNumbers:
    entering = [numbers[key_result.id] for objective, _ in scored for key_result in objective.key_results]
    teams = dict.fromkeys(objective.team for objective, _ in scored)
    checkins = [day for name in teams for day in days.get(name, ()) if _tells(day, on)]
    return group_numbers(scored, entering, on, team, checkins)


def _tells(day: date, on: Stage) -> bool:
    return on.cycle.start <= day and (day - on.cycle.end).days <= on.settings.grace
