"""What every view is made from, with lookups that cost nothing per page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeVar

from okrsite.compute.coverage import Coverage, coverages
from okrsite.compute.forecast import Forecast, Record, forecasts, records, spreads
from okrsite.compute.lineage import Lineage, lineage
from okrsite.compute.needs import Need, open_needs
from okrsite.compute.past_errors import Spread
from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers, Scorecard
from okrsite.compute.trend import WeekScore, team_weeks
from okrsite.compute.weekly import Happened, weekly
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.chronicle import CheckIn, Retrospective, Review
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.graph import OkrGraph
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.organization import Strategy, Team
from okrsite.model.seal import NO_SEALS, Seals
from okrsite.model.week import Week
from okrsite.settings import Settings
from okrsite.views.forge import Forge, forge_of
from okrsite.views.ruletext import RuleText
from okrsite.views.urls import Urls

Written = Team | Strategy | Objective | Initiative | CheckIn | Review | Retrospective
"""What a document may hold."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Site:
    """The site itself; `commit` and `url` are None where they are not known.

    `folder` is where the project lies in its repository, with a slash behind it, empty for the root.
    """

    name: str
    url: str | None = None
    commit: str | None = None
    version: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The graph looked at from the other side, built once for all pages.

    Keys are canonical ids. `used_by` is who depends on an objective or key result, `carried_to` where it went
    on, `objectives` are by (team, cycle), `of_cycle` and `of_team` those of one of the two, `retrospectives` by
    (team, cycle), `checkins` the documents that read a key result, newest first,
    `supporters` the initiatives that support an id, `enablers` those that make a key result measurable,
    `findings` what was found about an id, `uris` the document of a path, `documents` what stands in a uri's file.
    """

    used_by: Mapping[str, tuple[str, ...]]
    carried_to: Mapping[str, tuple[str, ...]]
    objectives: Mapping[tuple[str, str], tuple[Objective, ...]]
    of_cycle: Mapping[str, tuple[Objective, ...]]
    of_team: Mapping[str, tuple[Objective, ...]]
    retrospectives: Mapping[tuple[str, str], Retrospective]
    checkins: Mapping[str, tuple[CheckIn, ...]]
    supporters: Mapping[str, tuple[Initiative, ...]]
    enablers: Mapping[str, tuple[Initiative, ...]]
    findings: Mapping[str, tuple[Diagnostic, ...]]
    uris: Mapping[str, str]
    documents: Mapping[str, tuple[Written, ...]]


@dataclass(frozen=True, slots=True)
class Context:
    """The graph, its numbers and the site: all that a view may know.

    `audience` is whom the pages are for, `rules` are what the rules say of themselves, `seals` which
    cycles are sealed, `commits` the last commit that changed each document, by its uri: its place among all and its id.
    """

    graph: OkrGraph
    card: Scorecard
    settings: Settings
    findings: tuple[Diagnostic, ...] = ()
    site: Site = Site("OKRs")
    audience: str = "internal"
    rules: tuple[RuleText, ...] = ()
    seals: Seals = NO_SEALS
    commits: Mapping[str, tuple[int, str]] = field(default_factory=lambda: MappingProxyType({}))
    urls: Urls = field(init=False, repr=False)
    index: Index = field(init=False, repr=False)
    _kept: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Build the addresses and the index."""
        object.__setattr__(self, "urls", Urls(self.settings.paths))
        object.__setattr__(self, "index", _indexed(self.graph, self.findings))

    @property
    def as_of(self) -> date:
        """The day that the numbers are of."""
        return self.card.as_of

    def day_of(self, cycle: str) -> date:
        """The day that a cycle's numbers are of: the one on which it closed, the as-of day as long as it is not."""
        if self.card.states[cycle] is not CycleState.CLOSED:
            return self.as_of
        seal = self.seals.of(cycle)
        return self.cycle(cycle).closes(self.settings.grace, seal.closed if seal else None)

    def once(self, name: str, make: Callable[[], V]) -> V:
        """What `make` returns, made when it is first asked for under this name and kept as long as the context."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: V = self._kept[name]
        return kept

    def know(self, name: str, value: object) -> None:
        """Take what would be made under a name from elsewhere."""
        self._kept[name] = value

    def kept(self, name: str, make: Callable[[Context], V]) -> V:
        """The same for what is made of the context itself; `name` tells the function, as `kept` does."""
        return self.once(name, lambda: make(self))

    @property
    def coverage(self) -> Mapping[str, Coverage]:
        """How far the bets on each key result carry, by its id."""
        return self.once("coverage", lambda: coverages(self.graph, self.card))

    @property
    def lines(self) -> Lineage:
        """What leads from bets up to pillars and back down, over all cycles."""
        return self.once("lines", lambda: lineage(self.graph))

    @property
    def records(self) -> tuple[Record, ...]:
        """The readings of all key results that have or had enough to be foretold."""
        return self.once("records", lambda: tuple(records(self.graph, self.card)))

    @property
    def forecasts(self) -> Mapping[str, Forecast]:
        """How running key results will end if they go on as they did, by id; those without a forecast are missing."""
        return self.once("forecasts", lambda: forecasts(self.records, self.card, past_errors(self)))

    @property
    def weekly(self) -> Mapping[Week, Happened]:
        """What happened in each week in which anybody checked in, oldest first."""
        return self.once("weekly", lambda: weekly(self.graph, self.card))

    @property
    def needs(self) -> tuple[Need, ...]:
        """What teams ask for and nobody has given them yet, the oldest first."""
        return self.once("needs", lambda: open_needs(self.graph, self.card))

    def weeks(self, cycle: str) -> Mapping[str, tuple[WeekScore, ...]]:
        """The scores of a cycle's teams week by week, by team id, and under "" those of the whole cycle."""
        return self.once(f"weeks {cycle}", lambda: team_weeks(self.graph, self.settings, self.card, cycle))

    def cycle(self, id: str) -> Cycle:
        """A cycle by its canonical id."""
        return self.graph.cycles[id]

    def team_name(self, id: str) -> str:
        """A team's name; its id where nothing is known of it."""
        team = self.graph.teams.get(id)
        return team.name if team else id

    def title(self, id: str) -> str:
        """What an objective, key result, initiative or pillar is called; its id where it is unknown."""
        graph = self.graph
        if id in graph.objectives:
            return graph.objectives[id].title
        if id in graph.key_results:
            return graph.key_results[id].title
        named = graph.initiatives.get(id) or graph.pillars.get(id)
        return named.name if named else id

    def address(self, id: str) -> str:
        """Where an objective, key result, initiative or pillar stands; empty where it is unknown."""
        graph, urls = self.graph, self.urls
        if id in graph.objectives:
            return urls.objective(id)
        if id in graph.key_results:
            return urls.key_result(graph.key_results[id])
        if id in graph.initiatives:
            return urls.document(graph.initiatives[id].uri, id)
        if id in graph.pages:
            return urls.document(id)
        return urls.pillar(id) if id in graph.pillars else ""

    def uri(self, where: Where | None) -> str:
        """The uri of the document at a place, empty where it is not one of the graph's."""
        return self.index.uris.get(where.path, "") if where else ""

    def numbers(self, id: str) -> ObjectiveNumbers | KeyResultNumbers | None:
        """The numbers of an objective or a key result, None for anything else."""
        return self.card.objectives.get(id) or self.card.key_results.get(id)

    @property
    def forge(self) -> Forge:
        """The repository on the web."""
        return self.once("forge", lambda: forge_of(self.settings.repository, self.site.folder))

    def edit(self, where: Where | None) -> str:
        """Where the file at a place can be edited, empty without a repository on the web."""
        return self.forge.edit(where.path, where.line) if where else ""


