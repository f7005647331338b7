"""Map, outline and matrix of a cycle for a place in an author's page: whole, of some teams, or around some ids."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.views.choosing import cycles_meant, teams_meant, unknown
from okrsite.views.context import Context
from okrsite.views.map_graph import CycleMap, cycle_map, related
from okrsite.views.map_view import MOST_NODES, MapView, drawn, map_view
from okrsite.views.matrix import Matrix, matrix
from okrsite.views.options import Options
from okrsite.views.outline import Outline, outline
from okrsite.views.selection import shown_cycle
from okrsite.views.words import gettext as _

FILTERS = ("id", "team", "cycle")
TEMPLATE = "alignment_block.html"


class PlacedView(Struct, frozen=True):
    """One of the three; `note` says why there is an outline where a map was asked for."""

    map: MapView | None = None
    outline: Outline | None = None
    matrix: Matrix | None = None
    note: str = ""


class Placed(Struct, frozen=True):
    """The view that a block describes and the ids that it uses, or sentences about what it can't show."""

    view: PlacedView | None = None
    uses: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def placed(context: Context, options: Options) -> Placed:
    """Return the tree (an outline), the map or the matrix that a block asks for."""
    doubts: list[str] = []
    teams = _with_those_below(context, teams_meant(context, options, doubts))
    ids = _ids(context, options, doubts)
    cycle = _cycle(context, options, ids, doubts)
    if doubts or cycle is None:
        return Placed(doubts=tuple(doubts) or (_("There is no cycle yet."),))
    made = _restricted(context, cycle, teams, ids)
    if not made.spots:
        return Placed(doubts=(_("Nothing in {cycle} fits what this block asks for.").format(cycle=cycle.id),))
    view = _view(context, options.show, made, cycle, teams)
    if view is None:
        return Placed(doubts=(_("Nothing in {cycle} is carried by a team yet.").format(cycle=cycle.id),))
    return Placed(view, (cycle.id, *ids))


def _view(context: Context, show: str, made: CycleMap, cycle: Cycle, teams: tuple[str, ...]) -> PlacedView | None:
    if show == "matrix":
        table = matrix(context, made, teams)
        return PlacedView(matrix=table) if table else None
    it, page = drawn(context, made), context.urls.alignment(cycle)
    if show == "map" and made.size <= MOST_NODES:
        return PlacedView(map=map_view(context, it, own=False, outline=page))
    note = _("Too much for a drawing; this is its outline.") if show == "map" else ""
    return PlacedView(outline=outline(context, it, page=page), note=note)


def _restricted(context: Context, cycle: Cycle, teams: tuple[str, ...], ids: tuple[str, ...]) -> CycleMap:
    made = cycle_map(context, cycle)
    if not teams and not ids:
        return made
    kept = set(made.spots)
    if teams:
        kept &= related(made, _of_teams(context, made, teams))
    if ids:
        kept &= related(made, ids)
    return cycle_map(context, cycle, kept)


def _of_teams(context: Context, made: CycleMap, teams: tuple[str, ...]) -> Iterable[str]:
    graph = context.graph
    for id, spot in made.spots.items():
        if spot.kind == "objective":
            objective = graph.objectives[id]
            mine = (objective.team, *objective.shared_with)
        else:
            mine = (graph.initiatives[id].team,) if spot.kind == "initiative" else ()
        if any(team in teams for team in mine):
            yield id


def _with_those_below(context: Context, teams: list[str]) -> tuple[str, ...]:
    found = dict.fromkeys(teams)
    for id in found.copy():
        pending = [id]
        while pending:
            below = [team.id for team in context.graph.children_of(pending.pop()) if team.id not in found]
            found.update(dict.fromkeys(below))
            pending.extend(below)
    return tuple(found)


def _ids(context: Context, options: Options, doubts: list[str]) -> tuple[str, ...]:
    graph, found = context.graph, dict[str, None]()
    for id in options.values("id"):
        name = graph.names.get(id.lower())
        if name is None or name.kind == "document":
            known = (one.id for one in graph.names.values() if one.kind != "document")
            doubts.append(unknown(_("objective, key result, initiative or pillar"), id, known))
        else:
            part = graph.key_results.get(name.id)
            team = graph.objectives[part.objective].team if part else ""
            found[part.objective if part and team != graph.root else name.id] = None
    return tuple(found)


def _cycle(context: Context, options: Options, ids: tuple[str, ...], doubts: list[str]) -> Cycle | None:
    meant = cycles_meant(context, options, doubts)
    if meant:
        return context.graph.cycles[meant[0]]
    graph = context.graph
    for id in ids:
        part = graph.key_results.get(id)
        objective = graph.objectives.get(part.objective if part else id)
        bet = graph.initiatives.get(id)
        own = objective.cycle if objective else bet.cycle if bet else None
        if own:
            return graph.cycles[own]
    return shown_cycle(graph, context.as_of)
