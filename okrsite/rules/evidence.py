"""What rules look at: the graph and its numbers, with the settings and the documents they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from okrsite.compute.coverage import Coverage, coverages
from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers, Scorecard
from okrsite.model.archive import Drift, cycles_by_document, drift_of
from okrsite.model.cycle import CycleState
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.seal import NO_SEALS, Seal, Seals
from okrsite.settings import Settings
from okrsite.source.read import Document


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a rule may judge by; `documents` are by uri, `coverage` by key result.

    `unreadable` are the uris of documents that can't be read, `seals` those that are set by the day of the numbers;
    `drifts` tell of each how the documents differ from it.
    """

    graph: OkrGraph
    card: Scorecard
    settings: Settings
    documents: Mapping[str, Document]
    unreadable: tuple[str, ...] = ()
    seals: Seals = NO_SEALS
    coverage: Mapping[str, Coverage] = field(init=False, repr=False)
    drifts: tuple[tuple[Seal, Drift], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compute what the bets cover and how documents differ from seals, once for all rules."""
        object.__setattr__(self, "coverage", coverages(self.graph, self.card))
        object.__setattr__(self, "drifts", tuple(self._drifts()))

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
        return self.card.states[objective.cycle] in (CycleState.UPCOMING, CycleState.OPEN)
