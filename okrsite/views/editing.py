"""Links that open the repository's web editor: to mend what is written, and to add a check-in."""

from __future__ import annotations

from okrsite.diagnostics import Where
from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.checkindraft import (
    BARE,
    EMPTY,
    FULL,
    PLAIN,
    RUNNING,
    checkin_draft,
    checkins_by_team,
    empty_by_team,
    running,
)
from okrsite.views.context import Context
from okrsite.views.parts import Bit, Paragraph, Ref
from okrsite.views.reviewdraft import Draft
from okrsite.views.words import gettext as _


def is_open(context: Context, objective: Objective) -> bool:
    """Return whether an objective may still be written on: its cycle is not closed."""
    return context.card.states[objective.cycle] is not CycleState.CLOSED


def edit_bits(context: Context, where: Where) -> Paragraph:
    """Return a link that edits a place, nothing where there is no editor."""
    address = context.edit(where)
    return (Bit(" "), Bit(_("Edit it there"), "link", address), Bit(".")) if address else ()


def objective_checkin(context: Context, objective: Objective) -> tuple[Ref, ...]:
    """Return the link to a new check-in of an objective's team, nothing where it takes none."""
    takes = objective.counts and context.card.states[objective.cycle] in RUNNING
    cancelled = context.card.objectives[objective.id].cancelled
    return team_checkin(context, objective.team) if takes and not cancelled else ()


def team_checkin(context: Context, team: str) -> tuple[Ref, ...]:
    """Return the link to a new check-in of a team with its running key results, or to that of the day.

    Nothing where nothing of the team runs, or where there is no editor.
    """
    return context.once(f"check-in of {team}", lambda: _team_checkin(context, team))


def copied_draft(context: Context, team: str) -> Draft | None:
    """Return the text of a team's next check-in, for forges that may begin a new file without it."""
    if context.forge.kind != "gitlab" or not running(context, team):
        return None
    return checkin_draft(context, team, context.as_of)


def _team_checkin(context: Context, team: str) -> tuple[Ref, ...]:
    objectives = running(context, team)
    if not objectives:
        return ()
    written = (*checkins_by_team(context).get(team, ()), *empty_by_team(context).get(team, ()))
    today = next((one for one in written if one.date == context.as_of), None)
    if today:
        address = context.edit(today.where)
        day = numbers.day(today.date, context.as_of)
        return (Ref(_("Edit the check-in of {day}").format(day=day), address),) if address else ()
    folder = objectives[0].where.path.removesuffix(objectives[0].uri)
    for detail in (FULL, PLAIN, BARE, EMPTY):
        draft = checkin_draft(context, team, context.as_of, detail)
        address = context.forge.new(f"{folder}{draft.uri}", draft.text)
        if address:
            return (Ref(_("Add a check-in"), address),)
    return ()
