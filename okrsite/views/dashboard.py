"""The dashboard: how the cycle stands, what needs help, what changed, then the company, then teams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.cards import objective_card
from okrsite.views.context import Context
from okrsite.views.marks import foot, status_mark
from okrsite.views.onward import onward
from okrsite.views.opening import opening, running_days
from okrsite.views.page import Page
from okrsite.views.parts import Change, Empty, Foot, ObjectiveCard, Prose, Ref, Stat, StatusMark, Table
from okrsite.views.selection import (
    BEHIND,
    WEEK,
    change_of_week,
    cycles_around,
    furthest_behind,
    greatest_changes,
    shown_cycle,
)
from okrsite.views.selection import Change as WeekChange
from okrsite.views.teamtable import team_table
from okrsite.views.told import standing, start_text
from okrsite.views.values import values_of
from okrsite.views.words import gettext as _

_MOST = 3


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Where today lies in the cycle: `gone` in percent, the words at both ends and at today."""

    label: str
    gone: str
    first: str
    today: str
    last: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Item:
    """A key result in a short list: a status or an arrow, its value at the end, and what there is to say."""

    title: Ref
    value: str
    status: StatusMark | None
    change: Change | None
    text: str
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A short list under its head; `none` says why there is nothing in it."""

    anchor: str
    head: str
    sub: str
    items: tuple[Item, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Objectives under their head."""

    head: str
    sub: str
    cards: tuple[ObjectiveCard, ...]


@dataclass(frozen=True, slots=True)
class DashboardView:
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
        view=dashboard(context),
    )


def dashboard(context: Context, cycle: Cycle | None = None, *, embedded: bool = False) -> DashboardView:
    """Return the dashboard of a cycle, of the one that counts today unless said."""
    cycle = cycle or shown_cycle(context.graph, context.as_of)
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
        stats=values_of(context, cycle),
        lists=_without_anchors(_lists(context, cycle)) if embedded else _lists(context, cycle),
        company=_company(context, cycle),
        teams=table,
        teams_sub=_("those that need help first") if _runs(context, cycle) else "",
        more_teams=more,
        onward=onward(context, cycle),
        empty=None,
        foot=foot(context, None, Ref(_("All numbers as data"), context.urls.data("okrs.json"))),
    )


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


def _lists(context: Context, cycle: Cycle) -> tuple[Items, ...]:
    state = context.card.states[cycle.id]
    own = counted(context, cycle)
    if state is CycleState.UPCOMING or not own:
        return ()
    if state is CycleState.CLOSED:
        return (_missed(context, own), _reached(context, own))
    return (_need(context, own), _changed(context, own))


def _without_anchors(lists: tuple[Items, ...]) -> tuple[Items, ...]:
    return tuple(replace(one, anchor="") for one in lists)


def counted(context: Context, cycle: Cycle) -> list[KeyResultNumbers]:
    """Return the numbers of a cycle's counted key results."""
    numbers_of = context.card.key_results
    return [
        numbers_of[one.id]
        for objective in context.index.of_cycle.get(cycle.id, ())
        for one in objective.key_results
        if numbers_of[one.id].counted
    ]


def _need(context: Context, own: list[KeyResultNumbers]) -> Items:
    worst = furthest_behind(own, BEHIND)[:_MOST]
    none = _("No key result is behind what today expects.")
    if not any(one.score is not None for one in own):
        none = _("Nothing is measured yet, so nothing can be behind.")
    return Items(
        anchor="help",
        head=_("Needs help"),
        sub=_("furthest behind what today expects") if worst else "",
        items=tuple(behind_item(context, one) for one in worst),
        none=none,
    )


def behind_item(context: Context, one: KeyResultNumbers) -> Item:
    """Return a key result that is behind: where it stands, who answers for it."""
    key_result = context.graph.key_results[one.id]
    objective = context.graph.objective_of(key_result)
    who = ", ".join(part for part in (context.team_name(objective.team), key_result.owner) if part)
    reached = one.score if one.progress is None else one.progress
    return Item(
        title=Ref(key_result.title, context.address(one.id)),
        value=numbers.percent(reached),
        status=status_mark(one.status),
        change=None,
        text=f"{who}: {standing(key_result, one)}",
    )


def _changed(context: Context, own: list[KeyResultNumbers]) -> Items:
    moves = (change_of_week(one, context.as_of) for one in own)
    chosen = greatest_changes((move for move in moves if move), _MOST)
    week = numbers.span(context.as_of - WEEK + timedelta(days=1), context.as_of, context.as_of)
    return Items(
        anchor="changed",
        head=_("Changed this week"),
        sub=week,
        items=tuple(_change_item(context, change) for change in chosen),
        none=_("No reading of the last seven days says anything new."),
    )


def _change_item(context: Context, change: WeekChange) -> Item:
    key_result = context.graph.key_results[change.id]
    objective = context.graph.objective_of(key_result)
    note = change.reading.note
    was = change.before.text if change.before else start_text(key_result)
    words = _("now {now}, was {was}") if was else _("now {now}")
    said = "" if note else words.format(now=change.reading.text or numbers.UNKNOWN, was=was)
    return Item(
        title=Ref(key_result.title, context.address(change.id)),
        value=_("achieved") if change.reached else numbers.points(change.delta),
        status=None,
        change=Change("▲", "up") if change.delta > 0 else Change("▼", "down"),
        text=f"{context.team_name(objective.team)}: {said}",
        note=Prose(note, objective.uri) if note else None,
    )


def _missed(context: Context, own: list[KeyResultNumbers]) -> Items:
    worst = furthest_behind(own, (Status.MISSED,))[:_MOST]
    return Items(
        anchor="help",
        head=_("Fell shortest"),
        sub=_("furthest below success") if worst else "",
        items=tuple(behind_item(context, one) for one in worst),
        none=_("Every key result reached success."),
    )


def _reached(context: Context, own: list[KeyResultNumbers]) -> Items:
    best = furthest_behind(own, (Status.ACHIEVED,))[::-1][:_MOST]
    return Items(
        anchor="changed",
        head=_("Reached furthest"),
        sub=_("furthest above success") if best else "",
        items=tuple(behind_item(context, one) for one in best),
        none=_("No key result reached success."),
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
