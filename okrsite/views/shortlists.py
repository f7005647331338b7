"""Short lists of key results: what needs help, what changed this week, what fell shortest and got furthest."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.parts import Change, Prose, Ref, StatusMark
from okrsite.views.selection import BEHIND, WEEK, change_of_week, furthest_behind, greatest_changes
from okrsite.views.selection import Change as WeekChange
from okrsite.views.told import standing, start_text
from okrsite.views.words import gettext as _

_MOST = 3


class Item(Struct, frozen=True):
    """A key result in a short list: a status or an arrow, its value at the end, and what there is to say."""

    title: Ref
    value: str
    status: StatusMark | None
    change: Change | None
    text: str
    note: Prose | None = None


class Items(Struct, frozen=True):
    """A short list under its head; `none` says why there is nothing in it."""

    anchor: str
    head: str
    sub: str
    items: tuple[Item, ...]
    none: str


def short_lists(context: Context, cycle: Cycle, *, anchored: bool = True) -> tuple[Items, ...]:
    """Return what needs help beside what changed; of a closed cycle what fell shortest beside what got furthest.

    None before a cycle begins; without anchors for a page that has its own.
    """
    made = _lists(context, cycle)
    return made if anchored else tuple(replace(one, anchor="") for one in made)


def _lists(context: Context, cycle: Cycle) -> tuple[Items, ...]:
    state = context.card.states[cycle.id]
    own = counted(context, cycle)
    if state is CycleState.UPCOMING or not own:
        return ()
    if state is CycleState.CLOSED:
        return (_missed(context, own), _reached(context, own))
    return (_need(context, own), _changed(context, own))


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
