"""Which cycle a bet belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from okrsite.model.cycle import Cycle
from okrsite.model.initiative import Initiative
from okrsite.views.context import Context, kept
from okrsite.views.selection import current_cycle


def bets_of(context: Context, cycle: Cycle) -> tuple[Initiative, ...]:
    """Return the bets of a cycle's roadmaps, and those of other roadmaps that move its key results."""
    return _by_cycle(context).get(cycle.id, ())


@kept
def _by_cycle(context: Context) -> dict[str, tuple[Initiative, ...]]:
    found: dict[str, list[Initiative]] = defaultdict(list)
    shown = current_cycle(context)
    for bet in context.graph.initiatives.values():
        cycles = dict.fromkeys((*([bet.cycle] if bet.cycle else []), *_cycles_moved(context, bet)))
        for cycle in cycles or ([shown.id] if shown else []):
            found[cycle].append(bet)
    return {cycle: tuple(bets) for cycle, bets in found.items()}


def _cycles_moved(context: Context, bet: Initiative) -> Iterator[str]:
    for id in (*(move.key_result for move in bet.moves), *bet.enables):
        yield context.graph.objectives[context.graph.key_results[id].objective].cycle
