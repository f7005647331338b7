"""What a week comes to in one sentence, and who did not check in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrsite.compute.weekly import Happened
from okrsite.model.objective import Objective
from okrsite.model.week import Week
from okrsite.views.context import Context
from okrsite.views.parts import Ref
from okrsite.views.sentence import named
from okrsite.views.weeklines import Reread, team_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


def week_fact(found: Sequence[Reread]) -> str:
    """Return how many of the key results that were read moved, and how many of them toward their targets."""
    read = sum(one.step is not None for one in found)
    if not read:
        return _("No key result was read.")
    moved, toward = sum(one.changed for one in found), sum(one.way > 0 for one in found)
    if not moved:
        return ngettext("The one key result that was read stood still.", "None of {n} key results moved.", read)
    text = ngettext("{moved} of {n} key result moved", "{moved} of {n} key results moved", read)
    text = text.format(moved=moved)
    if toward == moved:
        way = ngettext("toward its target", "all toward their targets", moved)
    elif toward:
        way = ngettext("{n} of them toward its target", "{n} of them toward their targets", toward)
    else:
        way = ngettext("away from its target", "none of them toward their targets", moved)
    return _("{moved}, {way}.").format(moved=text, way=way)


def week_act(context: Context, happened: Happened) -> str:
    """Return who wrote a check-in, and how much help is asked for."""
    teams = list(dict.fromkeys(context.team_name(one.team) for one in happened.checkins))
    if not teams:
        return _("Nobody wrote a check-in; the readings speak for themselves.")
    needs = sum(len(one.needs) for one in happened.checkins)
    text = ngettext("{teams} wrote a check-in", "{teams} wrote check-ins", len(teams)).format(teams=named(teams))
    if not needs:
        return f"{text}."
    asks = ngettext("asks for help", "ask for help", len(teams))
    if len(teams) > 1:
        asks = ngettext("one need is named", "{n} needs are named", needs)
        return _("{wrote}; {asks}.").format(wrote=text, asks=asks)
    return _("{wrote} and {asks}.").format(wrote=text, asks=asks)


def missing_teams(context: Context, week: Week, happened: Happened) -> tuple[Ref, ...]:
    """Return the teams with objectives of a cycle around this week of which nobody checked in, by name."""
    heard = {one.team for one in happened.checkins}
    heard.update(team_of(context, id) for id in (*happened.read, *happened.stepped))
    until = min(week.last, context.as_of)
    cycles = [cycle for cycle in context.graph.cycles.values() if cycle.start <= until and week.first <= cycle.end]
    cadences: dict[str, str] = {}
    for cycle in cycles:
        for objective in _pursued(context.index.of_cycle.get(cycle.id, ()), week):
            if objective.team not in heard:
                known = cadences.get(objective.team)
                cadences[objective.team] = "weekly" if "weekly" in (known, objective.cadence) else objective.cadence
    by_name = sorted(cadences, key=lambda id: (context.team_name(id).lower(), id))
    return tuple(Ref(_name(context, id, cadences[id]), context.urls.team(id)) for id in by_name)


def _pursued(objectives: Iterable[Objective], week: Week) -> list[Objective]:
    return [
        one
        for one in objectives
        if one.counts and not (one.cancelled and (one.cancelled.date is None or one.cancelled.date < week.first))
    ]


def _name(context: Context, id: str, cadence: str) -> str:
    name = context.team_name(id)
    if cadence == "weekly":
        return name
    words = {"biweekly": _("every two weeks"), "monthly": _("monthly")}
    return _("{team} ({cadence})").format(team=name, cadence=words.get(cadence, cadence))
