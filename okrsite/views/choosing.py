"""Which objectives a fenced block means: by id, team, cycle, owner and status."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from okrsite.compute.lineage import below
from okrsite.compute.scorecard import Status
from okrsite.diagnostics import nearest
from okrsite.model.objective import Objective
from okrsite.views.context import Context
from okrsite.views.options import Options
from okrsite.views.selection import current_cycle
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _

ALL = "all"


class Choice(Struct, frozen=True):
    """The ids of objectives and single key results that are meant, and what was asked for but is unknown."""

    objectives: tuple[str, ...]
    key_results: tuple[str, ...]
    doubts: tuple[str, ...]


def choose(context: Context, options: Options) -> Choice:
    """Return what the filters mean; without an id and a cycle, objectives of the cycle that counts today."""
    doubts: list[str] = []
    ids, key_results = _named(context, options, doubts)
    teams = _known(_("team"), options.values("team"), context.graph.teams, doubts)
    cycles = cycles_meant(context, options, doubts)
    statuses = _known(_("status"), [one.replace(" ", "_") for one in options.values("status")], list(Status), doubts)
    owners = {slug(name) for name in options.values("owner")}
    found = [
        one.id
        for one in context.graph.objectives.values()
        if (not options.values("id") or one.id in ids)
        and (not teams or one.team in teams)
        and (not cycles or one.cycle in cycles)
        and (not statuses or context.card.objectives[one.id].status in statuses)
        and (not owners or owners & _owners(one))
        and (one.counts or one.id in ids)
    ]
    return Choice(tuple(found), key_results, tuple(doubts))


def cycles_meant(context: Context, options: Options, doubts: list[str]) -> list[str]:
    """Return the ids of the cycles that are asked for, none for all of them."""
    wanted = options.values("cycle")
    if wanted == (ALL,) or (not wanted and options.values("id")):
        return []
    if not wanted or wanted == ("current",):
        shown = current_cycle(context)
        return [shown.id] if shown else []
    return _known(_("cycle"), wanted, context.graph.cycles, doubts)


def teams_meant(context: Context, options: Options, doubts: list[str]) -> list[str]:
    """Return the ids of the teams that are asked for, none for all of them."""
    return _known(_("team"), options.values("team"), context.graph.teams, doubts)


def bets_meant(context: Context, options: Options, doubts: list[str]) -> set[str] | None:
    """Return the ids of the bets that are asked for by id, or by the id of what they serve; None for all of them."""
    if not options.values("id"):
        return None
    graph, found = context.graph, set[str]()
    for id in options.values("id"):
        name = graph.names.get(id.lower())
        if name is None or name.kind == "document":
            doubts.append(unknown(_("objective, key result, initiative or pillar"), id, _ids(context)))
            continue
        under = (name.id, *below(context.lines, name.id))
        found.update(one for one in under if one in graph.initiatives)
    return found


def _ids(context: Context) -> Iterable[str]:
    return (one.id for one in context.graph.names.values() if one.kind != "document")


def _named(context: Context, options: Options, doubts: list[str]) -> tuple[set[str], tuple[str, ...]]:
    objectives: set[str] = set()
    key_results: dict[str, None] = {}
    for id in options.values("id"):
        name = context.graph.names.get(id.lower())
        if name and name.kind == "objective":
            objectives.add(name.id)
        elif name and name.kind == "key_result":
            key_results[name.id] = None
        else:
            known = (one.id for one in context.graph.names.values())
            doubts.append(unknown(_("objective or key result"), id, known))
    return objectives, tuple(key_results)


def _known(kind: str, wanted: Iterable[str], known: Iterable[str], doubts: list[str]) -> list[str]:
    by_lower = {str(one).lower(): str(one) for one in known}
    for one in wanted:
        if one.lower() not in by_lower:
            doubts.append(unknown(kind, one, by_lower.values()))
    return [by_lower[one.lower()] for one in wanted if one.lower() in by_lower]


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """Return that something does not exist, with the nearest thing that does.

    >>> unknown("team", "sails", ["sales", "support"])
    'There is no team `sails`; did you mean `sales`?'
    """
    text = _("There is no {kind} `{word}`").format(kind=kind, word=word)
    close = nearest(word, known)
    return text + (_("; did you mean `{close}`?").format(close=close) if close else ".")


def _owners(objective: Objective) -> set[str]:
    names = (objective.owner, *(one.owner for one in objective.key_results))
    return {slug(name) for name in names if name}
