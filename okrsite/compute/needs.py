"""Needs that are open: what teams asked for in check-ins and nobody has given them yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from okrsite.compute.scorecard import Scorecard
from okrsite.model.chronicle import CheckIn
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.graph import OkrGraph


class Need(Struct, frozen=True):
    """A need as its team words it now: asked for since a day, in so many check-ins in a row, last in `latest`."""

    team: str
    text: str
    since: date
    times: int
    latest: CheckIn


def open_needs(graph: OkrGraph, card: Scorecard) -> tuple[Need, ...]:
    """Return the needs that are open on the scorecard's day, the oldest first.

    A need is open until a later check-in document of its team no longer names it, or names it among the wins; case and
    spaces make no difference. All of a team's documents of one day are one check-in. Once the cycle in which it was
    last named is closed, it is open no longer.
    """
    by_team: dict[str, list[CheckIn]] = defaultdict(list)
    for checkin in graph.checkins:
        if checkin.date <= card.as_of:
            by_team[checkin.team].append(checkin)
    working = working_cycles(graph)
    found = [need for own in by_team.values() for need in _open(own)]
    running = [
        need
        for need in found
        if not (cycle := cycle_on(working, need.team, need.latest.date))
        or card.states[cycle.id] is not CycleState.CLOSED
    ]
    return tuple(sorted(running, key=lambda need: (need.since, need.team, need.text)))


def _open(checkins: Sequence[CheckIn]) -> Iterable[Need]:
    """The needs of a team's last check-in, followed back through those before it."""
    days = [list(group) for _day, group in groupby(checkins, key=lambda checkin: checkin.date)]
    named = [_needs(day) for day in days]
    for key, (text, latest) in named[-1].items():
        run = next((at for at in range(len(days)) if key not in named[-1 - at]), len(days))
        yield Need(latest.team, text, days[-run][0].date, run, latest)


def _needs(day: Iterable[CheckIn]) -> Mapping[str, tuple[str, CheckIn]]:
    """What a day's check-ins ask for and don't tell as won, by what makes two texts the same."""
    own = list(day)
    won = {_same(text) for checkin in own for text in checkin.wins}
    named = [(_same(text), text, checkin) for checkin in own for text in checkin.needs]
    return {key: (text, checkin) for key, text, checkin in named if key and key not in won}


def _same(text: str) -> str:
    """What two spellings of a text have in common.

    >>> _same("A  second reviewer") == _same("a second Reviewer ")
    True
    """
    return " ".join(text.split()).casefold()


def working_cycles(graph: OkrGraph) -> Mapping[str | None, tuple[Cycle, ...]]:
    """Return the cycles in which a team has agreed objectives, the shortest first; under None those of anybody."""
    ids: dict[str | None, set[str]] = defaultdict(set)
    for objective in graph.objectives.values():
        if objective.counts:
            ids[objective.team].add(objective.cycle)
            ids[None].add(objective.cycle)
    ordered = sorted(graph.cycles.values(), key=lambda cycle: (cycle.days, -cycle.start.toordinal(), cycle.id))
    return {team: tuple(cycle for cycle in ordered if cycle.id in own) for team, own in ids.items()}


def cycle_on(working: Mapping[str | None, tuple[Cycle, ...]], team: str | None, day: date) -> Cycle | None:
    """Return the shortest cycle of a team that holds a day, else the shortest of anybody; None without any."""
    around = (*working.get(team, ()), *working.get(None, ()))
    return next((cycle for cycle in around if cycle.contains(day)), None)
