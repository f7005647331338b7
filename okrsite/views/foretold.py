"""How good estimates were: what bets were to move, and what the key results of closed cycles did."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.compute.calibration import Calibration, Outcome, calibrations, cycle_calibrations, outcomes
from okrsite.compute.calibration import calibration as calibrated
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.context import Context, kept
from okrsite.views.marks import team
from okrsite.views.parts import Cell, Column, Row, Table
from okrsite.views.plans import signed
from okrsite.views.values import tree_order
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_CYCLES = 4


def outcomes_of(context: Context, cycle: Cycle) -> tuple[Outcome, ...]:
    """Return estimate and movement of the key results of a closed cycle."""
    return tuple(one for one in _all(context) if one.cycle == cycle.id)


@kept
def _all(context: Context) -> tuple[Outcome, ...]:
    return outcomes(context.graph, context.card, context.coverage)


def outcome_table(context: Context, cycle: Cycle, them: Sequence[Outcome]) -> Table:
    """Return what was estimated beside what happened, one row a key result."""
    columns = (
        Column(_("Key result")),
        Column(_("Team"), quiet=True, extra=True),
        Column(_("Bets done")),
        Column(_("Estimated"), number=True),
        Column(_("Moved"), number=True),
        Column(_("Of the estimate"), number=True),
    )
    caption = _("Estimates and movements of {cycle}").format(cycle=cycle.id)
    return Table(caption, columns, tuple(_outcome(context, one) for one in them))


def _outcome(context: Context, one: Outcome) -> Row:
    key_result, whose = context.graph.key_results[one.key_result], team(context, one.team)
    first = context.graph.initiatives[one.bets[0]]
    several = _("{n} bets, not told apart").format(n=len(one.bets))
    moved = signed(one.actual, key_result) if one.actual is not None else numbers.UNKNOWN
    return Row(
        (
            Cell(key_result.title, context.urls.key_result(key_result)),
            Cell(whose.text, whose.address),
            Cell(several) if one.shared else Cell(first.name, context.address(first.id)),
            Cell(signed(one.estimated, key_result)),
            Cell(moved),
            Cell(numbers.percent(one.ratio), strong=True),
        )
    )


def honest_words(them: Sequence[Outcome]) -> str:
    """Return what estimates and movements can't tell."""
    shared = sum(1 for one in them if one.shared)
    text = _("What moved by itself, or was moved by others, is in it too.")
    if not shared:
        return text
    several = ngettext(
        "{n} key result had several bets: which of them moved it can't be told.",
        "{n} key results had several bets: which of them moved these can't be told.",
        shared,
    )
    return f"{several} {text}"


def verdict(them: Sequence[Outcome]) -> str:
    """Return how far key results moved beside what was estimated; empty where nothing can be said."""
    found = calibrated(them)
    if found.ratio is None:
        return ""
    text = ngettext(
        "{n} key result moved by {share} of what was estimated for it.",
        "{n} key results moved by {share} of what was estimated for them.",
        found.n,
    )
    return text.format(share=numbers.percent(found.ratio))


@kept
def calibration_table(context: Context) -> Table | None:
    """Return each team's estimates over its closed cycles; None where no bet of a closed cycle was done."""
    every = _all(context)
    if not every:
        return None
    by_team, by_cycle = calibrations(every), cycle_calibrations(every)
    having = {one.cycle for one in every}
    newest = sorted(having, key=lambda id: (context.cycle(id).start, id), reverse=True)[:_CYCLES]
    columns = (
        Column(_("Team")),
        *(Column(id, number=True, extra=n > 0) for n, id in enumerate(newest)),
        Column(_("All cycles"), number=True),
        Column(_("Key results"), number=True, quiet=True, extra=True),
    )
    rows = [
        _team_row(context, id, [by_cycle.get((id, cycle)) for cycle in newest], by_team[id])
        for id in tree_order(context)
        if id in by_team
    ]
    return Table(_("How far key results moved, of what their teams estimated"), columns, tuple(rows))


def _team_row(context: Context, id: str, cycles: Sequence[Calibration | None], over_all: Calibration) -> Row:
    whose = team(context, id)
    return Row(
        (
            Cell(whose.text, whose.address),
            *(Cell(numbers.percent(one.ratio if one else None)) for one in cycles),
            Cell(numbers.percent(over_all.ratio), strong=True),
            Cell(str(over_all.n)),
        )
    )
