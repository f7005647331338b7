"""The graph of an organisation: everything that its documents say, resolved and linked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

from okrsite.model.chronicle import CheckIn, Retrospective, Review
from okrsite.model.cycle import Cycle
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.organization import Pillar, Strategy, Team
from okrsite.model.past import Change


class Name(Struct, frozen=True):
    """What an id or alias stands for: `kind` is objective, key_result, initiative, pillar or document (by its uri)."""

    kind: str
    id: str
    alias: bool = False


class OkrGraph(Struct, frozen=True):
    """All that the documents mean. Mappings are by canonical id; `names` by id or alias in lower case.

    `supported_by` maps an objective, key result or pillar to the objectives and key results that name it
    directly; `moved_by` maps a key result to the initiatives that move it. `cycles` are ordered by first
    day, then last. `pages` maps the uri of each document to its kind. `changes` are what commits changed of
    objectives and key results that were agreed on, since their cycle's first day, by their canonical id.
    `empty_checkins` are those documents that say nothing, which are no check-ins.
    """

    root: str
    cycles: Mapping[str, Cycle]
    teams: Mapping[str, Team]
    strategies: tuple[Strategy, ...]
    pillars: Mapping[str, Pillar]
    objectives: Mapping[str, Objective]
    key_results: Mapping[str, KeyResult]
    initiatives: Mapping[str, Initiative]
    checkins: tuple[CheckIn, ...]
    reviews: tuple[Review, ...]
    retrospectives: tuple[Retrospective, ...]
    names: Mapping[str, Name]
    supported_by: Mapping[str, tuple[str, ...]]
    moved_by: Mapping[str, tuple[str, ...]]
    pages: Mapping[str, str]
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=lambda: MappingProxyType({}))
    empty_checkins: tuple[CheckIn, ...] = ()

    def objective_of(self, key_result: KeyResult) -> Objective:
        """The objective that a key result belongs to."""
        return self.objectives[key_result.objective]

    def objectives_of(self, team: str, cycle: str | None = None) -> tuple[Objective, ...]:
        """A team's own objectives, of one cycle or of all, in the order of the documents."""
        return tuple(
            objective
            for objective in self.objectives.values()
            if objective.team == team and cycle in (None, objective.cycle)
        )

    def children_of(self, team: str) -> tuple[Team, ...]:
        """The teams directly below a team, by name."""
        children = (child for child in self.teams.values() if child.parent == team)
        return tuple(sorted(children, key=lambda child: (child.name.lower(), child.id)))

    def retrospective_of(self, team: str, cycle: str) -> Retrospective | None:
        """A team's retrospective of a cycle, or None."""
        for retrospective in self.retrospectives:
            if (retrospective.team, retrospective.cycle) == (team, cycle):
                return retrospective
        return None
