"""Readings of a key result over time as a chart, whose title is what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

from okrsite.charts import Forecast, Label, Revision, Trajectory, TrajectoryPoint
from okrsite.compute.scorecard import KeyResultNumbers, Point, Status
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.model.quantity import IncomparableUnits, Quantity, Unit, adopt, convert, parse_quantity
from okrsite.views import numbers, readings
from okrsite.views.context import Context
from okrsite.views.formulas import value_of
from okrsite.views.measures import Measure, measure_of
from okrsite.views.outlook import drawn, heading
from okrsite.views.parts import Column, Figure, Ref, Table
from okrsite.views.words import gettext as _

_LEVELS = (KeyResultType.MAINTAIN, KeyResultType.RANGE)
_STILL = timedelta(days=14)
_AHEAD = Fraction(115, 100)


def figure(context: Context, objective: Objective, key_result: KeyResult) -> Figure | None:
    """Return the chart of a key result with at least two readings, None for any other."""
    reckoned = context.card.key_results[key_result.id]
    if len(reckoned.points) < 2 or key_result.type in (None, KeyResultType.MILESTONES, KeyResultType.BINARY):
        return None
    cycle = context.cycle(objective.cycle)
    anchor = f"over-time-{key_result.anchor}"
    return Figure(
        uid=anchor,
        anchor=anchor,
        caption=caption(context, key_result, reckoned),
        measures=key_result.measurement or "",
        chart=_trajectory(context, key_result, reckoned, cycle),
        source=(
            Ref(_("Readings from check-ins, as of {day}").format(day=numbers.day(context.day_of(cycle.id)))),
            Ref(_("Link to this chart"), f"#{anchor}"),
        ),
        table=_table(context, key_result, reckoned, cycle),
    )


def caption(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Return what the chart shows, in words that claim no more than the readings do."""
    value = (reckoned.current.text if reckoned.current else None) or numbers.UNKNOWN
    closed = reckoned.cycle_state is CycleState.CLOSED
    stands = _closed_at(reckoned) if closed else _stands(reckoned)
    course = "" if closed or reckoned.status is Status.ACHIEVED else _course(context, key_result, reckoned.points)
    ahead = heading(context, key_result, reckoned)
    words = [_("ended at {value}") if closed else _("at {value}"), stands, ahead, course]
    return f"{key_result.title}: {', '.join(word for word in words if word)}".replace("{value}", value)


def _closed_at(reckoned: KeyResultNumbers) -> str:
    if reckoned.status is Status.ACHIEVED:
        return _("target met") if reckoned.met else _("success reached")
    return _("short of success") if reckoned.status is Status.MISSED else ""


def _stands(reckoned: KeyResultNumbers) -> str:
    """Return how a running key result stands to what today expects."""
    score, expected, status = reckoned.score, reckoned.expected, reckoned.status
    if reckoned.progress is not None and reckoned.progress < 0:
        return _("moving away from the target")
    if status is Status.ACHIEVED:
        return _("target met") if reckoned.met else _("success reached")
    if status is Status.ON_TRACK and score is not None and expected is not None:
        return _("ahead of what today expects") if score > expected * _AHEAD else _("at pace")
    words = {Status.AT_RISK: _("a little behind what today expects"), Status.OFF_TRACK: _("behind what today expects")}
    return words.get(status, "")


def _course(context: Context, key_result: KeyResult, points: Sequence[Point]) -> str:
    """Return what the latest readings did: turned, stood still or slowed; empty for none of them."""
    last = points[-1]
    same = last
    for point in reversed(points):
        if point.reading.value != last.reading.value:
            break
        same = point
    if last.reading.date - same.reading.date >= _STILL:
        return _("no change since {day}").format(day=numbers.day(same.reading.date, context.as_of))
    steps = _steps(points)
    if key_result.type in _LEVELS or len(steps) < 3:
        return ""
    if steps[-1] < 0 <= min(steps[:-1]):
        return _("and turned")
    half = len(steps) // 2
    early, late = sum(steps[:half], Fraction(0)) / half, sum(steps[half:], Fraction(0)) / (len(steps) - half)
    return _("and has slowed") if 0 <= late * 2 < early else ""


def _steps(points: Sequence[Point]) -> list[Fraction]:
    """Return how far each reading moved from the one before it."""
    shares = [point.progress for point in points if point.progress is not None]
    return [after - before for before, after in pairwise(shares)]


