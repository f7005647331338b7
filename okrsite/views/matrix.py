"""Who carries what: the company's key results against the teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from okrsite.model.objective import Objective
from okrsite.views.context import Context
from okrsite.views.map_graph import CycleMap
from okrsite.views.marks import status_mark
from okrsite.views.parts import Ref, StatusMark
from okrsite.views.values import tree_order
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class Carrier(Struct, frozen=True):
    """An objective in a cell; `through` is the title of the objective that it carries through, empty when directly."""

    mark: StatusMark
    title: str
    address: str
    through: str = ""


class Carried(Struct, frozen=True):
    """A row: an objective of the company or one of its key results, what carries it by team, and how much that is."""

    kind: str
    title: Ref
    mark: StatusMark
    cells: tuple[tuple[Carrier, ...], ...]
    total: str
    bare: bool


class Matrix(Struct, frozen=True):
    """The table with its teams, and the teams that carry nothing in a sentence."""

    caption: str
    teams: tuple[Ref, ...]
    rows: tuple[Carried, ...]
    idle: tuple[Ref, ...]


def matrix(context: Context, made: CycleMap, teams: tuple[str, ...] = ()) -> Matrix | None:
    """Return who carries what in a cycle, of some `teams` only where they are named; None without a row or team."""
    goals = {
        id: context.graph.objectives[id]
        for id, spot in made.spots.items()
        if spot.kind == "objective" and _counts(context, context.graph.objectives[id])
    }
    columns = _teams(context, made, goals, teams)
    rows = [id for id in made.walk() if _is_row(context, made, id, goals)]
    if not columns or not rows:
        return None
    supporters = _supporters(made, goals)
    filled = tuple(_row(context, made, id, _carriers(made, supporters, goals, id), columns) for id in rows)
    busy = {team for row in filled for team, cell in zip(columns, row.cells, strict=True) if cell}
    kept = [number for number, team in enumerate(columns) if team in busy]
    return Matrix(
        caption=_("Who carries the company's key results of {cycle}").format(cycle=made.cycle),
        teams=tuple(_team(context, columns[number]) for number in kept),
        rows=tuple(_cut(row, kept) for row in filled),
        idle=tuple(_team(context, team) for team in columns if team not in busy),
    )


def _counts(context: Context, objective: Objective) -> bool:
    return objective.counts and not context.card.objectives[objective.id].cancelled


def _cut(row: Carried, kept: list[int]) -> Carried:
    cells = tuple(row.cells[number] for number in kept)
    return Carried(row.kind, row.title, row.mark, cells, row.total, row.bare)


def _team(context: Context, id: str) -> Ref:
    return Ref(context.team_name(id), context.urls.team(id))


def _teams(
    context: Context, made: CycleMap, goals: Mapping[str, Objective], wanted: tuple[str, ...]
) -> tuple[str, ...]:
    having = {team for one in goals.values() if one.cycle == made.cycle for team in (one.team, *one.shared_with)}
    having.discard(context.graph.root)
    return tuple(id for id in tree_order(context) if id in having and (not wanted or id in wanted))


def _is_row(context: Context, made: CycleMap, id: str, goals: Mapping[str, Objective]) -> bool:
    """Whether a node is the company's and of this cycle, and not cancelled."""
    part = context.graph.key_results.get(id)
    objective = goals.get(part.objective if part else id)
    if objective is None or objective.team != context.graph.root or objective.cycle != made.cycle:
        return False
    return part is None or not context.card.key_results[id].cancelled


def _supporters(made: CycleMap, goals: Mapping[str, Objective]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tie in made.ties:
        spot = made.spots[tie.child]
        child = spot.parent if spot.kind == "key_result" and spot.parent else spot.id
        if child in goals and child != tie.parent:
            found.setdefault(tie.parent, []).append(child)
    return found


def _carriers(
    made: CycleMap, supporters: Mapping[str, list[str]], goals: Mapping[str, Objective], id: str
) -> dict[str, str]:
    """The objectives below the company that carry something, each with the one that it does so through, if any."""
    company = made.spots[id].column if id in made.spots else 0
    pending = [(one, "") for one in supporters.get(id, ())]
    found: dict[str, str] = {}
    for one, through in pending:
        if one not in found and made.spots[one].column > company:
            found[one] = through
            pending.extend((below, through or one) for below in supporters.get(one, ()))
    return {one: through for one, through in found.items() if goals[one].cycle == made.cycle}


def _row(context: Context, made: CycleMap, id: str, carriers: Mapping[str, str], columns: tuple[str, ...]) -> Carried:
    card = context.card
    kind = made.spots[id].kind
    reckoned = card.key_results[id] if kind == "key_result" else card.objectives[id]
    cells: dict[str, list[Carrier]] = {}
    for team, carrier in _by_team(context, carriers):
        cells.setdefault(team, []).append(carrier)
    n = len(carriers)
    return Carried(
        kind=kind,
        title=Ref(context.title(id), context.address(id)),
        mark=status_mark(reckoned.status),
        cells=tuple(tuple(cells.get(team, ())) for team in columns),
        total=ngettext("{n} objective", "{n} objectives", n) if n else _("nobody"),
        bare=not n and kind == "key_result",
    )


def _by_team(context: Context, carriers: Mapping[str, str]) -> Iterator[tuple[str, Carrier]]:
    for id, through in carriers.items():
        objective = context.graph.objectives[id]
        mark = status_mark(context.card.objectives[id].status)
        title = context.title(through) if through else ""
        carrier = Carrier(mark, objective.title, context.urls.objective(id), title)
        for team in (objective.team, *(one for one in objective.shared_with if one != objective.team)):
            yield team, carrier
