"""What teams can't do without each other, and whether the other side has said yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective


@dataclass(frozen=True, slots=True)
class Dependency:
    """`item`, an objective or key result of `team`, can't do without `on`, which is in the hands of `other`.

    `other` is None for a pillar. `acknowledged` is the name in `acknowledged_by` that speaks for the other side,
    None where nobody does. A key result's dependencies are acknowledged on its objective.
    """

    item: str
    team: str
    on: str
    other: str | None
    acknowledged: str | None

    @property
    def between_teams(self) -> bool:
        """Whether two different teams are concerned."""
        return self.other is not None and self.other != self.team


def dependencies(graph: OkrGraph) -> tuple[Dependency, ...]:
    """Every dependency, in the order of the documents; those within a team are among them."""
    speakers = _speakers(graph)
    return tuple(
        _dependency(goal, objective, on, graph, speakers)
        for objective in graph.objectives.values()
        for goal in _goals(objective)
        for on in goal.depends_on
    )


def team_of(graph: OkrGraph, id: str) -> str | None:
    """The team in whose hands an objective, a key result or an initiative is; None for a pillar."""
    if id in graph.key_results:
        id = graph.key_results[id].objective
    owned = graph.objectives.get(id) or graph.initiatives.get(id)
    return owned.team if owned else None


def _goals(objective: Objective) -> tuple[Objective | KeyResult, ...]:
    return (objective, *objective.key_results)


def _dependency(
    goal: Objective | KeyResult, objective: Objective, on: str, graph: OkrGraph, speakers: dict[str, set[str]]
) -> Dependency:
    other = team_of(graph, on)
    names = speakers.get(other or "", set())
    said = next((name for name in objective.acknowledged_by if name.strip().casefold() in names), None)
    return Dependency(goal.id, objective.team, on, other, said)


def _speakers(graph: OkrGraph) -> dict[str, set[str]]:
    """Who speaks for a team, in lower case: its id and name, its lead and champion, all who own something of it."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for team in graph.teams.values():
        speakers[team.id] |= _lowered((team.id, team.name, team.lead, team.champion))
    for id, owner in _owners(graph):
        speakers[id] |= _lowered((owner,))
    return speakers


def _owners(graph: OkrGraph) -> Iterator[tuple[str, str | None]]:
    for objective in graph.objectives.values():
        yield objective.team, objective.owner
        for part in objective.key_results:
            yield objective.team, part.owner
    for bet in graph.initiatives.values():
        yield bet.team, bet.owner


def _lowered(names: Iterable[str | None]) -> set[str]:
    return {name.strip().casefold() for name in names if name}
