"""How an objective came out: start, end and target of its key results, with hand-set scores beside computed ones."""

from __future__ import annotations

from msgspec import Struct

from okrsite.compute.scorecard import Status
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import band_mark, status_mark
from okrsite.views.parts import BandMark, Bit, Cell, Column, Paragraph, Ref, Row, StatusMark, Table, Why
from okrsite.views.told import now_text, start_text, wanted_text
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_COUNTED = (KeyResultType.MILESTONES, KeyResultType.BINARY)


class Result(Struct, frozen=True):
    """An objective at the end of the cycle with its key results; `why` are the reasons of hand-set scores."""

    anchor: str
    title: Ref
    id: str
    band: BandMark | None
    status: StatusMark
    score: str
    table: Table | None
    why: Why | None


def result(context: Context, objective: Objective) -> Result:
    """Return how an objective of a cycle that is over, or about to be, came out."""
    reckoned = context.card.objectives[objective.id]
    over = context.card.states[objective.cycle] is CycleState.CLOSED
    return Result(
        anchor=slug(objective.id),
        title=Ref(objective.title, context.urls.objective(objective.id)),
        id=objective.id,
        band=band_mark(reckoned.band) if over and not reckoned.cancelled else None,
        status=status_mark(reckoned.status),
        score=numbers.score(reckoned.score),
        table=_table(context, objective) if objective.key_results else None,
        why=_by_hand(context, objective),
    )


def _table(context: Context, objective: Objective) -> Table:
    columns = (
        Column(_("Key result")),
        Column(_("Start"), number=True, extra=True),
        Column(_("End"), number=True),
        Column(_("Target"), number=True, quiet=True),
        Column(_("Score"), number=True),
        Column(_("Band")),
    )
    rows = tuple(_row(context, one) for one in objective.key_results)
    return Table(_("Final key results of {title}").format(title=objective.title), columns, rows)


def _row(context: Context, key_result: KeyResult) -> Row:
    reckoned = context.card.key_results[key_result.id]
    start = "" if key_result.type in _COUNTED else start_text(key_result)
    return Row(
        (
            Cell(key_result.title, context.urls.key_result(key_result)),
            Cell(start or numbers.UNKNOWN),
            Cell(now_text(key_result, reckoned)),
            Cell(wanted_text(key_result) or numbers.UNKNOWN),
            Cell(numbers.score(reckoned.score), strong=True),
            _verdict(context, key_result),
        )
    )


def _verdict(context: Context, key_result: KeyResult) -> Cell:
    reckoned = context.card.key_results[key_result.id]
    if reckoned.cancelled:
        return Cell(status=status_mark(Status.CANCELLED))
    words = ""
    if reckoned.score_source == "hand":
        words = _("set by hand, computed {score}").format(score=numbers.score(reckoned.score_computed))
    return Cell(words, band=band_mark(reckoned.band))


def _by_hand(context: Context, objective: Objective) -> Why | None:
    """Return why scores of an objective or its key results were set by hand, None where none was."""
    paragraphs: list[Paragraph] = []
    for id in (objective.id, *(one.id for one in objective.key_results)):
        reckoned = context.numbers(id)
        if reckoned is None or reckoned.score_source != "hand" or reckoned.hand_score is None:
            continue
        hand = reckoned.hand_score
        computed = numbers.score(reckoned.score_computed, 3)
        paragraphs.append(
            (
                Bit(context.title(id), "strong"),
                Bit(_(": computed {computed}, set to ").format(computed=computed)),
                Bit(numbers.score(hand.score), "number"),
                Bit(_(" by {author}").format(author=hand.author) if hand.author else ""),
                Bit(_(": “{reason}”").format(reason=hand.reason) if hand.reason else _("; no reason is given")),
            )
        )
        paragraphs.append(
            (
                Bit(_("Source: ")),
                Bit(hand.where.path, "code"),
                Bit(_(", line {line}.").format(line=hand.where.line)),
            )
        )
    if not paragraphs:
        return None
    count = len(paragraphs) // 2
    return Why(ngettext("Why {n} score is set by hand", "Why {n} scores are set by hand", count), (), tuple(paragraphs))
