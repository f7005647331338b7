"""What stands in a node of the map, and in its line of the outline: words, mark, link, whose it is."""

from __future__ import annotations

from msgspec import Struct

from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.parts import Ref, StatusMark
from okrsite.views.words import gettext as _

STATE_WORDS = {
    "proposed": "Proposed",
    "planned": "Planned",
    "in progress": "In progress",
    "done": "Done",
    "dropped": "Dropped",
    "draft": "Draft",
}
PILLAR = StatusMark("pillar", "Pillar")


class Card(Struct, frozen=True):
    """A node in words: its title and where it leads, its mark, its score or share, whose it is.

    `teams` are the ids of the teams that have it, `key` what a filter by status looks for.
    """

    title: Ref
    mark: StatusMark
    value: str
    whose: str
    teams: tuple[str, ...]
    key: str
    tentative: bool = False


def card(context: Context, id: str, kind: str) -> Card:
    """Return what is shown of a pillar, objective, key result or initiative."""
    title = Ref(context.title(id), context.address(id))
    if kind == "pillar":
        return Card(title, StatusMark(PILLAR.key, _(PILLAR.word)), "", "", (), "")
    if kind == "initiative":
        return _bet(context, id, title)
    if kind == "key_result":
        reckoned = context.card.key_results[id]
        reached = reckoned.score if reckoned.progress is None else reckoned.progress
        team = context.graph.objective_of(context.graph.key_results[id]).team
        share = "" if reached is None else numbers.percent(reached)
        return Card(title, status_mark(reckoned.status), share, "", (team,), reckoned.status.value)
    return _objective(context, id, title)


def _objective(context: Context, id: str, title: Ref) -> Card:
    objective, reckoned = context.graph.objectives[id], context.card.objectives[id]
    teams = (objective.team, *(team for team in objective.shared_with if team != objective.team))
    whose = objective.cycle if objective.team == context.graph.root else " + ".join(map(context.team_name, teams))
    if not objective.counts:
        mark = StatusMark("proposed", _(STATE_WORDS.get(objective.state, objective.state)))
        return Card(title, mark, "", whose, teams, "proposed", tentative=True)
    mark = status_mark(reckoned.status)
    value = "" if reckoned.score is None else numbers.score(reckoned.score)
    return Card(title, mark, value, whose, teams, mark.key)


def _bet(context: Context, id: str, title: Ref) -> Card:
    bet = context.graph.initiatives[id]
    mark = StatusMark(bet.state.replace(" ", "_"), _(STATE_WORDS.get(bet.state, bet.state)))
    return Card(title, mark, "", context.team_name(bet.team), (bet.team,), "", tentative=bet.state == "proposed")
