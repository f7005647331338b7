"""Lines through the graph: from a bet up to its pillars, from a pillar down to the bets, many to many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from okrsite.model.graph import OkrGraph
from okrsite.model.initiative import Initiative

MOST_PATHS = 64
"""How many paths up are told at most; where everything supports everything they are without number."""

Edges = Mapping[str, tuple[str, ...]]


class Lineage(Struct, frozen=True):
    """The edges of a graph, both ways; all ids are canonical and every order is that of the documents.

    `up` leads from an initiative to the key results that it moves or makes measurable and to what it supports, from
    a key result to what it supports and then to its objective, from an objective to what it and then its key results
    support. `down` is the way back: below an objective are its key results and then its supporters, below a key
    result its supporters and then the initiatives that move or enable it, below a pillar its supporters; a supporting
    key result stands for itself. `primary` is the one parent under which an objective is drawn: the first that it
    supports, else the first that one of its key results does, else None; following it never runs in a circle.
    """

    up: Edges
    down: Edges
    primary: Mapping[str, str | None]


def lineage(graph: OkrGraph) -> Lineage:
    """The edges of a whole graph, over all its cycles."""
    up = dict(_upward(graph))
    return Lineage(up, _downward(graph), _primary(graph))


def ancestors(lines: Lineage, id: str, most: int = MOST_PATHS) -> tuple[tuple[str, ...], ...]:
    """Every path from just above `id` to where nothing stands above, as written first; at most `most` of them.

    A path that leads through a key result goes on with its objective, and never comes by the same id twice.
    """
    paths: list[tuple[str, ...]] = []
    pending: list[tuple[str, ...]] = [(id,)]
    while pending and len(paths) < most:
        path = pending.pop()
        above = [step for step in lines.up.get(path[-1], ()) if step not in path]
        if not above and len(path) > 1:
            paths.append(path[1:])
        pending.extend((*path, step) for step in reversed(above))
    return tuple(paths)


def above(lines: Lineage, id: str) -> tuple[str, ...]:
    """All ids over `id`, nearest first, each once."""
    return tuple(_reached(lines.up, id))


def below(lines: Lineage, id: str) -> tuple[str, ...]:
    """All ids under `id`, nearest first, each once; a supporting key result doesn't bring its objective along."""
    return tuple(_reached(lines.down, id))


def _upward(graph: OkrGraph) -> Iterator[tuple[str, tuple[str, ...]]]:
    for objective in graph.objectives.values():
        through = (target for part in objective.key_results for target in part.supports)
        yield objective.id, tuple(dict.fromkeys((*objective.supports, *through)))
    for part in graph.key_results.values():
        yield part.id, (*(target for target in part.supports if target != part.objective), part.objective)
    for bet in graph.initiatives.values():
        yield bet.id, _aims(bet)


def _aims(bet: Initiative) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(move.key_result for move in bet.moves), *bet.enables, *bet.supports)))


def _downward(graph: OkrGraph) -> Edges:
    down: dict[str, list[str]] = defaultdict(list)
    for objective in graph.objectives.values():
        down[objective.id].extend(part.id for part in objective.key_results)
    for objective in graph.objectives.values():
        for goal in objective.goals:
            for target in goal.supports:
                down[target].append(goal.id)
    for bet in graph.initiatives.values():
        for target in _aims(bet):
            down[target].append(bet.id)
    return {id: tuple(dict.fromkeys(ids)) for id, ids in down.items()}


def _primary(graph: OkrGraph) -> dict[str, str | None]:
    primary: dict[str, str | None] = {}
    for objective in graph.objectives.values():
        through = (target for part in objective.key_results for target in part.supports)
        primary[objective.id] = next(iter((*objective.supports, *through)), None)
    for objective in graph.objectives.values():
        # What objectives themselves support holds no circle, so every circle has one of these links.
        if not objective.supports and _returns(objective.id, primary, graph):
            primary[objective.id] = None
    return primary


def _returns(id: str, primary: Mapping[str, str | None], graph: OkrGraph) -> bool:
    seen: set[str] = set()
    step = primary[id]
    while step is not None and step not in seen:
        seen.add(step)
        step = graph.key_results[step].objective if step in graph.key_results else step
        if step == id:
            return True
        step = primary.get(step)
    return False


def _reached(edges: Edges, id: str) -> Iterator[str]:
    seen, pending = {id}, [id]
    for step in pending:
        for following in edges.get(step, ()):
            if following not in seen:
                seen.add(following)
                pending.append(following)
                yield following
