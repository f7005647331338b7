"""How good forecasts were: of closed cycles, at three of their stages, beside what came of them and two rivals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from okrsite.compute.forecast import days_at
from okrsite.compute.hindsight import ASKED, Accuracy, Bin, Past, accuracy, calibration, hindsight
from okrsite.compute.past_errors import ENOUGH
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import foot
from okrsite.views.page import Deferred, Page
from okrsite.views.parts import Bit, Cell, Column, Empty, Foot, Ref, Row, Stat, Table, Why
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_LITTLE = 10
"""Fewer forecasts are shown with their number, and in no sentence."""

_FARTHEST = 5
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ForecastsView:
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
    return context.once("pasts", lambda: hindsight(context.records, context.graph, context.settings.grace))


def forecasts_view(context: Context) -> ForecastsView:
    """Return how good the forecasts of closed cycles were."""
    pasts = pasts_of(context)
    fact, act = _opening(pasts)
    return ForecastsView(
        eyebrow=(Ref(_("Archive"), context.urls.archive()), Ref(_("Forecasts"))),
        fact=fact,
        act=act,
        stats=_stats(pasts),
        stages=_stages(pasts) if pasts else None,
        cycles=_cycles(context, pasts) if pasts else None,
        chances=_chances(calibration(pasts)) if pasts else None,
        chances_said=_said_of_chances(calibration(pasts)),
        farthest=_farthest(context, pasts),
        why=_why() if pasts else None,
        empty=None if pasts else _empty(),
        foot=foot(
            context, None, Ref(_("Archive"), context.urls.archive()), Ref(_("All cycles"), context.urls.cycles())
        ),
    )


def judged(context: Context, cycle: Cycle) -> bool:
    """Return whether a closed cycle has forecasts to be judged."""
    latest = days_at(ASKED[-1], cycle.days)
    own = (record for record in context.records if record.cycle == cycle.id and record.final is not None)
    return any(record.course(latest) is not None for record in own)


def at(pasts: Sequence[Past], stage: Fraction) -> list[Past]:
    """Return the forecasts of one stage."""
    return [past for past in pasts if past.stage == stage]


def _opening(pasts: Sequence[Past]) -> tuple[str, str]:
    """Return how far off forecasts at half of a cycle were, then how that compares with the rivals."""
    found = accuracy(at(pasts, _HALF))
    if found is None:
        return _("No forecast can be judged yet."), ""
    cycles = len({past.cycle for past in pasts})
    fact = ngettext(
        "Half way through {n} closed cycle, forecasts of the score were off by {error} on average.",
        "Half way through {n} closed cycles, forecasts of the score were off by {error} on average.",
        cycles,
    ).format(error=_number(found.error), n=cycles)
    if found.count < _LITTLE:
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
    words = {"last": _number(found.last), "straight": _number(found.straight)}
    if ours > last or ours > straight:
        better = _("the latest value") if last <= straight else _("the straight line")
        return _("To take {better} would have done better: {error}.").format(
            better=better, error=_number(min(found.last, found.straight))
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
        Stat(
            _("Off at {stage}").format(stage=_STAGE_WORDS[stage]), value=_number(one.error), more=(Ref(_counted(one)),)
        )
        for stage, one in found
        if one
    ]
    every = accuracy(pasts)
    if every:
        share = numbers.percent(Fraction(every.coverage))
        boxes.append(Stat(_("Intervals that held"), value=share, more=(Ref(_("meant are 80 of 100")),)))
    return tuple(boxes)


_STAGE_WORDS = {Fraction(1, 4): "a quarter", Fraction(1, 2): "half", Fraction(3, 4): "three quarters"}


def _counted(found: Accuracy) -> str:
    return ngettext("of {n} key result", "of {n} key results", found.count)


def _stages(pasts: Sequence[Past]) -> Table:
    """Return the errors at each stage, beside those of the rivals."""
    rows = [
        (_("At {stage} of the cycle").format(stage=_STAGE_WORDS[stage]), accuracy(at(pasts, stage))) for stage in ASKED
    ]
    every = [*rows, (_("All of them"), accuracy(pasts))]
    columns = (
        Column(_("When")),
        Column(_("Key results"), number=True, quiet=True),
        Column(_("Forecast off by"), number=True),
        Column(_("Latest value off by"), number=True),
        Column(_("Straight line off by"), number=True),
        Column(_("Intervals that held"), number=True),
        Column(_("Width of intervals"), number=True, extra=True),
    )
    caption = _("Mean absolute errors of the score by stage of the cycle")
    return Table(caption, columns, tuple(_stage_row(name, found) for name, found in every if found))


def _stage_row(name: str, found: Accuracy) -> Row:
    return Row(
        (
            Cell(name),
            Cell(str(found.count)),
            Cell(_number(found.error), strong=True),
            Cell(_number(found.last)),
            Cell(_number(found.straight)),
            Cell(numbers.percent(Fraction(found.coverage))),
            Cell(_number(found.width)),
        )
    )


def _cycles(context: Context, pasts: Sequence[Past]) -> Table:
    """Return the errors of each cycle, the newest first."""
    columns = (
        Column(_("Cycle")),
        *(
            Column(_("Off at {stage}").format(stage=_STAGE_WORDS[stage]), number=True, extra=stage != _HALF)
            for stage in ASKED
        ),
        Column(_("All of them"), number=True),
        Column(_("Latest value"), number=True),
        Column(_("Straight line"), number=True),
        Column(_("Intervals that held"), number=True),
        Column(_("Intervals from"), quiet=True, extra=True),
    )
    cycles = [*dict.fromkeys(past.cycle for past in reversed(pasts))]
    rows = tuple(_cycle_row(context, id, [past for past in pasts if past.cycle == id]) for id in cycles)
    return Table(_("Mean absolute errors of the score by cycle"), columns, rows)


def _cycle_row(context: Context, id: str, own: Sequence[Past]) -> Row:
    cycle, found = context.cycle(id), accuracy(own)
    assert found is not None
    cells = [Cell(_few(accuracy(at(own, stage)))) for stage in ASKED]
    return Row(
        (
            Cell(id, context.urls.cycle(cycle)),
            *cells,
            Cell(_number(found.error), strong=True),
            Cell(_number(found.last)),
            Cell(_number(found.straight)),
            Cell(numbers.percent(Fraction(found.coverage))),
            Cell(_origin(found)),
        ),
        anchor=f"cycle-{cycle.slug}",
    )


def _few(found: Accuracy | None) -> str:
    """Return an error, with the number of forecasts where they are few."""
    if found is None:
        return numbers.UNKNOWN
    return _number(found.error) if found.count >= _LITTLE else f"{_number(found.error)} ({found.count})"


def _origin(found: Accuracy) -> str:
    if found.own == found.count:
        return _("earlier cycles")
    return _("simulation and earlier cycles") if found.own else _("simulation")


def _chances(bins: Sequence[Bin]) -> Table:
    """Return how often what was foretold with a probability came true."""
    columns = (
        Column(_("Probability of success")),
        Column(_("Forecasts"), number=True, quiet=True),
        Column(_("Foretold on average"), number=True),
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
    share = numbers.percent(Fraction(one.succeeded, one.count)) if one.count >= _LITTLE else numbers.UNKNOWN
    return Row(
        (
            Cell(between),
            Cell(str(one.count)),
            Cell(numbers.percent(Fraction(one.foretold)) if known else numbers.UNKNOWN),
            Cell(_("{n} of {all}").format(n=one.succeeded, all=one.count) if known else numbers.UNKNOWN),
            Cell(share, strong=True),
        )
    )


def _said_of_chances(bins: Sequence[Bin]) -> str:
    """Return what the probabilities were worth: the class that was farthest off among those that are large enough."""
    large = [one for one in bins if one.count >= _LITTLE]
    if not large:
        return _("Too few forecasts to say what probabilities were worth.")
    worst = max(large, key=lambda one: abs(one.succeeded / one.count - one.foretold))
    return _("Farthest off: what was foretold with {foretold} came true in {share}, {n} of {all}.").format(
        foretold=numbers.percent(Fraction(worst.foretold)),
        share=numbers.percent(Fraction(worst.succeeded, worst.count)),
        n=worst.succeeded,
        all=worst.count,
    )


def _farthest(context: Context, pasts: Sequence[Past]) -> Table | None:
    """Return the key results that surprised most at half of their cycle; None where there is nothing to choose from."""
    half = at(pasts, _HALF)
    if len(half) < _LITTLE:
        return None
    them = sorted(half, key=lambda past: (-abs(past.forecast.score - past.final), past.key_result))[:_FARTHEST]
    columns = (
        Column(_("Key result")),
        Column(_("Cycle"), quiet=True, extra=True),
        Column(_("Score then"), number=True),
        Column(_("Forecast"), number=True),
        Column(_("Ended at"), number=True),
    )
    return Table(
        _("Forecasts at half of the cycle that were farthest off"), columns, tuple(_far(context, one) for one in them)
    )


def _far(context: Context, past: Past) -> Row:
    found = past.forecast
    between = f"{_number(found.score)} ({_number(found.low)} {_('to')} {_number(found.high)})"
    return Row(
        (
            Cell(context.title(past.key_result), context.address(past.key_result)),
            Cell(past.cycle, context.urls.cycle(context.cycle(past.cycle))),
            Cell(_number(past.last)),
            Cell(between),
            Cell(_number(past.final), strong=True),
        )
    )


def _why() -> Why:
    """Return how the figures of the page came about."""
    said = (
        _(
            "Each forecast is made again as it would have been on that day: from the readings up to it, at least three, "
            "with the intervals that the cycles closed by then gave, or while these had fewer than {enough} key results, "
            "the table that comes with okrsite. Targets are those of the documents."
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


def _number(value: float) -> str:
    return numbers.score(Fraction(value))
