"""A retrospective: what worked, what did not, what was learned; the close adds the scores."""

from __future__ import annotations

from okrsite.authoring.drafts import places
from okrsite.authoring.drafts.asking import CYCLE, TEAM, ask_cycle, ask_team
from okrsite.authoring.drafts.conversation import Begun, Conversation, Kind, Occasion
from okrsite.closing.retrospectives import early_draft
from okrsite.closing.team_close import close_of
from okrsite.errors import OkrsiteError
from okrsite.model.naming import free_path


def begin(occasion: Occasion) -> Conversation:
    """Ask for a team and a cycle, and begin its retrospective with what its check-ins tell."""
    context = occasion.context
    team = yield from ask_team(occasion)
    cycle = yield from ask_cycle(occasion, team, agreed=True)
    written = context.graph.retrospective_of(team, cycle.id)
    if written is not None:
        raise OkrsiteError(
            f"there is a retrospective of {cycle.id} already, `{written.where.path}`", "Write into that one."
        )
    close = close_of(occasion.report, cycle, context.card)
    part = next((one for one in close.teams() if one.team == team), None)
    if part is None:
        name = context.team_name(team)
        raise OkrsiteError(f"{name} has no agreed objectives in {cycle.id}", "Name another cycle with `--cycle`.")
    place = free_path(places.retrospective_place(context.graph, team, cycle), occasion.taken)
    return Begun(place, early_draft(part))


KIND = Kind("retrospective", "a retrospective, with what the check-ins of the cycle tell", (TEAM, CYCLE), begin)
