"""Objectives in a table: title, team, score, verdict, and what moved."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.compute.scorecard import ObjectiveNumbers
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import band_mark, status_mark
from okrsite.views.parts import Cell, Column, Row, Table
from okrsite.views.told import moved, telling
from okrsite.views.words import gettext as _


def objective_table(context: Context, ids: Iterable[str], caption: str, *, over: bool, second: str = "team") -> Table:
    """Return objectives in the order given: ended ones (`over`) with their band, others with what is expected.

    The `second` column is the team, or the cycle, which leads to the team's retrospective of it.
    """
    by_cycle = second == "cycle"
    # Aligned at the end, a cycle's name is never broken at its hyphen.
    columns = [Column(_("Objective")), Column(_("Cycle") if by_cycle else _("Team"), number=by_cycle, extra=True)]
    columns.append(Column(_("Score"), number=True))
    columns.append(Column(_("Band")) if over else Column(_("Expected"), number=True, extra=True, quiet=True))
    columns.append(Column(_("Verdict") if over else _("Status")))
    columns.append(Column(_("What moved"), extra=True, quiet=True))
    rows = tuple(_row(context, context.graph.objectives[id], over, second) for id in ids)
    return Table(caption, tuple(columns), rows)


def _row(context: Context, objective: Objective, over: bool, second: str) -> Row:
    reckoned = context.card.objectives[objective.id]
    cells = [Cell(objective.title, context.urls.objective(objective.id))]
    cells.append(_cycle(context, objective) if second == "cycle" else _team(context, objective))
    cells.append(Cell(numbers.score(reckoned.score), strong=True))
    cells.append(_band(reckoned) if over else Cell(numbers.score(reckoned.expected)))
    cells.append(Cell(status=status_mark(reckoned.status)))
    cells.append(Cell(_moved(context, objective)))
    # A status on the row would colour the bands of ended objectives too.
    return Row(tuple(cells), tone="" if over else reckoned.status.value)


def _team(context: Context, objective: Objective) -> Cell:
    return Cell(context.team_name(objective.team), context.urls.team(objective.team))


def _cycle(context: Context, objective: Objective) -> Cell:
    cycle = context.graph.cycles[objective.cycle]
    return Cell(cycle.id, context.urls.retrospective(cycle, objective.team))


def _band(reckoned: ObjectiveNumbers) -> Cell:
    band = band_mark(reckoned.band)
    if reckoned.score_source != "hand":
        return Cell(band=band)
    computed = numbers.score(reckoned.score_computed)
    return Cell(_("by hand, computed {score}").format(score=computed), band=band)


def _moved(context: Context, objective: Objective) -> str:
    key_result = telling(context, objective)
    if key_result is None:
        return ""
    way = moved(key_result, context.card.key_results[key_result.id])
    return f"{key_result.title}: {way}"
