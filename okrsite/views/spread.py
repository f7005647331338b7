"""How the scores of a cycle are spread over the bands, as a chart with its message."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from okrsite.charts import Band as BandAxis
from okrsite.charts import Distribution, ScoreBox
from okrsite.compute.scorecard import Band
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import BAND_WORDS
from okrsite.views.opening import ASPIRATIONAL, mean_of_aspirational
from okrsite.views.parts import Cell, Column, Figure, Ref, Row, Table
from okrsite.views.sentence import IDEAL, TOO_SAFE
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_FEWEST = 3
"""Fewer scores are no distribution; the table of objectives says it all."""


def spread(context: Context, cycle: Cycle) -> Figure | None:
    """Return the distribution of a cycle's scores: of aspirational objectives where there are any, else of all.

    None where they are too few to be spread.
    """
    objectives = context.index.of_cycle.get(cycle.id, ())
    counted = [one for one in objectives if _scored(context, one)]
    bold = [one for one in counted if one.commitment == ASPIRATIONAL]
    shown = bold or counted
    if len(shown) < _FEWEST:
        return None
    mean, _others = mean_of_aspirational(context, tuple(shown))
    over = context.card.states[cycle.id] is CycleState.CLOSED
    scores = [context.card.objectives[one.id].score or Fraction() for one in shown]
    title = message(scores, mean, over)
    chart = Distribution(
        title=title,
        description=_described(context, shown),
        scores=tuple(_box(context, one) for one in shown),
        bands=_axis(context, shown),
        mean=float(mean) if mean is not None else None,
        mean_text=_("mean {score}").format(score=numbers.score(mean)),
        ideal=(float(IDEAL[0]), float(IDEAL[1])) if bold else None,
        ideal_text=_("ideal 0.6 to 0.7") if bold else "",
        columns=(_("Band"), _("Objectives"), _("Range"), _("Share")),
    )
    return Figure(
        uid=f"spread-{cycle.slug}",
        caption=title,
        measures=_("One box is one aspirational objective") if bold else _("One box is one objective"),
        chart=chart,
        source=_source(context, cycle, len(shown)),
        table=_table(chart),
        anchor="spread",
    )


def unanchored(figure: Figure | None, salt: str = "embedded") -> Figure | None:
    """Return a figure for a page that is not its own: no anchor, no link to it, ids told apart by `salt`."""
    if figure is None:
        return None
    kept = tuple(link for link in figure.source if not link.address.startswith("#"))
    return replace(figure, uid=f"{figure.uid}-{salt}", anchor="", source=kept)


def _scored(context: Context, objective: Objective) -> bool:
    reckoned = context.card.objectives[objective.id]
    return reckoned.counted and reckoned.score is not None


def message(scores: Sequence[Fraction], mean: Fraction | None, over: bool) -> str:
    """Return what the spread of scores says; `mean` is that of aspirational objectives.

    >>> message([Fraction(1), Fraction(1, 2), Fraction(6, 10), Fraction(4, 10)], Fraction(625, 1000), True)
    'Ambitious enough: 3 of 4 objectives ended between 0.4 and 0.7, 1 at 1.00'
    >>> message([Fraction(1, 10), Fraction(6, 10)], Fraction(35, 100), False)
    'So far 1 of 2 objectives is between 0.4 and 0.7'
    """
    middle = sum(1 for score in scores if Fraction(4, 10) <= score < Fraction(7, 10))
    full = sum(1 for score in scores if score == 1)
    words = {"middle": middle, "every": len(scores), "full": full}
    if not over:
        text = ngettext(
            "So far {n} of {every} objectives is between 0.4 and 0.7",
            "So far {n} of {every} objectives are between 0.4 and 0.7",
            middle,
        )
        return text.format(**words) + (_(", {full} at 1.00").format(**words) if full else "")
    ended = _("{middle} of {every} objectives ended between 0.4 and 0.7").format(**words)
    rest = _(", {full} at 1.00").format(**words) if full else ""
    return f"{_ambition(mean)}: {ended}{rest}" if mean is not None else f"{ended}{rest}"


def _ambition(mean: Fraction) -> str:
    if mean > TOO_SAFE:
        return _("Perhaps too safe")
    if mean > IDEAL[1]:
        return _("A little above the ideal")
    if mean >= IDEAL[0] - Fraction(5, 1000):
        return _("Ambitious enough")
    return _("Below the ideal") if mean >= Fraction(4, 10) else _("Far below the ideal")


def _described(context: Context, shown: Sequence[Objective]) -> str:
    parts = []
    for band in reversed(Band):
        count = sum(1 for one in shown if context.card.objectives[one.id].band is band)
        parts.append(f"{_(BAND_WORDS[band])} {count}")
    return _("Objectives by band: {bands}").format(bands=", ".join(parts))


def _box(context: Context, objective: Objective) -> ScoreBox:
    reckoned = context.card.objectives[objective.id]
    return ScoreBox(float(reckoned.score or 0), reckoned.band.value if reckoned.band else "")


def _axis(context: Context, shown: Sequence[Objective]) -> tuple[BandAxis, ...]:
    settings = context.settings
    lows = (Fraction(), settings.band_short, settings.band_delivered, settings.band_exceeded)
    highs = (*lows[1:], None)
    axis = []
    for band, low, high in zip(Band, lows, highs, strict=True):
        count = sum(1 for one in shown if context.card.objectives[one.id].band is band)
        cells = (_range(low, high), numbers.percent(Fraction(count, len(shown))))
        axis.append(BandAxis(band.value, _(BAND_WORDS[band]), float(low), _short(low), cells))
    return tuple(axis)


def _short(score: Fraction) -> str:
    return numbers.exact(score)


def _range(low: Fraction, high: Fraction | None) -> str:
    if high is None:
        return _("{low} and met").format(low=_short(low))
    if not low:
        return _("below {high}").format(high=_short(high))
    return _("{low} to below {high}").format(low=_short(low), high=_short(high))


def _source(context: Context, cycle: Cycle, count: int) -> tuple[Ref, ...]:
    as_of = numbers.day(context.day_of(cycle.id))
    text = ngettext("{n} objective, as of {day}", "{n} objectives, as of {day}", count).format(day=as_of)
    return (Ref(text), Ref(_("Link to this chart"), "#spread"))


def _table(chart: Distribution) -> Table:
    columns = tuple(Column(name, number=at in (1, 3)) for at, name in enumerate(chart.header()))
    rows = tuple(Row(tuple(Cell(text) for text in row)) for row in chart.rows())
    return Table(_("Scores by band"), columns, rows)
