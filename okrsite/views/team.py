"""A team: how it stands, its objectives in every cycle, its scores over time, whom to ask, what it wrote."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from okrsite.compute.scorecard import Status
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.model.organization import Team
from okrsite.views import numbers, sentence
from okrsite.views.archive_teams import archived_teams
from okrsite.views.cards import objective_card
from okrsite.views.context import Context
from okrsite.views.editing import copied_draft, team_checkin
from okrsite.views.marks import foot, person, status_mark
from okrsite.views.objectives import objective_table
from okrsite.views.opening import mean_of_aspirational, place_to_act
from okrsite.views.overtime import over_cycles
from okrsite.views.page import Deferred, Page
from okrsite.views.parts import Empty, Fact, Figure, Foot, ObjectiveCard, Prose, Ref, StatusMark, Table
from okrsite.views.provenance import from_team
from okrsite.views.reviewdraft import Draft
from okrsite.views.selection import best_first, by_need, current_cycle
from okrsite.views.sentence import Sentence
from okrsite.views.teamwritten import Writings, writings
from okrsite.views.urls import followed
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

RUNNING = (CycleState.OPEN, CycleState.CLOSING)


class TeamCycle(Struct, frozen=True):
    """A team's objectives of a cycle that runs or is ahead."""

    cycle: Ref
    sub: str
    status: StatusMark | None
    score: str
    cards: tuple[ObjectiveCard, ...]


class SubTeam(Struct, frozen=True):
    """A team below, with its objectives of the cycle that counts today."""

    team: Ref
    text: str
    status: StatusMark | None


class TeamView(Struct, frozen=True):
    """A team's page."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    mission: Prose | None
    facts: tuple[Fact, ...]
    cycles: tuple[TeamCycle, ...]
    ended: Table | None
    trend: Figure | None
    teams: tuple[SubTeam, ...]
    writings: tuple[Writings, ...]
    empty: Empty | None
    draft: Draft | None
    foot: Foot


def team_pages(context: Context) -> Iterator[Page]:
    """Return the page of every team."""
    for team in context.graph.teams.values():
        yield Page(
            address=context.urls.team(team.id),
            title=team.name,
            description=_("The objectives of {team} in every cycle.").format(team=team.name),
            template="team.html",
            view=Deferred(partial(team_view, context, team)),
            edit=team.uri,
        )


def team_view(context: Context, team: Team) -> TeamView:
    """Return the page of one team."""
    cycles = _cycles(context, team)
    says = _opening(context, team, cycles)
    return TeamView(
        eyebrow=_ancestors(context, team),
        fact=says.fact,
        act=says.act,
        mission=Prose(team.mission, team.uri or "") if team.mission else None,
        facts=_facts(context, team),
        cycles=tuple(_team_cycle(context, team, cycle) for cycle in cycles if not _is_over(context, cycle)),
        ended=_ended_table(context, team, [cycle for cycle in cycles if _is_over(context, cycle)]),
        trend=over_cycles(context, team.id),
        teams=tuple(_sub_team(context, child) for child in context.graph.children_of(team.id)),
        writings=writings(context, team.id),
        empty=None if cycles else _empty(team),
        draft=copied_draft(context, team.id),
        foot=foot(
            context,
            team.where,
            *team_checkin(context, team.id),
            *_archived(context, team),
            origin=from_team(context, team.id),
        ),
    )


def _archived(context: Context, team: Team) -> Iterator[Ref]:
    if team.id in archived_teams(context):
        yield Ref(_("{team} in the archive").format(team=team.name), context.urls.team_archive(team.id))


def _ancestors(context: Context, team: Team) -> tuple[Ref, ...]:
    above: dict[str, Team] = {}
    parent = team.parent
    while parent and parent in context.graph.teams and parent not in above:
        above[parent] = context.graph.teams[parent]
        parent = above[parent].parent
    links = [Ref(one.name, context.urls.team(one.id)) for one in reversed(above.values())]
    kind = _("Company") if team.id == context.graph.root else _("Team")
    return (Ref(kind), *links)


def _cycles(context: Context, team: Team) -> list[Cycle]:
    """Return the cycles in which a team has objectives, newest first."""
    ids = {one.cycle for one in context.index.of_team.get(team.id, ())}
    cycles = (context.graph.cycles[id] for id in ids)
    return sorted(cycles, key=lambda cycle: (cycle.start, -cycle.days, cycle.id), reverse=True)


def _opening(context: Context, team: Team, cycles: list[Cycle]) -> Sentence:
    running = [cycle for cycle in cycles if context.card.states[cycle.id] in RUNNING]
    shown = current_cycle(context)
    cycle = next((one for one in running if one == shown), running[0] if running else None)
    if cycle is None:
        ended = next((one for one in cycles if context.card.states[one.id] is CycleState.CLOSED), None)
        return _ended(context, team, ended) if ended else Sentence(team.name, _("No agreed objectives yet."))
    group = context.card.teams[team.id, cycle.id]
    own = context.index.objectives[team.id, cycle.id]
    if not group.objectives:
        return Sentence(team.name, _("No agreed objectives in {cycle}.").format(cycle=cycle.id))
    fact = sentence.count_of(group.statuses) if group.measured else _("No objective has a reading yet.")
    return Sentence(_("{team}: {fact}").format(team=team.name, fact=fact), _plain(place_to_act(context, own), team))


def _plain(act: str, team: Team) -> str:
    """Return the place to act without the team's name, which stands before it."""
    start = f"{team.name} "
    return _("It {needs}").format(needs=act.removeprefix(start)) if act.startswith(start) else act


