"""All cycles, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from okrsite.compute.scorecard import Status
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.bars import score_bar, shared_scale
from okrsite.views.context import Context
from okrsite.views.marks import band_mark, foot, status_mark
from okrsite.views.opening import state_words
from okrsite.views.overtime import over_cycles
from okrsite.views.page import Page
from okrsite.views.parts import Cell, Column, Empty, Figure, Foot, Ref, Row, Table
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class CyclesView(Struct, frozen=True):
    """The list of cycles, and their scores over time where two or more are closed."""

    eyebrow: tuple[Ref, ...]
    fact: str
    table: Table | None
    trend: Figure | None
    empty: Empty | None
    foot: Foot


def cycles_pages(context: Context) -> Iterator[Page]:
    """Return the page of all cycles."""
    yield Page(
        address=context.urls.cycles(),
        title=_("Cycles"),
        description=_("All cycles with their scores."),
        template="cycles.html",
        view=all_cycles(context),
    )


def all_cycles(context: Context) -> CyclesView:
    """Return all cycles, the last begun first."""
    newest = sorted(context.graph.cycles.values(), key=lambda one: (one.start, -one.days, one.id), reverse=True)
    closed = [one for one in newest if context.card.states[one.id] is CycleState.CLOSED]
    open_now = [one for one in newest if context.card.states[one.id] in (CycleState.OPEN, CycleState.CLOSING)]
    running = ngettext("{n} cycle is running", "{n} cycles are running", len(open_now))
    done = ngettext("{n} is closed", "{n} are closed", len(closed))
    return CyclesView(
        eyebrow=(Ref(_("Cycles")),),
        fact=_("{running}, {done}.").format(running=running, done=done),
        table=_table(context, newest) if newest else None,
        trend=over_cycles(context, None),
        empty=None if newest else Empty(_("No document names a cycle yet."), _("Cycles begin with objectives.")),
        foot=foot(context),
    )


def _table(context: Context, cycles: list[Cycle]) -> Table:
    groups = [context.card.cycles[cycle.id] for cycle in cycles]
    bars = [
        score_bar(cycle.id, group.pace, group.score, group.expected)
        for cycle, group in zip(cycles, groups, strict=True)
    ]
    columns = (
        Column(_("Cycle")),
        Column(_("Days"), extra=True, quiet=True),
        Column(_("State")),
        Column(_("Objectives"), number=True, extra=True),
        Column(_("Score"), number=True),
        Column(_("Score"), scale=shared_scale(bars, inside=True)),
        Column(_("Band or pace")),
    )
    rows = []
    for cycle, group, bar in zip(cycles, groups, bars, strict=True):
        over = context.card.states[cycle.id] is CycleState.CLOSED
        verdict = (
            Cell(band=band_mark(group.band)) if over else Cell(status=status_mark(group.pace or Status.NOT_STARTED))
        )
        rows.append(
            Row(
                (
                    Cell(cycle.id, context.urls.cycle(cycle)),
                    Cell(numbers.span(cycle.start, cycle.end)),
                    Cell(state_words(context, cycle)),
                    Cell(str(group.objectives)),
                    Cell(numbers.score(group.score), strong=True),
                    Cell(bar=bar),
                    verdict,
                )
            )
        )
    return Table(_("All cycles with their scores"), columns, tuple(rows))
