"""What teams can't do without each other, and whether the other side has said yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective


class Dependency(Struct, frozen=True):
    """`item`, an objective or key result of `team`, can't do without `on`, which is in the hands of `other`.

    `other` is None for a pillar. `acknowledged` is the name in `acknowledged_by` that speaks for the other side, None
    where there is none. For a team speak its id and name, its lead and champion, whoever owns one of its objectives,
    key results or initiatives, and those who speak for teams above it that are not above both sides. A name
    that speaks for no team we know of is believed too. What a key result depends on is acknowledged on its objective.
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
    known = set().union(*speakers.values())

    def dependency(goal: Objective | KeyResult, objective: Objective, on: str) -> Dependency:
        other = team_of(graph, on)
        theirs = set().union(*(speakers[team] for team in _side(graph, other, objective.team)))
        names = [(name, name.strip().casefold()) for name in objective.acknowledged_by]
        said = next((name for name, lowered in names if lowered in theirs or lowered not in known), None)
        return Dependency(goal.id, objective.team, on, other, said)

    return tuple(
        dependency(goal, objective, on)
        for objective in graph.objectives.values()
        for goal in objective.goals
        for on in goal.depends_on
    )


def team_of(graph: OkrGraph, id: str) -> str | None:
    """The team in whose hands an objective, a key result or an initiative is; None for a pillar."""
    if id in graph.key_results:
        id = graph.key_results[id].objective
    owned = graph.objectives.get(id) or graph.initiatives.get(id)
    return owned.team if owned else None


def _side(graph: OkrGraph, other: str | None, own: str) -> Iterator[str]:
    """The other team and those above it that are not above `own` too, which speak for both sides."""
    above_both = set(_chain(graph, own))
    return (team for team in _chain(graph, other) if team == other or team not in above_both)


def _chain(graph: OkrGraph, team: str | None) -> list[str]:
    chain: list[str] = []
    while team is not None and team not in chain:
        chain.append(team)
        team = graph.teams[team].parent if team in graph.teams else None
    return chain


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