KEPT: dict[str, Callable[[Context], Any]] = {}
"""All functions that are kept, by the name under which they are."""


def kept(make: Callable[[Context], V]) -> Callable[[Context], V]:
    """A function that is called once for each context, and by its name can be asked again for what it says."""
    name = f"{make.__module__}:{make.__qualname__}"

    @wraps(make)
    def told(context: Context) -> V:
        return context.kept(name, make)

    KEPT[name] = told
    return told


@kept
def past_errors(context: Context) -> dict[str, Spread]:
    """How far forecasts were off at the stage of each running cycle, by its id."""
    return spreads(context.records, context.card)


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Return values by their keys, keys and values in the order in which they come."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _indexed(graph: OkrGraph, findings: tuple[Diagnostic, ...]) -> Index:
    goals: list[Objective | KeyResult] = [*graph.objectives.values(), *graph.key_results.values()]
    newest_first = sorted(graph.checkins, key=lambda checkin: checkin.date, reverse=True)
    initiatives = tuple(graph.initiatives.values())
    entries = _entries(graph)
    return Index(
        used_by=grouped((needed, goal.id) for goal in goals for needed in goal.depends_on),
        carried_to=grouped((goal.carried_from, goal.id) for goal in goals if goal.carried_from),
        objectives=grouped(((one.team, one.cycle), one) for one in graph.objectives.values()),
        of_cycle=grouped((one.cycle, one) for one in graph.objectives.values()),
        of_team=grouped((one.team, one) for one in graph.objectives.values()),
        retrospectives={(one.team, one.cycle): one for one in reversed(graph.retrospectives)},
        checkins=grouped((id, checkin) for checkin in newest_first for id in checkin.readings),
        supporters=grouped((id, bet) for bet in initiatives for id in bet.supports),
        enablers=grouped((id, bet) for bet in initiatives for id in bet.enables),
        findings=grouped((found.subject, found) for found in findings if found.subject),
        uris={entry.where.path: entry.uri for entry in entries if entry.where and entry.uri},
        documents=grouped((entry.uri, entry) for entry in entries if entry.uri),
    )


def _entries(graph: OkrGraph) -> list[Written]:
    return [
        *graph.teams.values(),
        *graph.objectives.values(),
        *graph.initiatives.values(),
        *graph.strategies,
        *graph.checkins,
        *graph.empty_checkins,
        *graph.reviews,
        *graph.retrospectives,
    ]