def _trajectory(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers, cycle: Cycle) -> Trajectory:
    measure = measure_of(key_result, reckoned)
    wedge = drawn(context, key_result, reckoned, measure)
    start, target = value_of(key_result.start), value_of(key_result.target)
    success = _success(key_result, reckoned, start, target)
    bounds, level = key_result.bounds, value_of(key_result.level)
    held = ""
    if key_result.type is KeyResultType.MAINTAIN and key_result.comparator and not bounds:
        held = "above" if key_result.comparator.upward else "below"
    today = context.as_of if cycle.contains(context.as_of) else None
    return Trajectory(
        title=f"{key_result.title}, {numbers.span(cycle.start, cycle.end)}",
        description=_description(context, key_result, reckoned, wedge),
        first=cycle.start,
        last=cycle.end,
        first_text=numbers.day(cycle.start, cycle.start),
        last_text=numbers.day(cycle.end, cycle.start),
        readings=_points(reckoned, measure),
        start=measure.value(start) if key_result.type not in _LEVELS else None,
        success=measure.value(success),
        success_label=Label(_("Success"), measure.text(success) if success is not None else ""),
        target=measure.value(bounds.low if bounds else target if level is None else level),
        target_to=measure.value(bounds.high) if bounds else None,
        held=held,  # type: ignore[arg-type]  # one of three words, chosen above
        target_label=Label(_("Target"), readings.wanted(key_result)),
        revisions=_revisions(context, key_result, measure),
        forecast=wedge,
        as_of=today,
        as_of_text=_("as of {day}").format(day=numbers.day(today, cycle.start)) if today else "",
        style=measure.style(),
    )


def _success(
    key_result: KeyResult, reckoned: KeyResultNumbers, start: Fraction | None, target: Fraction | None
) -> Fraction | None:
    """Return the value that is success on the last day, None where there is none but the target."""
    if key_result.type in _LEVELS or start is None or target is None or reckoned.success == 1:
        return None
    return start + reckoned.success * (target - start)


def _points(reckoned: KeyResultNumbers, measure: Measure) -> tuple[TrajectoryPoint, ...]:
    found = [point.reading for point in reckoned.points]
    return tuple(
        [
            TrajectoryPoint(reading.date, measure.number(reading.value), reading.text or "")
            for reading in found
            if reading.value is not None
        ]
    )


def _description(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers, wedge: Forecast | None) -> str:
    first, last = reckoned.points[0].reading, reckoned.points[-1].reading
    said = _("{n} readings from {first} on {begin} to {last} on {end}; wanted is {wanted}.").format(
        n=len(reckoned.points),
        first=first.text,
        begin=numbers.day(first.date, context.as_of),
        last=last.text,
        end=numbers.day(last.date, context.as_of),
        wanted=readings.wanted(key_result),
    )
    if wedge is None:
        return said
    return f"{said} {_('Forecast for the last day: {interval}.').format(interval=wedge.label.value)}"


def _revisions(context: Context, key_result: KeyResult, measure: Measure) -> tuple[Revision, ...]:
    """Return the dated changes of the target that can be drawn."""
    found = []
    for revision in key_result.revisions:
        if revision.date is None or revision.field != "target" or revision.date > context.as_of:
            continue
        before, after = (_number(text, key_result.unit, measure) for text in (revision.before, revision.after))
        day = numbers.day(revision.date, context.as_of)
        text = _("{day}: target {before} → {after}").format(day=day, before=revision.before, after=revision.after)
        found.append(Revision(revision.date, before, after, text))
    return tuple(found)


def _number(text: str | None, unit: Unit | None, measure: Measure) -> float | None:
    typed = parse_quantity(text or "")
    if not isinstance(typed, Quantity) or unit is None:
        return None
    try:
        return measure.value(convert(adopt(typed, unit), unit))
    except IncomparableUnits:
        return None


def _table(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers, cycle: Cycle) -> Table:
    level = numbers.percent(reckoned.success) if key_result.type in _LEVELS else ""
    rows = tuple([_row(context, reckoned, cycle, point, level) for point in reckoned.points])
    return Table(_("Readings of “{title}”").format(title=key_result.title), _columns(), plain=rows)


@cache
def _columns() -> tuple[Column, ...]:
    names = (_("Date"), _("Value"), _("Progress"), _("Expected"), _("Confidence"))
    return tuple(Column(name, number=bool(index)) for index, name in enumerate(names))


def _row(context: Context, reckoned: KeyResultNumbers, cycle: Cycle, point: Point, level: str) -> tuple[str, ...]:
    reading = point.reading
    return (
        numbers.day(reading.date, context.as_of),
        reading.text or numbers.UNKNOWN,
        numbers.percent(point.progress),
        level or numbers.percent_of(cycle.elapsed(reading.date), reckoned.success),
        readings.confidence(reading.confidence) if reading.confidence is not None else numbers.UNKNOWN,
    )
