"""Where a key result is heading: the wedge on its chart, the words of its title, and how the forecast came about."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from okrsite.charts import Forecast as Wedge
from okrsite.charts import Label
from okrsite.compute.course import FEWEST
from okrsite.compute.forecast import Forecast
from okrsite.compute.past_errors import ENOUGH
from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import WAYS, KeyResult, KeyResultType
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.formulas import value_of
from okrsite.views.measures import Measure, measure_of
from okrsite.views.parts import Bit, Paragraph
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_SURE = 0.5
"""A title says where a key result is heading only if eight in ten outcomes differ by no more than this."""


class Ends(Struct, frozen=True):
    """A forecast as values in the key result's unit: on the last day, and the bounds of eight in ten outcomes."""

    value: Fraction
    low: Fraction
    high: Fraction
    way: Fraction


def ends(key_result: KeyResult, reckoned: KeyResultNumbers, found: Forecast) -> Ends | None:
    """Return a forecast in the key result's unit; None for a range, where progress does not tell the value.

    No value crosses 0, or 100 %, where none that is known did.
    """
    start, target = value_of(key_result.start), value_of(key_result.target)
    if key_result.type is KeyResultType.RANGE or start is None or target is None:
        return None
    known = [start, target, *(point.reading.value for point in reckoned.points if point.reading.value is not None)]
    floor = Fraction() if min(known) >= 0 else None
    top = Fraction(100) if key_result.unit and key_result.unit.is_percentage and max(known) <= 100 else None
    way = target - start

    def value(progress: float) -> Fraction:
        far = start + Fraction(progress) * way
        far = far if floor is None else max(floor, far)
        return far if top is None else min(top, far)

    return Ends(value(found.foretold), value(found.lowest), value(found.highest), way)


def drawn(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers, measure: Measure) -> Wedge | None:
    """Return the wedge of a running key result; None without a forecast, or once the last day is read."""
    found = context.forecasts.get(key_result.id)
    if found is None or found.course.last >= found.course.end:
        return None
    far = ends(key_result, reckoned, found)
    if far is None:
        return None
    value, low, high = measure.number(far.value), measure.number(far.low), measure.number(far.high)
    return Wedge(value, low, high, Label(_("Forecast"), interval(far, measure)))


def interval(far: Ends, measure: Measure) -> str:
    """Return a forecast with its bounds as people read it, such as `82 % (79 to 84)`, the smaller bound first."""
    value = measure.estimate(far.value, far.way)
    low, high = (measure.estimate(bound, far.way) for bound in sorted((far.low, far.high)))
    tail = measure.tail(value)
    bare = [
        bound.removesuffix(own).rstrip() if same(own := measure.tail(bound), tail) else bound for bound in (low, high)
    ]
    return _("{value} ({low} to {high})").format(value=value, low=bare[0], high=bare[1])


def same(unit: str, other: str) -> bool:
    """Return whether two units behind numbers are the same but for their number.

    >>> same(" minute", " minutes"), same(" hours", " minutes")
    (True, False)
    """
    return unit.removesuffix("s") == other.removesuffix("s")


