"""From the vision to what was shipped: the four levels of a plan, each a link to its page."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.model.cycle import Cycle
from okrsite.views.belonging import bets_of
from okrsite.views.context import Context
from okrsite.views.parts import Ref
from okrsite.views.words import gettext as _

STRATEGY, ROADMAP = "strategy", "roadmap"


def levels(context: Context, cycle: Cycle | None, here: str) -> tuple[Ref, ...]:
    """Return strategy, objectives, roadmap and releases of a cycle; the one that is `here` leads nowhere."""
    return tuple(_levels(context, cycle, here))


def _levels(context: Context, cycle: Cycle | None, here: str) -> Iterator[Ref]:
    yield Ref(_("Strategy"), "" if here == STRATEGY else context.urls.strategy())
    if cycle is None:
        return
    yield Ref(_("Objectives of {cycle}").format(cycle=cycle.id), f"{context.urls.cycle(cycle)}#objectives")
    bets = bets_of(context, cycle)
    roadmap = context.urls.roadmap(cycle) if bets else context.urls.roadmap()
    yield Ref(_("Roadmap"), "" if here == ROADMAP else roadmap)
    if any(bet.releases for bet in bets):
        yield Ref(_("Releases"), "#releases" if here == ROADMAP else f"{roadmap}#releases")
