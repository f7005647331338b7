"""Past forecasts as tables: by stage, by cycle, by what probability was foretold, and those farthest off."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrsite.compute.hindsight import ASKED, Accuracy, Bin, Past, accuracy
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.parts import Cell, Column, Row, Table
from okrsite.views.words import gettext as _

LITTLE = 10
"""Fewer forecasts are shown with their number, and no sentence judges them."""

HALF = Fraction(1, 2)

_FARTHEST = 5

_STAGE_WORDS = {Fraction(1, 4): "a quarter", HALF: "half", Fraction(3, 4): "three quarters"}


def stage_word(stage: Fraction) -> str:
    """Return a stage of a cycle in words."""
    return _(_STAGE_WORDS[stage])


def at(pasts: Sequence[Past], stage: Fraction) -> list[Past]:
    """Return the forecasts of one stage."""
    return [past for past in pasts if past.stage == stage]


def score(value: float) -> str:
    """Return a score or an error as people read it."""
    return numbers.score(Fraction(value))


def by_stage(pasts: Sequence[Past]) -> Table:
    """Return the errors at each stage, beside those of the rivals."""
    rows = [(stage_word(stage).capitalize(), accuracy(at(pasts, stage))) for stage in ASKED]
    every = [*rows, (_("All"), accuracy(pasts))]
    columns = (
        Column(_("Stage")),
        Column(_("Key results"), number=True, quiet=True, extra=True),
        Column(_("Forecast"), number=True),
        Column(_("Latest value"), number=True),
        Column(_("Straight line"), number=True),
        Column(_("Intervals held"), number=True),
        Column(_("Their width"), number=True, extra=True),
    )
    caption = _("Mean absolute errors of the score by stage of the cycle")
    return Table(caption, columns, tuple(_stage_row(name, found) for name, found in every if found))


def _stage_row(name: str, found: Accuracy) -> Row:
    return Row(
        (
            Cell(name),
            Cell(str(found.count)),
            Cell(score(found.error), strong=True),
            Cell(score(found.last)),
            Cell(score(found.straight)),
            Cell(numbers.percent(Fraction(found.coverage))),
            Cell(score(found.width)),
        )
    )


def by_cycle(context: Context, pasts: Sequence[Past]) -> Table:
    """Return the errors of each cycle, the newest first."""
    columns = (
        Column(_("Cycle")),
        *(Column(stage_word(stage).capitalize(), number=True, extra=stage != HALF) for stage in ASKED),
        Column(_("All"), number=True),
        Column(_("Latest value"), number=True, extra=True),
        Column(_("Straight line"), number=True, extra=True),
        Column(_("Intervals held"), number=True),
        Column(_("Intervals from"), quiet=True, extra=True),
    )
    cycles = [*dict.fromkeys(past.cycle for past in reversed(pasts))]
    own = {id: [past for past in pasts if past.cycle == id] for id in cycles}
    rows = tuple(_cycle_row(context, id, own[id], found) for id in cycles if (found := accuracy(own[id])))
    return Table(_("Mean absolute errors of the score by cycle"), columns, rows)


def _cycle_row(context: Context, id: str, own: Sequence[Past], found: Accuracy) -> Row:
    cycle = context.cycle(id)
    return Row(
        (
            Cell(id, context.urls.cycle(cycle)),
            *(Cell(_few(accuracy(at(own, stage)))) for stage in ASKED),
            Cell(score(found.error), strong=True),
            Cell(score(found.last)),
            Cell(score(found.straight)),
            Cell(numbers.percent(Fraction(found.coverage))),
            Cell(_origin(found)),
        ),
        anchor=f"cycle-{cycle.slug}",
    )


def _few(found: Accuracy | None) -> str:
    """Return an error, with the number of forecasts where they are few."""
    if found is None:
        return numbers.UNKNOWN
    return score(found.error) if found.count >= LITTLE else f"{score(found.error)} ({found.count})"


def _origin(found: Accuracy) -> str:
    if found.own == found.count:
        return _("earlier cycles")
    return _("simulation and earlier cycles") if found.own else _("simulation")


def by_chance(bins: Sequence[Bin]) -> Table:
    """Return how often what was foretold with a probability came true."""
    columns = (
        Column(_("Probability")),
        Column(_("Forecasts"), number=True, quiet=True, extra=True),
        Column(_("Foretold"), number=True),
        Column(_("Came true"), number=True),
        Column(_("Share"), number=True),
    )
    return Table(_("Probabilities and what came true"), columns, tuple(_chance(one) for one in bins))


def _chance(one: Bin) -> Row:
    thin = numbers.THIN
    between = _("{low} to {high}{thin}%").format(
        low=numbers.rounded(one.low * 100), high=numbers.rounded(one.high * 100), thin=thin
    )
    known = one.count > 0
    share = numbers.percent(Fraction(one.succeeded, one.count)) if one.count >= LITTLE else numbers.UNKNOWN
    return Row(
        (
            Cell(between),
            Cell(str(one.count)),
            Cell(numbers.percent(Fraction(one.foretold)) if known else numbers.UNKNOWN),
            Cell(_("{n} of {all}").format(n=one.succeeded, all=one.count) if known else numbers.UNKNOWN),
            Cell(share, strong=True),
        )
    )


def farthest(context: Context, pasts: Sequence[Past]) -> Table | None:
    """Return the key results that surprised most at half of their cycle; None where there is nothing to choose from."""
    half = at(pasts, HALF)
    if len(half) < LITTLE:
        return None
    them = sorted(half, key=lambda past: (-abs(past.forecast.score - past.final), past.key_result))[:_FARTHEST]
    columns = (
        Column(_("Key result")),
        Column(_("Cycle"), quiet=True, extra=True),
        Column(_("Score then"), number=True, extra=True),
        Column(_("Forecast"), number=True),
        Column(_("Ended at"), number=True),
    )
    return Table(
        _("Forecasts at half of the cycle that were farthest off"), columns, tuple(_far(context, one) for one in them)
    )


def _far(context: Context, past: Past) -> Row:
    found = past.forecast
    between = _("{value} ({low} to {high})").format(
        value=score(found.score), low=score(found.low), high=score(found.high)
    )
    return Row(
        (
            Cell(context.title(past.key_result), context.address(past.key_result)),
            Cell(past.cycle, context.urls.cycle(context.cycle(past.cycle))),
            Cell(score(past.last)),
            Cell(between),
            Cell(score(past.final), strong=True),
        )
    )
