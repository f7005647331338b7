"""How a cycle's objectives hang together: who reaches the company's aims, who stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from okrsite.compute.scorecard import Scorecard
from okrsite.model.graph import OkrGraph
from okrsite.model.objective import Objective


@dataclass(frozen=True, slots=True)
class Alignment:
    """The alignment figures of a cycle (contract §2).

    `share` (0 to 1; None without any objective below the company's) have a path to one of the company's or
    to a pillar; `orphans` are those that have none; `unsupported` the company's objectives and key results
    that nothing supports.
    """

    share: Fraction | None
    orphans: tuple[str, ...]
    unsupported: tuple[str, ...]


def alignments(graph: OkrGraph, card: Scorecard) -> dict[str, Alignment]:
    """The alignment of every cycle; cancelled objectives and drafts are left out."""
    reach = _Reach(graph)
    by_cycle: dict[str, list[Objective]] = {cycle: [] for cycle in graph.cycles}
    for objective in graph.objectives.values():
        if objective.counts and not card.objectives[objective.id].cancelled:
            by_cycle[objective.cycle].append(objective)
    return {cycle: _alignment(objectives, reach, graph, card) for cycle, objectives in by_cycle.items()}


def _alignment(objectives: list[Objective], reach: _Reach, graph: OkrGraph, card: Scorecard) -> Alignment:
    below = [objective for objective in objectives if objective.team != graph.root]
    orphans = tuple(objective.id for objective in below if not reach.arrives(objective))
    unsupported = []
    for objective in objectives:
        if objective.team == graph.root:
            unsupported.extend(_unsupported(objective, graph.supported_by, card))
    share = Fraction(len(below) - len(orphans), len(below)) if below else None
    return Alignment(share, orphans, tuple(unsupported))


def _unsupported(objective: Objective, supported_by: Mapping[str, tuple[str, ...]], card: Scorecard) -> list[str]:
    counted = [part for part in objective.key_results if not card.key_results[part.id].cancelled]
    bare = [part.id for part in counted if part.id not in supported_by]
    alone = objective.id not in supported_by and len(bare) == len(counted)
    return [objective.id, *bare] if alone else bare


class _Reach:
    """Which objectives have a path to the company's or to a pillar; each is looked at once."""

    def __init__(self, graph: OkrGraph) -> None:
        self.graph = graph
        self.arrived: dict[str, bool] = {}

    def arrives(self, objective: Objective) -> bool:
        """Whether a chain of `supports` leads from the objective or its key results to the top."""
        known = self.arrived.get(objective.id)
        if known is not None:
            return known
        seen, pending = {objective.id}, self._above(objective)
        found = False
        while pending and not found:
            step = pending.pop()
            if step in self.graph.pillars:
                found = True
            elif step not in seen:
                seen.add(step)
                above = self.graph.objectives[step]
                found = above.team == self.graph.root or self.arrived.get(step, False)
                pending.extend(self._above(above))
        self.arrived[objective.id] = found
        return found

    def _above(self, objective: Objective) -> list[str]:
        """What an objective and its key results support: pillars, and objectives (a key result's its own)."""
        named = [*objective.supports, *(id for part in objective.key_results for id in part.supports)]
        key_results = self.graph.key_results
        return [key_results[id].objective if id in key_results else id for id in named]
