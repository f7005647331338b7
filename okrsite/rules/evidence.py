"""What rules look at: the graph and its numbers, with the settings and the documents they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from okrsite.codes import CODES
from okrsite.compute.coverage import Coverage, coverages
from okrsite.compute.freshness import PATIENCE
from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers, Scorecard
from okrsite.diagnostics import Where
from okrsite.model.archive import Drift, cycles_by_document, drift_of
from okrsite.model.cycle import CycleState
from okrsite.model.graph import OkrGraph
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.model.seal import NO_SEALS, Seal, Seals
from okrsite.rules.named import is_limit
from okrsite.settings import Settings
from okrsite.source.documents import ObjectivesDocument, RoadmapDocument
from okrsite.source.marks import Key
from okrsite.source.read import Document

_AHEAD = (CycleState.UPCOMING, CycleState.OPEN)
READ = (KeyResultType.METRIC, KeyResultType.CHANGE, KeyResultType.RANGE, KeyResultType.MAINTAIN)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a rule may judge by; `documents` are by uri, `coverage` by key result.

    `unreadable` are the uris of documents that can't be read, `seals` those that are set by the day of the numbers;
    `drifts` tell of each how the documents differ from it, `sealed` are the uris of what they hold. `written` is the
    day of the commit that is checked out, where git knows it. `plans` are the objectives that can still be changed:
    those that are not cancelled, drafts among them, of cycles to come and of those that run.
    """

    graph: OkrGraph
    card: Scorecard
    settings: Settings
    documents: Mapping[str, Document]
    unreadable: tuple[str, ...] = ()
    seals: Seals = NO_SEALS
    written: date | None = None
    coverage: Mapping[str, Coverage] = field(init=False, repr=False)
    drifts: tuple[tuple[Seal, Drift], ...] = field(init=False, repr=False)
    sealed: frozenset[str] = field(init=False, repr=False)
    plans: tuple[tuple[Objective, ObjectiveNumbers], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compute what the bets cover, how documents differ from seals and what can be changed, once for all rules."""
        object.__setattr__(self, "coverage", coverages(self.graph, self.card))
        object.__setattr__(self, "drifts", tuple(self._drifts()))
        object.__setattr__(self, "sealed", frozenset(uri for seal in self.seals.all for uri in seal.documents))
        changeable = {cycle for cycle, state in self.card.states.items() if state in _AHEAD}
        plans = (pair for pair in self.objectives() if pair[0].cycle in changeable and not pair[1].cancelled)
        object.__setattr__(self, "plans", tuple(plans))

    def _drifts(self) -> Iterator[tuple[Seal, Drift]]:
        if self.seals.all:
            belonging = cycles_by_document(self.documents.values(), self.graph, self.settings)
            for seal in self.seals.all:
                yield seal, drift_of(seal, self.documents, belonging, self.unreadable)

    def objectives(self) -> Iterator[tuple[Objective, ObjectiveNumbers]]:
        """Every objective with its numbers."""
        for objective in self.graph.objectives.values():
            yield objective, self.card.objectives[objective.id]

    def key_results(self) -> Iterator[tuple[KeyResult, KeyResultNumbers]]:
        """Every key result with its numbers."""
        for key_result in self.graph.key_results.values():
            yield key_result, self.card.key_results[key_result.id]

    def closed(self, objective: Objective) -> bool:
        """Whether an objective's cycle is closed, so that nothing about its plan can be mended any more."""
        return self.card.states[objective.cycle] == CycleState.CLOSED

    def running(self, objective: Objective) -> bool:
        """Whether an objective's cycle is open, or waits for late figures."""
        return self.card.states[objective.cycle] in (CycleState.OPEN, CycleState.CLOSING)

    def ahead(self, objective: Objective) -> bool:
        """Whether an objective's cycle is still to come or runs, so that its plan can be changed."""
        return self.card.states[objective.cycle] in _AHEAD

    def planned(self) -> Iterator[tuple[KeyResult, KeyResultNumbers, Objective]]:
        """Every key result of `plans` that is not cancelled, with its numbers and its objective."""
        numbers = self.card.key_results
        for objective, _ in self.plans:
            for key_result in objective.key_results:
                own = numbers[key_result.id]
                if not own.cancelled:
                    yield key_result, own, objective

    def unread(self, key_result: KeyResult, numbers: KeyResultNumbers) -> bool:
        """Whether a sound key result of an open cycle has no reading two cadences after the first day."""
        if numbers.current is not None or not numbers.counted or numbers.cycle_state is not CycleState.OPEN:
            return False
        objective = self.graph.objective_of(key_result)
        gone = (self.card.as_of - self.graph.cycles[objective.cycle].start).days
        return key_result.type in READ and key_result.fault is None and gone > PATIENCE[objective.cadence]

    def where(self, part: Objective | KeyResult | Initiative, *key: Key) -> Where:
        """The place of what stands under a key of an objective, key result or initiative; its own without that key."""
        uri = self.graph.objective_of(part).uri if isinstance(part, KeyResult) else part.uri
        document = self.documents[uri]
        path = next((path for path in _entries(document) if document.where(*path) == part.where), None)
        marks = document.marks.at(*path, *key) if path is not None else None
        return part.where if marks is None else Where(document.path, marks.value.line, marks.value.column)

    def limits(self, rule: str, usual: Mapping[str, float]) -> Mapping[str, float]:
        """The settings of a rule: `usual`, and what the configuration says instead under its name or code."""
        every = self.settings.rules.settings
        if not every:
            return usual
        written = {**every.get(CODES[rule][0], {}), **every.get(rule, {})}
        return {**usual, **{key: value for key, value in written.items() if key in usual and is_limit(value)}}


def _entries(document: Document) -> Iterator[tuple[Key, ...]]:
    """The path of every objective, key result and initiative of a document."""
    if isinstance(document.content, RoadmapDocument):
        yield from (("initiatives", index) for index in range(len(document.content.initiatives)))
    elif isinstance(document.content, ObjectivesDocument):
        for index, objective in enumerate(document.content.objectives):
            yield "objectives", index
            yield from (("objectives", index, "key_results", number) for number in range(len(objective.key_results)))


def last_closed(graph: OkrGraph, card: Scorecard) -> Mapping[tuple[str, str], list[Objective]]:
    """The counted objectives, by team and cycle, of the closed cycles with the latest last day."""
    closed = [graph.cycles[id] for id, state in card.states.items() if state is CycleState.CLOSED]
    counting = [cycle for cycle in closed if card.cycles[cycle.id].objectives]
    last = max((cycle.end for cycle in counting), default=None)
    names = {cycle.id for cycle in counting if cycle.end == last}
    found: dict[tuple[str, str], list[Objective]] = {}
    for objective in graph.objectives.values():
        if objective.cycle in names and card.objectives[objective.id].counted:
            found.setdefault((objective.team, objective.cycle), []).append(objective)
    return found
