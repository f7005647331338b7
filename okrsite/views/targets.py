"""Targets that were moved while a cycle ran: from what to what, when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from okrsite.compute.revisions import Revised, revisions_of
from okrsite.model.objective import Objective
from okrsite.model.past import TARGETS
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import on, reference, team
from okrsite.views.parts import Day, Prose, Ref, StatusMark
from okrsite.views.words import gettext as _


class TargetMove(Struct, frozen=True):
    """One change of a target; `history` leads to all changes of its objective."""

    day: Day | None
    mark: StatusMark | None
    what: Ref
    change: str
    reason: Prose | None
    unlogged: str
    whose: Ref
    history: Ref


def target_moves(context: Context, objectives: Iterable[Objective]) -> tuple[TargetMove, ...]:
    """Return all changes of targets of agreed objectives, newest first."""
    found = [(one.date or date.min, _move(context, objective, one)) for objective, one in _moves(context, objectives)]
    found.sort(key=lambda entry: entry[0], reverse=True)
    return tuple(move for _when, move in found)


def _moves(context: Context, objectives: Iterable[Objective]) -> Iterator[tuple[Objective, Revised]]:
    for objective in objectives:
        if objective.counts:
            for one in revisions_of(context.graph, objective, context.as_of):
                if one.field in TARGETS:
                    yield objective, one


def _move(context: Context, objective: Objective, one: Revised) -> TargetMove:
    before, after = one.before or numbers.UNKNOWN, one.after or numbers.UNKNOWN
    return TargetMove(
        day=on(one.date) if one.date else None,
        mark=_mark(one),
        what=reference(context, one.subject),
        change=f"{before} → {after}",
        reason=Prose(one.reason, context.uri(one.logged)) if one.reason else None,
        unlogged="" if one.reason else _("No reason logged."),
        whose=team(context, objective.team),
        history=Ref(_("all changes"), f"{context.urls.objective(objective.id)}#what-changed"),
    )


def _mark(one: Revised) -> StatusMark | None:
    if one.late:
        return StatusMark("at_risk", _("Late"))
    return StatusMark("on_track", _("Early")) if one.early else None
