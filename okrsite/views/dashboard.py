"""The dashboard: how the cycle stands, what needs help, what changed, then the company, then teams."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.aligned import share_value
from okrsite.views.cards import objective_card
from okrsite.views.context import Context
from okrsite.views.marks import foot
from okrsite.views.onward import onward
from okrsite.views.opening import opening, running_days
from okrsite.views.page import Deferred, Page
from okrsite.views.parts import Empty, Foot, ObjectiveCard, Ref, Stat, Table
from okrsite.views.selection import (
    current_cycle,
    cycles_around,
)
from okrsite.views.shortlists import Items, short_lists
from okrsite.views.teamtable import team_table
from okrsite.views.values import values_of
from okrsite.views.words import gettext as _


class TimeLine(Struct, frozen=True):
    """Where today lies in the cycle: `gone` in percent, the words at both ends and at today."""

    label: str
    gone: str
    first: str
    today: str
    last: str
    anchor: str


class Cards(Struct, frozen=True):
    """Objectives under their head."""

    head: str
    sub: str
    cards: tuple[ObjectiveCard, ...]


class DashboardView(Struct, frozen=True):
    """The dashboard; `embedded` in a page of an author, it opens with a paragraph instead of the page's title."""

    embedded: bool
    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    time: TimeLine | None
    stats: tuple[Stat, ...]
    lists: tuple[Items, ...]
    company: tuple[Cards, ...]
    teams: Table | None
    teams_sub: str
    more_teams: Ref | None
    onward: tuple[tuple[Ref, ...], ...]
    empty: Empty | None
    foot: Foot


def dashboard_pages(context: Context) -> Iterator[Page]:
    """Return the dashboard."""
    yield Page(
        address=context.urls.home(),
        title=context.site.name,
        description=_("How the objectives of {name} stand.").format(name=context.site.name),
        template="dashboard.html",
        view=Deferred(partial(dashboard, context)),
    )


def dashboard(context: Context, cycle: Cycle | None = None, *, embedded: bool = False) -> DashboardView:
    """Return the dashboard of a cycle, of the one that counts today unless said."""
    cycle = cycle or current_cycle(context)
    if cycle is None:
        return _without_objectives(context, embedded)
    table, more = team_table(context, cycle)
    says = opening(context, cycle)
    return DashboardView(
        embedded=embedded,
        eyebrow=(Ref(cycle.id, context.urls.cycle(cycle)), *map(Ref, running_days(context, cycle))),
        fact=says.fact,
        act=says.act,
        time=time_line(context, cycle),
        stats=_values(context, cycle),
        lists=short_lists(context, cycle, anchored=not embedded),
        company=_company(context, cycle),
        teams=table,
        teams_sub=_("those that need help first") if _runs(context, cycle) else "",
        more_teams=more,
        onward=onward(context, cycle),
        empty=None,
        foot=foot(context, None, Ref(_("All numbers as data"), context.urls.data("okrs.json"))),
    )


def _values(context: Context, cycle: Cycle) -> tuple[Stat, ...]:
    """Return the values of a cycle; while it runs, the last one says how much leads to the company's objectives."""
    values = values_of(context, cycle)
    share = share_value(context, cycle, context.urls.alignment(cycle) + "#loose") if _runs(context, cycle) else None
    return (*values[:-1], share) if values and share else values


def _without_objectives(context: Context, embedded: bool) -> DashboardView:
    return DashboardView(
        embedded=embedded,
        eyebrow=(),
        fact=_("No objectives yet."),
        act=_("The first document with objectives starts the dashboard."),
        time=None,
        stats=(),
        lists=(),
        company=(),
        teams=None,
        teams_sub="",
        more_teams=None,
        onward=(),
        empty=Empty(
            _("No document says `okr: objectives` yet."),
            _("Once one does, its objectives are computed, drawn and found here."),
            Ref(_("See what could not be read."), context.urls.quality()) if context.findings else None,
        ),
        foot=foot(context),
    )


def _runs(context: Context, cycle: Cycle) -> bool:
    return context.card.states[cycle.id] in (CycleState.OPEN, CycleState.CLOSING)


def time_line(context: Context, cycle: Cycle) -> TimeLine | None:
    """Return where today lies in a cycle; None for one that does not run."""
    if context.card.states[cycle.id] is not CycleState.OPEN:
        return None
    day = (context.as_of - cycle.start).days + 1
    gone = float(context.card.elapsed[cycle.id] * 100)
    # Near an end the words of today would lie on those of the end: the end gives way.
    return TimeLine(
        label=_("Day {day} of {days} of the cycle").format(day=day, days=cycle.days),
        gone=f"{gone:.2f}%",
        first=numbers.day(cycle.start, context.as_of) if gone > 22 else "",
        today=numbers.day(context.as_of, context.as_of),
        last=numbers.day(cycle.end, context.as_of) if gone < 78 else "",
        anchor="start" if gone <= 8 else "end" if gone >= 92 else "middle",
    )


def _company(context: Context, cycle: Cycle) -> tuple[Cards, ...]:
    """Return the company's objectives, those of longer cycles around this one first."""
    around = cycles_around(context.graph, cycle)
    groups = []
    for one in (*around, cycle):
        own = context.index.objectives.get((context.graph.root, one.id), ())
        shown = tuple(objective_card(context, objective) for objective in own if _stands(context, objective))
        if shown:
            groups.append(Cards(_head(one, bool(around)), _scale_words(context, one), shown))
    return tuple(groups)


def _stands(context: Context, objective: Objective) -> bool:
    return objective.counts and not context.card.objectives[objective.id].cancelled


def _head(cycle: Cycle, several: bool) -> str:
    return _("Company objectives of {cycle}").format(cycle=cycle.id) if several else _("Company objectives")


def _scale_words(context: Context, cycle: Cycle) -> str:
    if context.card.states[cycle.id] is not CycleState.OPEN:
        return _("bar: share of the way")
    day = numbers.day(context.as_of, context.as_of)
    return _("bar: share of the way; dark tick: where {day} should be").format(day=day)
