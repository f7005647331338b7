"""What closing a cycle is about for one team: its objectives, its check-ins, its retrospective where one is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from okrsite.closing.scores import FinalScore, final_scores
from okrsite.compute.scorecard import Scorecard, Status
from okrsite.model.archive import cycles_by_document
from okrsite.model.chronicle import CheckIn, Retrospective, Review
from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.objective import Objective
from okrsite.report import Report
from okrsite.settings import AUDIENCES


class Close(Struct, frozen=True):
    """A cycle that is to be closed; `card` holds its final numbers, `belonging` which document is of which cycle.

    `following` is the cycle that comes next, None where nothing is to be carried over.
    """

    report: Report
    cycle: Cycle
    card: Scorecard
    belonging: Mapping[str, frozenset[str]]
    following: Cycle | None = None

    @property
    def graph(self) -> OkrGraph:
        """What the documents mean."""
        return self.report.graph

    @property
    def day(self) -> date:
        """The day of the close."""
        return self.report.as_of

    def teams(self) -> Iterator[TeamClose]:
        """Each team with objectives that count, by name."""
        counted = [one for one in self.objectives() if self.card.objectives[one.id].counted]
        names = {one.team: self.name(one.team) for one in counted}
        for team in sorted(names, key=lambda id: (names[id].lower(), id)):
            own = tuple(one for one in counted if one.team == team)
            yield TeamClose(self, team, own)

    def objectives(self) -> list[Objective]:
        """Every objective of the cycle, in the order of the documents."""
        return [one for one in self.graph.objectives.values() if one.cycle == self.cycle.id]

    def uris(self) -> list[str]:
        """The documents of the cycle."""
        return sorted(uri for uri, cycles in self.belonging.items() if self.cycle.id in cycles)

    def name(self, team: str) -> str:
        """A team's name."""
        known = self.graph.teams.get(team)
        return known.name if known else team


def close_of(report: Report, cycle: Cycle, card: Scorecard, following: Cycle | None = None) -> Close:
    """What is to be closed; `card` is to have the cycle's final numbers."""
    belonging = cycles_by_document(report.documents.values(), report.graph, report.settings)
    return Close(report, cycle, card, belonging, following)


class TeamClose(Struct, frozen=True):
    """One team's part; `objectives` are those that count."""

    close: Close
    team: str
    objectives: tuple[Objective, ...]

    @property
    def name(self) -> str:
        """The team's name."""
        return self.close.name(self.team)

    @property
    def retrospective(self) -> Retrospective | None:
        """The retrospective that the team has written already."""
        return self.close.graph.retrospective_of(self.team, self.close.cycle.id)

    @property
    def visibility(self) -> str:
        """Whom the drafts are for: as few as the objectives; empty for everybody."""
        documents = self.close.report.documents
        said = {documents[one.uri].content.visibility for one in self.objectives}
        return next((word for word in reversed(AUDIENCES[1:]) if word in said), "")

    def scores(self) -> list[FinalScore]:
        """The final scores of the team's objectives and key results."""
        return list(final_scores(self.objectives, self.close.card))

    def missed(self) -> list[Objective]:
        """The objectives that did not reach success."""
        numbers = self.close.card.objectives
        return [one for one in self.objectives if numbers[one.id].status is not Status.ACHIEVED]

    def checkins(self) -> list[CheckIn]:
        """The team's check-ins of the cycle, oldest first."""
        return [one for one in self.close.graph.checkins if one.team == self.team and self._of_cycle(one.uri)]

    def reviews(self) -> list[Review]:
        """The team's reviews of the cycle, oldest first."""
        return [one for one in self.close.graph.reviews if one.team == self.team and self._of_cycle(one.uri)]

    def _of_cycle(self, uri: str) -> bool:
        return self.close.cycle.id in self.close.belonging.get(uri, frozenset())
