"""How good forecasts were: of closed cycles, at three of their stages, beside what came of them and two rivals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from msgspec import Struct

from okrsite.compute.forecast import Record, days_at
from okrsite.compute.hindsight import ASKED, Accuracy, Bin, Past, accuracy, calibration, hindsight
from okrsite.compute.past_errors import ENOUGH
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.context import Context, kept
from okrsite.views.forecast_tables import HALF, LITTLE, at, by_chance, by_cycle, by_stage, farthest, score, stage_word
from okrsite.views.marks import foot
from okrsite.views.page import Deferred, Page
from okrsite.views.parts import Bit, Empty, Foot, Ref, Stat, Table, Why
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class ForecastsView(Struct, frozen=True):
    """The page of past forecasts; the tables are None where nothing can be judged."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    stats: tuple[Stat, ...]
    stages: Table | None
    cycles: Table | None
    chances: Table | None
    chances_said: str
    farthest: Table | None
    why: Why | None
    empty: Empty | None
    foot: Foot


def forecasts_pages(context: Context) -> Iterator[Page]:
    """Return the page of past forecasts."""
    yield Page(
        address=context.urls.forecasts(),
        title=_("Forecasts"),
        description=_("How forecasts of closed cycles compared with what came of them."),
        template="forecasts.html",
        view=Deferred(partial(forecasts_view, context)),
    )


def pasts_of(context: Context) -> tuple[Past, ...]:
    """Return the forecasts of all closed cycles at their three stages, oldest first."""
    return context.once("pasts", lambda: hindsight(_closed(context), context.graph, context.settings.grace))


@kept
def _closed(context: Context) -> tuple[Record, ...]:
    """The records of key results whose cycle is closed, which alone can be judged."""
    return tuple(record for record in context.records if record.final is not None)


def forecasts_view(context: Context) -> ForecastsView:
    """Return how good the forecasts of closed cycles were."""
    pasts = pasts_of(context)
    fact, act = _opening(pasts)
    return ForecastsView(
        eyebrow=(Ref(_("Archive"), context.urls.archive()), Ref(_("Forecasts"))),
        fact=fact,
        act=act,
        stats=_stats(pasts),
        stages=by_stage(pasts) if pasts else None,
        cycles=by_cycle(context, pasts) if pasts else None,
        chances=by_chance(calibration(pasts)) if pasts else None,
        chances_said=_said_of_chances(calibration(pasts)),
        farthest=farthest(context, pasts),
        why=_why() if pasts else None,
        empty=None if pasts else _empty(),
        foot=foot(
            context, None, Ref(_("Archive"), context.urls.archive()), Ref(_("All cycles"), context.urls.cycles())
        ),
    )


def judged(context: Context, cycle: Cycle) -> bool:
    """Return whether a closed cycle has forecasts to be judged."""
    return cycle.id in _judged(context)


@kept
def _judged(context: Context) -> frozenset[str]:
    """The ids of the closed cycles that have forecasts to be judged."""
    latest = {cycle.id: days_at(ASKED[-1], cycle.days) for cycle in context.graph.cycles.values()}
    return frozenset(one.cycle for one in _closed(context) if one.course(latest[one.cycle]) is not None)


def _opening(pasts: Sequence[Past]) -> tuple[str, str]:
    """Return how far off forecasts at half of a cycle were, then how that compares with the rivals."""
    found = accuracy(at(pasts, HALF))
    if found is None:
        return _("No forecast can be judged yet."), ""
    cycles = len({past.cycle for past in pasts})
    fact = ngettext(
        "Half way through {n} closed cycle, forecasts of the score were off by {error} on average.",
        "Half way through {n} closed cycles, forecasts of the score were off by {error} on average.",
        cycles,
    ).format(error=score(found.error), n=cycles)
    if found.count < LITTLE:
        little = ngettext(
            "They were of {n} key result: too few to judge by.",
            "They were of {n} key results: too few to judge by.",
            found.count,
        )
        return fact, little
    return fact, f"{_against(found)} {_held(found)}"


def _against(found: Accuracy) -> str:
    """Return how the errors of forecasts compare with those of the rivals, as people read them."""
    ours, last, straight = (_cents(error) for error in (found.error, found.last, found.straight))
    words = {"last": score(found.last), "straight": score(found.straight)}
    if ours > last or ours > straight:
        better = _("the latest value") if last <= straight else _("the straight line")
        return _("To take {better} would have done better: {error}.").format(
            better=better, error=score(min(found.last, found.straight))
        )
    if ours == straight:
        return _("The latest value would have been off by {last}, the straight line by as much.").format(**words)
    return _("The latest value would have been off by {last}, the straight line by {straight}.").format(**words)


def _held(found: Accuracy) -> str:
    share = numbers.percent(Fraction(found.coverage))
    return _("Of their intervals {share} held; meant are {meant}.").format(
        share=share, meant=numbers.percent(Fraction(8, 10))
    )


def _stats(pasts: Sequence[Past]) -> tuple[Stat, ...]:
    """Return the three values of the three stages, and how many intervals held in all."""
    found = [(stage, accuracy(at(pasts, stage))) for stage in ASKED]
    boxes = [
        Stat(_("Off at {stage}").format(stage=stage_word(stage)), value=score(one.error), more=(Ref(_counted(one)),))
        for stage, one in found
        if one
    ]
    every = accuracy(pasts)
    if every:
        share = numbers.percent(Fraction(every.coverage))
        boxes.append(Stat(_("Intervals that held"), value=share, more=(Ref(_("meant are 80 of 100")),)))
    return tuple(boxes)


def _counted(found: Accuracy) -> str:
    return ngettext("of {n} key result", "of {n} key results", found.count)


def _said_of_chances(bins: Sequence[Bin]) -> str:
    """Return what the probabilities were worth: the class that was farthest off among those that are large enough."""
    large = [one for one in bins if one.count >= LITTLE]
    if not large:
        return _("Too few forecasts to say what probabilities were worth.")
    worst = max(large, key=lambda one: abs(one.succeeded / one.count - one.foretold))
    return _("Farthest off: what was foretold with {foretold} came true in {share}, {n} of {all}.").format(
        foretold=numbers.percent(Fraction(worst.foretold)),
        share=numbers.percent(Fraction(worst.succeeded, worst.count)),
        n=worst.succeeded,
        all=worst.count,
    )


def _why() -> Why:
    """Return how the figures of the page came about."""
    said = (
        _(
            "Each forecast is made again as it would have been on that day: from the readings up to it, at least "
            "three, with intervals from the cycles that were closed by then, or while these had fewer than {enough} "
            "key results, from the table that comes with okrsite. Targets are those of the documents."
        ),
        _(
            "It is compared with the score computed from the last reading, also where another was set by hand. Off by "
            "means the absolute difference of the two scores, on average."
        ),
        _(
            "The rivals know the same readings: the latest value as it stands, and the straight line through the first "
            "and the latest. Key results without three readings by then, levels, milestones and yes or no have no "
            "forecast."
        ),
    )
    return Why(_("How these figures came about"), (), tuple((Bit(text.format(enough=ENOUGH)),) for text in said))


def _empty() -> Empty:
    return Empty(
        _("No closed cycle has a forecast."),
        _("It takes key results with three readings by the third quarter of a cycle, and its close."),
    )


def _cents(value: float) -> int:
    return int(value * 100 + 0.5)
