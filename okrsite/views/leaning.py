"""What an objective stands on and what stands on it: alignment in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from okrsite.compute.lineage import ancestors
from okrsite.model.initiative import Initiative
from okrsite.model.objective import Objective
from okrsite.model.organization import Pillar
from okrsite.views import numbers
from okrsite.views.bars import score_bar
from okrsite.views.context import Context
from okrsite.views.marks import person, reference, status_mark, team
from okrsite.views.parts import Cell, Column, Figure, KrList, Ref, Row, Scale, Table
from okrsite.views.plans import bridge_figure
from okrsite.views.rows import kr_list
from okrsite.views.words import gettext as _

_MOST_TRAILS = 12


class Section(Struct, frozen=True):
    """One direction of alignment: key results as rows, objectives and initiatives as tables.

    `trails` are the lines up to the top, each from the pillar down to what is served; `figures` the bridges of
    the key results that have bets.
    """

    id: str
    title: str
    note: str
    rows: KrList | None = None
    tables: tuple[Table, ...] = ()
    trails: tuple[tuple[Ref, ...], ...] = ()
    figures: tuple[Figure, ...] = ()


def sections(context: Context, objective: Objective) -> tuple[Section, ...]:
    """Return what the objective serves, who supports it, what it leans on, who leans on it, the bets on it."""
    graph, index = context.graph, context.index
    ids = (objective.id, *(key_result.id for key_result in objective.key_results))
    served = dict.fromkeys((*objective.supports, *(id for kr in objective.key_results for id in kr.supports)))
    leant = dict.fromkeys((*objective.depends_on, *(id for kr in objective.key_results for id in kr.depends_on)))
    supporting = dict.fromkeys(id for own in ids for id in graph.supported_by.get(own, ()))
    using = dict.fromkeys(id for own in ids for id in index.used_by.get(own, ()))
    found = (
        _served(context, objective, served),
        _section(context, "support", _("What supports it"), _("they never change this score"), supporting),
        _section(context, "leans-on", _("What it leans on"), _("of other teams; they never change this score"), leant),
        _section(context, "leant-on", _("What leans on it"), _("who waits for this"), using),
        _bets(context, objective),
    )
    return tuple(section for section in found if section)


def _served(context: Context, objective: Objective, ids: Iterable[str]) -> Section | None:
    """Return what an objective serves itself, and every line from there up to a pillar.

    A pillar that ends a line is not told again in a table: it has no numbers.
    """
    lines = trails(context, objective.id)
    told = [id for id in ids if not lines or id not in context.graph.pillars]
    found = _section(context, "serves", _("What it serves"), _("up to the company and its strategy"), told)
    return replace(found, trails=lines) if found else None


def trails(context: Context, id: str) -> tuple[tuple[Ref, ...], ...]:
    """Return the lines that lead up from `id`, each from its top; none where all of them are a single step."""
    paths = ancestors(context.lines, id, _MOST_TRAILS)
    if all(len(path) == 1 for path in paths):
        return ()
    return tuple(tuple(reference(context, step) for step in reversed(path)) for path in paths)


def _section(context: Context, anchor: str, title: str, note: str, ids: Iterable[str]) -> Section | None:
    graph = context.graph
    them = [id for id in ids if id not in graph.initiatives]
    key_results = [graph.key_results[id] for id in them if id in graph.key_results]
    others = [id for id in them if id not in graph.key_results]
    if not them:
        return None
    tables = (_table(context, title, others),) if others else ()
    return Section(anchor, title, note, kr_list(context, key_results) if key_results else None, tables)


def _table(context: Context, caption: str, ids: Sequence[str]) -> Table:
    if all(id in context.graph.pillars for id in ids):
        return _pillars(context, caption, [context.graph.pillars[id] for id in ids])
    rows = (context.once(f"objective row {id}", partial(_row, context, id)) for id in ids)
    return Table(caption, _columns(), tuple(rows))


@cache
def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Objective")),
        Column(_("Team"), quiet=True),
        Column(_("Score"), number=True),
        Column(_("Score against expected"), extra=True, scale=Scale(inside=True)),
        Column(_("Status")),
    )


def _pillars(context: Context, caption: str, them: Iterable[Pillar]) -> Table:
    """Return a table of pillars, each with the role that answers for it."""
    rows = []
    for one in them:
        owner = person(context, one.owner) if one.owner else Ref(numbers.UNKNOWN)
        rows.append(Row((Cell(one.name, context.address(one.id)), Cell(owner.text, owner.address))))
    return Table(caption, (Column(_("Pillar")), Column(_("Owner"))), tuple(rows))


def _row(context: Context, id: str) -> Row:
    """Return the row of an objective, or of a pillar, which has no numbers."""
    objective = context.graph.objectives.get(id)
    named = reference(context, id)
    if objective is None:
        blank = Cell(numbers.UNKNOWN)
        return Row((Cell(named.text, named.address), Cell(_("Strategy")), blank, Cell(), Cell()))
    reckoned = context.card.objectives[id]
    whose = team(context, objective.team)
    return Row(
        (
            Cell(named.text, named.address),
            Cell(whose.text, whose.address),
            Cell(numbers.score(reckoned.score), strong=True),
            Cell(bar=score_bar(objective.title, reckoned.status, reckoned.score, reckoned.expected)),
            Cell(status=status_mark(reckoned.status)),
        ),
        tone=reckoned.status.value,
    )


def _bets(context: Context, objective: Objective) -> Section | None:
    """Return the initiatives that move, support or make measurable an objective or its key results."""
    graph, index = context.graph, context.index
    ids = (objective.id, *(key_result.id for key_result in objective.key_results))
    found: dict[str, Initiative] = {}
    for id in ids:
        moving = (graph.initiatives[bet] for bet in graph.moved_by.get(id, ()) if bet in graph.initiatives)
        for bet in (*moving, *index.supporters.get(id, ()), *index.enablers.get(id, ())):
            found[bet.id] = bet
    if not found:
        return None
    columns = (
        Column(_("Initiative")),
        Column(_("State")),
        Column(_("Moves"), quiet=True),
        Column(_("Who"), quiet=True, extra=True),
    )
    wanted = set(ids)
    rows = tuple(_bet(context, bet, wanted) for bet in found.values())
    title = _("Bets on it")
    drawn = (bridge_figure(context, part) for part in objective.key_results if context.coverage[part.id].live)
    figures = tuple(figure for figure in drawn if figure)
    table = Table(title, columns, rows)
    return Section("bets", title, _("what is done to move it"), None, (table,), figures=figures)


def _bet(context: Context, bet: Initiative, ids: set[str]) -> Row:
    moves = [
        _("{key_result} by {impact}").format(key_result=context.title(move.key_result), impact=move.impact)
        if move.impact
        else context.title(move.key_result)
        for move in bet.moves
        if move.key_result in ids
    ]
    moves += [
        _("makes “{key_result}” measurable").format(key_result=context.title(id)) for id in bet.enables if id in ids
    ]
    who = person(context, bet.owner) if bet.owner else team(context, bet.team)
    return Row(
        (
            Cell(bet.name, context.address(bet.id)),
            Cell(_(bet.state)),
            Cell("; ".join(moves) or numbers.UNKNOWN),
            Cell(who.text, who.address),
        )
    )
