"""What the objectives that serve a pillar score, cycle by cycle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.lineage import Lineage, below
from okrsite.compute.rollup import weighted_mean
from okrsite.compute.scorecard import Scorecard
from okrsite.model.graph import OkrGraph
from okrsite.model.objective import Objective


class Serving(Struct, frozen=True):
    """The objectives of one cycle that serve a pillar, directly or through others, and their weighted mean.

    `score` and `expected` (0 to 1) are over those that are measured, None without any.
    """

    cycle: str
    objectives: tuple[str, ...]
    score: Fraction | None
    expected: Fraction | None


def pillar_scores(graph: OkrGraph, card: Scorecard, lines: Lineage) -> dict[str, tuple[Serving, ...]]:
    """What serves each pillar, the cycle that began last first; drafts and what is cancelled count in nothing."""
    return {id: tuple(_serving(graph, card, lines, id)) for id in graph.pillars}


def _serving(graph: OkrGraph, card: Scorecard, lines: Lineage, pillar: str) -> Iterator[Serving]:
    groups: dict[str, dict[str, Objective]] = defaultdict(dict)
    for id in below(lines, pillar):
        objective = graph.objectives.get(graph.key_results[id].objective if id in graph.key_results else id)
        if objective and objective.counts and not card.objectives[objective.id].cancelled:
            groups[objective.cycle][objective.id] = objective
    cycles = graph.cycles
    for cycle in sorted(groups, key=lambda id: (cycles[id].start, -cycles[id].days, id), reverse=True):
        them = groups[cycle]
        known = [(one.weight, card.objectives[id]) for id, one in them.items()]
        scores = [(weight, one.score) for weight, one in known if one.score is not None]
        wanted = [(weight, one.expected) for weight, one in known if one.score is not None and one.expected is not None]
        yield Serving(cycle, tuple(them), weighted_mean(scores), weighted_mean(wanted))