def heading(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Return where a running key result is heading, for its title; empty where the forecast is too wide for one."""
    found = context.forecasts.get(key_result.id)
    if found is None or found.high - found.low > _SURE or reckoned.status is Status.ACHIEVED:
        return ""
    far = ends(key_result, reckoned, found) if found.course.last < found.course.end else None
    if far is None or reckoned.current is None or reckoned.current.value is None:
        return ""
    if found.foretold == 1:
        return _("heading for the target")
    measure = measure_of(key_result, reckoned)
    value = measure.estimate(far.value, far.way)
    moves = value != measure.estimate(reckoned.current.value, far.way)
    return _("heading for {value}").format(value=value) if moves else ""


def foreseen(context: Context, key_result: KeyResult) -> list[Paragraph]:
    """Return how a key result's forecast came about, or what it lacks; nothing where none is to be expected."""
    reckoned = context.card.key_results[key_result.id]
    running = reckoned.cycle_state in (CycleState.OPEN, CycleState.CLOSING)
    if not running or not reckoned.counted or key_result.type not in WAYS or reckoned.progress is None:
        return []
    found = context.forecasts.get(key_result.id)
    if found is None:
        return [(Bit(_few(len(reckoned.points))),)]
    return [_foretold(found), _line(context, found, key_result), (Bit(_spread(found)),)]


def _few(readings: int) -> str:
    text = ngettext(
        "No forecast yet: it takes {fewest} readings in the cycle, and there is {n}.",
        "No forecast yet: it takes {fewest} readings in the cycle, and there are {n}.",
        readings,
    )
    return text.replace("{fewest}", str(FEWEST))


def summary(found: Forecast) -> str:
    """Return a forecast in one line: score, interval and how likely success is."""
    text = _("forecast {score} ({low} to {high}), success {chance} likely")
    chance = numbers.percent(Fraction(found.probability))
    return text.format(score=_score(found.score), low=_score(found.low), high=_score(found.high), chance=chance)


def _foretold(found: Forecast) -> Paragraph:
    rest = _(", eight in ten outcomes between {low} and {high}; success, {success}, has a probability of {chance}.")
    words = rest.format(
        low=_score(found.low),
        high=_score(found.high),
        success=numbers.score(found.success),
        chance=numbers.percent(Fraction(found.probability)),
    )
    return (Bit(_("Forecast of the score: ")), Bit(_score(found.score), "number"), Bit(words))


def _line(context: Context, found: Forecast, key_result: KeyResult) -> Paragraph:
    """Return the line with its numbers, so that anybody can draw it again."""
    way = found.course
    cycle = context.cycle(context.graph.objective_of(key_result).cycle)
    days = max(0, way.end - way.last)
    said = ngettext(
        "Line from the latest of {readings} readings, {days} day before the last: ",
        "Line from the latest of {readings} readings, {days} days before the last: ",
        days,
    ).format(readings=way.readings, days=days)
    latest, slope, trust = _percent(way.latest), _rounded(way.slope * 100, 3), _rounded(way.trust, 3)
    text = f"{latest} + {days} × {_bracketed(slope)}{numbers.THIN}% × {trust} = "
    end = numbers.day(cycle.end, context.as_of)
    tail = _(" on {day}. The slope is the median over all pairs of readings, weighted by the days between them.")
    trusted = "" if way.trust == 1 else _(" As pairs disagree, {trust} of it is believed.").format(trust=trust)
    ahead = way.latest + way.trust * way.slope * days
    cut = "" if ahead == way.progress else _(" The line is drawn no farther than start or target.")
    tail = tail.format(day=end) + trusted + cut
    return (Bit(said), Bit(text, "formula"), Bit(_percent(ahead), "number"), Bit(tail))


def _spread(found: Forecast) -> str:
    """Return where the interval comes from."""
    spread = found.spread
    far = _("eight in ten ended {low} to {high} from what was foretold.")
    if spread.origin == "archive":
        text = _("Interval and probability come from {n} key results of closed cycles at {stage} of their cycle: ")
    else:
        text = _(
            "Interval and probability come from simulated key results at {stage} of a cycle, for fewer than {enough} "
            "of closed cycles had a forecast by then: "
        )
    return (text + far).format(
        n=spread.count,
        enough=ENOUGH,
        stage=numbers.percent(spread.stage),
        low=numbers.points(Fraction(spread.least)),
        high=numbers.points(Fraction(spread.most)),
    )


def _score(score: float) -> str:
    return numbers.score(Fraction(score))


def _percent(progress: float) -> str:
    return numbers.percent(Fraction(progress), 1)


def _rounded(value: float, places: int) -> str:
    return numbers.rounded(Fraction(value), places)


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith(numbers.MINUS) else number
