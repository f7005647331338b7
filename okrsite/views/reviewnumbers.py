"""The numbers of a review: each objective and key result as it stood on that day, beside what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers
from okrsite.compute.standing import Standing
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.key_result import KeyResult
from okrsite.views import numbers, readings
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.parts import Cell, Column, Row, Table
from okrsite.views.words import gettext as _


def numbers_table(context: Context, then: Standing, cycle: Cycle, *, since: bool = True) -> Table:
    """Return each objective followed by its key results: value, progress, score, status, and the score `since`."""
    over = context.card.states[cycle.id] is CycleState.CLOSED
    later = since and (over or context.as_of > then.as_of)
    columns = (
        Column(_("Objective or key result")),
        Column(_("Value"), number=True),
        Column(_("Of the way"), number=True, extra=True),
        Column(_("Score"), number=True),
        Column(_("Expected"), number=True, extra=True),
        Column(_("Status")),
        *((Column(_("Final score") if over else _("Score today"), number=True, extra=True),) if later else ()),
    )
    rows = [row[: len(columns)] for row in _rows(context, then)]
    caption = _("The numbers of {day}").format(day=numbers.day(then.as_of))
    return Table(caption, columns, tuple(Row(row) for row in rows))


def _rows(context: Context, then: Standing) -> Iterator[tuple[Cell, ...]]:
    for id, whole in then.objectives.items():
        objective = context.graph.objectives[id]
        yield (
            Cell(objective.title, context.urls.objective(id), strong=True),
            Cell(),
            Cell(),
            *_judged(whole, strong=True),
            Cell(numbers.score(context.card.objectives[id].score), strong=True),
        )
        for part in objective.key_results:
            yield _part(context, part, then)


def _part(context: Context, part: KeyResult, then: Standing) -> tuple[Cell, ...]:
    reckoned = then.key_results[part.id]
    return (
        Cell(part.title, context.urls.key_result(part)),
        Cell(readings.now(part, reckoned, then.as_of)),
        Cell(numbers.percent(reckoned.progress)),
        *_judged(reckoned),
        Cell(numbers.score(context.card.key_results[part.id].score)),
    )


def _judged(one: ObjectiveNumbers | KeyResultNumbers, *, strong: bool = False) -> tuple[Cell, Cell, Cell]:
    return (
        Cell(numbers.score(one.score), strong=strong),
        Cell(numbers.score(one.expected)),
        Cell(status=status_mark(one.status)),
    )
