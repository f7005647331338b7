"""How a cycle's objectives hang together: who reaches the company's aims, who stands alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from msgspec import Struct

from okrsite.compute.scorecard import Scorecard
from okrsite.model.graph import OkrGraph
from okrsite.model.objective import Objective

K = TypeVar("K")


class Alignment(Struct, frozen=True):
    """The alignment figures of a cycle, or of one team in a cycle (contract §2).

    `share` (0 to 1; None without any objective below the company's) have a path to one of the company's or
    to a pillar: `aligned` of `total`; `orphans` are those that have none; `unsupported` the company's objectives and
    key results that nothing supports (of a team: empty, unless it is the root).
    """

    share: Fraction | None
    orphans: tuple[str, ...]
    unsupported: tuple[str, ...]
    aligned: int = 0
    total: int = 0


def alignments(graph: OkrGraph, card: Scorecard) -> dict[str, Alignment]:
    """The alignment of every cycle; what is cancelled or a draft is left out."""
    gathered: dict[str, list[Objective]] = {cycle: [] for cycle in graph.cycles}
    for objective in _counted(graph, card):
        gathered[objective.cycle].append(objective)
    return _alignments(gathered, graph, card)


def team_alignments(graph: OkrGraph, card: Scorecard) -> dict[tuple[str, str], Alignment]:
    """The alignment of every team in each cycle in which it has objectives, by (team id, cycle id)."""
    gathered: dict[tuple[str, str], list[Objective]] = defaultdict(list)
    for objective in _counted(graph, card):
        gathered[(objective.team, objective.cycle)].append(objective)
    return _alignments(gathered, graph, card)


def _counted(graph: OkrGraph, card: Scorecard) -> Iterator[Objective]:
    for objective in graph.objectives.values():
        if objective.counts and not card.objectives[objective.id].cancelled:
            yield objective


def _alignments(gathered: Mapping[K, list[Objective]], graph: OkrGraph, card: Scorecard) -> dict[K, Alignment]:
    arrived, supported = _arrived(graph, card), supported_ids(graph, card)
    return {key: _alignment(objectives, arrived, supported, graph, card) for key, objectives in gathered.items()}


def _alignment(
    objectives: Iterable[Objective], arrived: set[str], supported: set[str], graph: OkrGraph, card: Scorecard
) -> Alignment:
    below = [objective.id for objective in objectives if objective.team != graph.root]
    top = [objective for objective in objectives if objective.team == graph.root]
    orphans = tuple(id for id in below if id not in arrived)
    unsupported = tuple(id for objective in top for id in _unsupported(objective, supported, card))
    aligned = len(below) - len(orphans)
    return Alignment(Fraction(aligned, len(below)) if below else None, orphans, unsupported, aligned, len(below))


def supported_ids(graph: OkrGraph, card: Scorecard) -> set[str]:
    """Every id that something names in `supports`: agreed objectives and key results, and bets, none given up."""
    supported: set[str] = set()
    for objective in _counted(graph, card):
        supported.update(objective.supports)
        for part in objective.key_results:
            if not card.key_results[part.id].cancelled:
                supported.update(part.supports)
    for bet in graph.initiatives.values():
        if bet.state != "dropped":
            supported.update(bet.supports)
    return supported


def _unsupported(objective: Objective, supported: set[str], card: Scorecard) -> list[str]:
    counted = [part.id for part in objective.key_results if not card.key_results[part.id].cancelled]
    bare = [id for id in counted if id not in supported]
    alone = objective.id not in supported and len(bare) == len(counted)
    return [objective.id, *bare] if alone else bare


def _arrived(graph: OkrGraph, card: Scorecard) -> set[str]:
    """The objectives from which a chain of `supports` leads to the company's or a pillar.

    A key result that supports something takes its objective along, and one that is supported leads on to its own.
    Nothing cancelled is a step of a chain; a draft may be one.
    """
    supporters: dict[str, list[str]] = defaultdict(list)
    standing = [one for one in graph.objectives.values() if not card.objectives[one.id].cancelled]
    for objective in standing:
        named = [part.supports for part in objective.key_results if not card.key_results[part.id].cancelled]
        for target in (*objective.supports, *(id for ids in named for id in ids)):
            part = card.key_results.get(target)
            if part is None or not part.cancelled:
                supporters[part.objective if part else target].append(objective.id)
    pending = [*graph.pillars, *(objective.id for objective in standing if objective.team == graph.root)]
    arrived = set(pending)
    while pending:
        for id in supporters[pending.pop()]:
            if id not in arrived:
                arrived.add(id)
                pending.append(id)
    return arrived
