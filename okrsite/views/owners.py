"""Whom to ask: each role with what it answers for, by name; never a ranking, never a number per person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct, field

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.views.context import Context, kept
from okrsite.views.marks import foot, team
from okrsite.views.page import Deferred, Page
from okrsite.views.parts import Empty, Foot, Ref
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _


class Answer(Struct, frozen=True):
    """One thing that a role answers for, and what it is."""

    what: Ref
    text: str


class Owner(Struct, frozen=True):
    """One role: the teams it leads, what it answers for now, and where it did in closed cycles."""

    anchor: str
    name: str
    teams: tuple[Answer, ...]
    now: tuple[Answer, ...]
    earlier: tuple[Ref, ...]


class OwnersView(Struct, frozen=True):
    """The page of all roles."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    owners: tuple[Owner, ...]
    empty: Empty | None
    foot: Foot


class _Notes(Struct):
    """What was found about one role so far; keys keep the order and drop repeats."""

    name: str
    teams: dict[Answer, None] = field(default_factory=dict)
    now: dict[Answer, None] = field(default_factory=dict)
    earlier: dict[str, None] = field(default_factory=dict)


_About = Callable[[str], _Notes]
_CycleKey = Callable[[Cycle], tuple[int, int, int, str]]


def owners_pages(context: Context) -> Iterator[Page]:
    """Return the page of all roles."""
    yield Page(
        address=context.urls.owners(),
        title=_("Whom to ask"),
        description=_("Who answers for which objective, key result and team."),
        template="owners.html",
        view=Deferred(partial(owners, context)),
    )


def owners(context: Context) -> OwnersView:
    """Return all roles by name; of closed cycles only the teams, as their pages have the rest."""
    notes: dict[str, _Notes] = {}

    def about(name: str) -> _Notes:
        return notes.setdefault(slug(name), _Notes(name))

    _teams(context, about)
    _goals(context, about)
    for name, teams in earlier_owners(context).values():
        about(name).earlier.update(dict.fromkeys(teams))
    _bets(context, about)
    ordered = sorted(notes.items(), key=lambda entry: (entry[1].name.casefold(), entry[0]))
    return OwnersView(
        eyebrow=(Ref(_("Whom to ask")),),
        fact=_("Whom to ask about what."),
        act=_("Roles by name, with what they answer for now; no order of merit."),
        owners=tuple(_owner(context, anchor, found) for anchor, found in ordered),
        empty=None
        if notes
        else Empty(_("No document names an owner yet."), _("One role for each objective is enough.")),
        foot=foot(context),
    )


def _owner(context: Context, anchor: str, found: _Notes) -> Owner:
    earlier = sorted(found.earlier, key=lambda id: context.team_name(id).casefold())
    return Owner(anchor, found.name, tuple(found.teams), tuple(found.now), tuple(team(context, id) for id in earlier))


def _teams(context: Context, about: _About) -> None:
    for one in context.graph.teams.values():
        for name, words in ((one.lead, _("leads the team")), (one.champion, _("OKR champion"))):
            if name:
                about(name).teams[Answer(team(context, one.id), words)] = None
    for pillar in context.graph.pillars.values():
        if pillar.owner:
            about(pillar.owner).now[Answer(Ref(pillar.name, context.address(pillar.id)), _("pillar"))] = None


@kept
def earlier_owners(context: Context) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return who answered for a goal of a closed cycle, by anchor: the name, and the teams of these goals."""
    notes: dict[str, _Notes] = {}
    for cycle in _cycles(context, closed=True):
        for objective in context.index.of_cycle.get(cycle.id, ()):
            for owner in (objective.owner, *(one.owner for one in objective.key_results)):
                if owner:
                    notes.setdefault(slug(owner), _Notes(owner)).earlier[objective.team] = None
    return {anchor: (found.name, tuple(found.earlier)) for anchor, found in notes.items()}


def _goals(context: Context, about: _About) -> None:
    for cycle in _cycles(context, closed=False):
        for objective in context.index.of_cycle.get(cycle.id, ()):
            _goal(context, cycle, objective, about)


def _cycles(context: Context, *, closed: bool) -> list[Cycle]:
    states = context.card.states
    found = [one for one in context.graph.cycles.values() if (states[one.id] is CycleState.CLOSED) is closed]
    return sorted(found, key=_running_first(context))


def _running_first(context: Context) -> _CycleKey:
    states = context.card.states
    rank = {CycleState.OPEN: 0, CycleState.CLOSING: 0, CycleState.UPCOMING: 1, CycleState.CLOSED: 2}
    return lambda cycle: (rank[states[cycle.id]], cycle.days, -cycle.start.toordinal(), cycle.id)


def _goal(context: Context, cycle: Cycle, objective: Objective, about: _About) -> None:
    goals = [(objective.owner, objective.id, objective.title, _("objective, {cycle}"))]
    goals += [(one.owner, one.id, one.title, _("key result, {cycle}")) for one in objective.key_results]
    for owner, goal, title, words in goals:
        if owner:
            about(owner).now[Answer(Ref(title, context.address(goal)), words.format(cycle=cycle.id))] = None


def _bets(context: Context, about: _About) -> None:
    for one in context.graph.initiatives.values():
        live = one.cycle is None or context.card.states.get(one.cycle) is not CycleState.CLOSED
        if one.owner and live:
            about(one.owner).now[Answer(Ref(one.name, context.address(one.id)), _("initiative"))] = None