def _ended(context: Context, team: Team, cycle: Cycle) -> Sentence:
    group = context.card.teams[team.id, cycle.id]
    mean, others = mean_of_aspirational(context, context.index.objectives[team.id, cycle.id])
    name = _("{team}’s {cycle}").format(team=team.name, cycle=cycle.id)
    reached = group.statuses.get(Status.ACHIEVED, 0)
    act = f"{sentence.reached_success(reached, sentence.total(group.statuses))}." if group.objectives else ""
    return Sentence(sentence.closed_at(name, group.score, mean, others), act)


def _is_over(context: Context, cycle: Cycle) -> bool:
    return context.card.states[cycle.id] is CycleState.CLOSED


def _team_cycle(context: Context, team: Team, cycle: Cycle) -> TeamCycle:
    group = context.card.teams[team.id, cycle.id]
    ids = [one.id for one in context.index.objectives[team.id, cycle.id]]
    when = numbers.span(cycle.start, cycle.end, context.as_of)
    expected = _("; expected by now {expected}").format(expected=numbers.score(group.expected))
    return TeamCycle(
        cycle=Ref(cycle.id, context.urls.cycle(cycle)),
        sub=when + (expected if group.pace and group.expected is not None else ""),
        status=status_mark(group.pace) if group.pace else None,
        score=numbers.score(group.score) if group.objectives else "",
        cards=tuple(_card(context, context.graph.objectives[id]) for id in by_need(context.card, ids)),
    )


def _card(context: Context, objective: Objective) -> ObjectiveCard:
    """Return an objective's card, which says where it is a draft or a proposal."""
    card = objective_card(context, objective)
    return card if objective.counts else replace(card, eyebrow=(Ref(_("not agreed yet")),))


def _ended_table(context: Context, team: Team, cycles: list[Cycle]) -> Table | None:
    """Return the objectives of a team's closed cycles, newest first; each cycle leads to its retrospective."""
    ids = [
        id
        for cycle in cycles
        for id in best_first(context.card, [one.id for one in context.index.objectives[team.id, cycle.id]])
        if context.graph.objectives[id].counts
    ]
    caption = _("{team}’s objectives of closed cycles").format(team=team.name)
    return objective_table(context, ids, caption, over=True, second="cycle") if ids else None


def _sub_team(context: Context, team: Team) -> SubTeam:
    cycle = current_cycle(context)
    group = context.card.teams.get((team.id, cycle.id)) if cycle else None
    count = group.objectives if group else 0
    words = ngettext("{n} objective", "{n} objectives", count) if count else _("no objectives")
    if cycle:
        words = _("{objectives} in {cycle}").format(objectives=words, cycle=cycle.id)
    pace = status_mark(group.pace) if group and group.pace else None
    return SubTeam(Ref(team.name, context.urls.team(team.id)), words, pace)


def _facts(context: Context, team: Team) -> tuple[Fact, ...]:
    facts = []
    if team.lead:
        facts.append(Fact(_("Lead"), links=(person(context, team.lead),)))
    if team.champion:
        facts.append(Fact(_("OKR champion"), links=(person(context, team.champion),)))
    if team.structure:
        facts.append(Fact(_("Kind of team"), team.structure))
    facts.append(Fact(_("Checks in"), team.cadence or context.settings.cadence))
    if team.links:
        found = ((link.name, followed(link.url, team.uri or "")) for link in team.links)
        facts.append(Fact(_("Links"), links=tuple(Ref(name, address) for name, address in found)))
    return tuple(facts)


def _empty(team: Team) -> Empty:
    return Empty(
        _("{team} has no objectives yet.").format(team=team.name),
        _("Its first document with `okr: objectives` and `team: {id}` shows here.").format(id=team.id),
    )
