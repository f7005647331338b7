"""Chains of carried-over objectives: what each cycle decided about them, and where they went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective

CONTINUE, CHANGE, DROP, CARRIED = "continue", "change", "drop", "carried"
"""What a retrospective decides; `carried` is only known from `carried_from`."""


class Passage(Struct, frozen=True):
    """What was decided about `subject`, an objective or a key result, at the end of its cycle.

    `to` is where it went, None where nothing says so. `team` and `cycle` are those of the retrospective that decided
    it, and `uri` its document; what is only known from `carried_from` has those of the subject, and no uri.
    """

    subject: str
    decision: str
    to: str | None
    reason: str | None
    team: str
    cycle: str
    uri: str = ""


def passages(graph: OkrGraph) -> tuple[Passage, ...]:
    """Return all decisions in the order of the retrospectives, then what only `carried_from` tells.

    What is not decided yet is left out. Where something was decided between two objectives, what was carried from one
    to the other adds nothing.
    """
    decided = [
        Passage(one.id, one.decision, one.to, one.reason, told.team, told.cycle, told.uri)
        for told in graph.retrospectives
        for one in told.carry_over
        if one.decision
    ]
    known = {_way(graph, one) for one in decided}
    return (*decided, *(one for one in _carried(graph) if _way(graph, one) not in known))


def _way(graph: OkrGraph, one: Passage) -> tuple[str, str]:
    """From which objective to which a passage leads."""
    return objective_of(graph, one.subject), objective_of(graph, one.to or "")


def _carried(graph: OkrGraph) -> Iterator[Passage]:
    goals: tuple[Objective | KeyResult, ...] = (*graph.objectives.values(), *graph.key_results.values())
    for goal in goals:
        if goal.carried_from:
            before = graph.objectives[objective_of(graph, goal.carried_from)]
            yield Passage(goal.carried_from, CARRIED, goal.id, None, before.team, before.cycle)


def objective_of(graph: OkrGraph, id: str) -> str:
    """Return the objective of a key result, or the objective itself."""
    found = graph.key_results.get(id)
    return found.objective if found else id


def by_objective(graph: OkrGraph, found: tuple[Passage, ...]) -> Mapping[str, tuple[Passage, ...]]:
    """Return passages by the objective that they, or a key result of it, are about."""
    groups: dict[str, list[Passage]] = defaultdict(list)
    for one in found:
        groups[objective_of(graph, one.subject)].append(one)
    return {id: tuple(own) for id, own in groups.items()}


def chains(graph: OkrGraph, found: tuple[Passage, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the objectives that went on as one another, two or more each, oldest first; the longest chains first.

    An objective that became two, or two that became one, are in one chain; so are objectives of which a key result
    went on.
    """
    joined: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.to:
            here, there = objective_of(graph, one.subject), objective_of(graph, one.to)
            if here != there:
                joined[here].add(there)
                joined[there].add(here)
    order = {id: at for at, id in enumerate(graph.objectives)}

    def age(id: str) -> tuple[object, ...]:
        cycle = graph.cycles[graph.objectives[id].cycle]
        return cycle.start, cycle.end, order[id]

    groups = [tuple(sorted(group, key=age)) for group in _groups(joined, order)]
    return tuple(sorted(groups, key=lambda group: -len({graph.objectives[id].cycle for id in group})))


def _groups(joined: Mapping[str, set[str]], order: Mapping[str, int]) -> Iterator[set[str]]:
    seen: set[str] = set()
    for id in sorted(joined, key=order.__getitem__):
        if id not in seen:
            group, pending = {id}, [id]
            while pending:
                near = joined[pending.pop()] - group
                group |= near
                pending.extend(near)
            seen |= group
            yield group
