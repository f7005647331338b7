"""The organisation: every team as a tree, with whom to ask and how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.model.organization import Team
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import foot, person, status_mark
from okrsite.views.page import Page
from okrsite.views.parts import Foot, Prose, Ref, StatusMark
from okrsite.views.selection import current_cycle
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class Node(Struct, frozen=True):
    """A team in the tree, those below it by name."""

    team: Ref
    lead: Ref | None
    mission: Prose | None
    text: str
    score: str
    status: StatusMark | None
    below: tuple[Node, ...]


class TeamsView(Struct, frozen=True):
    """The organisation's page."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    nodes: tuple[Node, ...]
    foot: Foot


def teams_pages(context: Context) -> Iterator[Page]:
    """Return the page of the organisation."""
    yield Page(
        address=context.urls.teams(),
        title=_("Teams"),
        description=_("The organisation as a tree of teams."),
        template="teams.html",
        view=organisation(context),
    )


def organisation(context: Context) -> TeamsView:
    """Return the tree of teams with their standing in the cycle that counts today."""
    cycle = current_cycle(context)
    teams = context.graph.teams
    below: dict[str | None, list[Team]] = {}
    for team in sorted(teams.values(), key=lambda team: (team.name.lower(), team.id)):
        below.setdefault(team.parent if team.id != context.graph.root else None, []).append(team)
    tops = sorted(below.get(None, []), key=lambda team: team.id != context.graph.root)
    levels = max((team.level for team in teams.values()), default=0) + 1
    fact = ngettext("{n} team", "{n} teams", len(teams))
    on = ngettext("on {n} level", "on {n} levels", levels)
    having = sum(1 for team in teams if cycle and _objectives(context, team, cycle))
    act = ngettext("{n} of them has objectives in {cycle}.", "{n} of them have objectives in {cycle}.", having)
    if having == len(teams) > 1:
        act = _("All of them have objectives in {cycle}.")
    return TeamsView(
        eyebrow=(Ref(_("The organisation")),),
        fact=f"{fact} {on}.",
        act=act.format(cycle=cycle.id) if cycle else "",
        nodes=tuple(_node(context, team, cycle, below) for team in tops),
        foot=foot(context, None, Ref(_("Whom to ask"), context.urls.owners())),
    )


def _objectives(context: Context, team: str, cycle: Cycle) -> int:
    group = context.card.teams.get((team, cycle.id))
    return group.objectives if group else 0


def _node(context: Context, team: Team, cycle: Cycle | None, below: dict[str | None, list[Team]]) -> Node:
    group = context.card.teams.get((team.id, cycle.id)) if cycle else None
    counts = group is not None and group.objectives
    return Node(
        team=Ref(team.name, context.urls.team(team.id)),
        lead=person(context, team.lead) if team.lead else None,
        mission=Prose(team.mission, team.uri or "") if team.mission else None,
        text=ngettext("{n} objective", "{n} objectives", group.objectives) if group and counts else "",
        score=numbers.score(group.score) if group and counts else "",
        status=status_mark(group.pace) if group and group.pace else None,
        below=tuple(_node(context, child, cycle, below) for child in below.get(team.id, ())),
    )
