"""What a key result's row says in words and numbers: now, the share of the way, the change, when it was read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from okrsite.compute.scorecard import KeyResultNumbers, Point
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.quantity import IncomparableUnits, Quantity, Unit, convert, parse_quantity, render_value
from okrsite.model.reading import Reading
from okrsite.views import numbers
from okrsite.views.marks import age, on
from okrsite.views.parts import Change, Seen
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_LONGEST = 24
_WAY = {
    "met_without_start": "met",
    "unmet_without_start": "not met yet",
    "closed_unmet": "not met",
    "no_direction": "progress unknown",
    "no_target": "no target in numbers",
    "no_kind": "nothing to measure it by",
    "fault": "progress unknown",
    "no_reading": "no reading",
    "closed_unmeasured": "no reading, counts 0",
}


def shorter(text: str, longest: int = _LONGEST) -> str:
    """Return a text that fits below a bar.

    >>> shorter("Spain"), shorter("Every country in the south of Europe")
    ('Spain', 'Every country in the…')
    """
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def now(key_result: KeyResult, reckoned: KeyResultNumbers, as_of: date) -> str:
    """Return the value of today as typed, an en dash where there is none."""
    if reckoned.cancelled:
        return numbers.UNKNOWN
    if key_result.type is KeyResultType.MILESTONES:
        done = len(done_steps(key_result, as_of))
        return _("{done} of {all}").format(done=done, all=len(key_result.milestones))
    if key_result.type is KeyResultType.BINARY:
        return _("done") if reckoned.met else _("not yet")
    text = reckoned.current.text if reckoned.current else None
    return text or numbers.UNKNOWN


def way(key_result: KeyResult, reckoned: KeyResultNumbers, cadence: str) -> tuple[str, str]:
    """Return the share of the way, and what those who don't see the column are told behind it."""
    if reckoned.cancelled:
        return _("cancelled"), ""
    if key_result.type is KeyResultType.BINARY:
        return "", ""
    if reckoned.derivation == "maintain":
        return held(reckoned, cadence), ""
    if reckoned.progress is None:
        return _(_WAY.get(reckoned.derivation, "progress unknown")), ""
    if key_result.type is KeyResultType.MILESTONES:
        return _("{share} done").format(share=numbers.percent(reckoned.progress)), ""
    return numbers.percent(reckoned.progress), _("of the way")


def held(reckoned: KeyResultNumbers, cadence: str) -> str:
    """Return in how many of the periods so far a level was held."""
    decided = [part.met for part in reckoned.stretches if part.met is not None]
    forms = {
        "weekly": ("{met} of {n} week", "{met} of {n} weeks"),
        "monthly": ("{met} of {n} month", "{met} of {n} months"),
    }.get(cadence, ("{met} of {n} fortnight", "{met} of {n} fortnights"))
    return ngettext(*forms, len(decided)).replace("{met}", str(sum(decided)))


def done_steps(key_result: KeyResult, as_of: date) -> list[str]:
    """Return the names of the milestones that are done, in their order."""
    return [
        step.name
        for step in key_result.milestones
        if step.done is True or (isinstance(step.done, date) and step.done <= as_of)
    ]


def ends(key_result: KeyResult, reckoned: KeyResultNumbers, cycle: Cycle, as_of: date) -> tuple[str, str]:
    """Return the words below both ends of the bar, as typed."""
    if key_result.type is KeyResultType.MAINTAIN:
        if reckoned.derivation == "single_level":
            return "", wanted(key_result)
        return numbers.day(cycle.start, cycle.start), numbers.day(cycle.end, cycle.start)
    if key_result.type is KeyResultType.MILESTONES:
        return _steps(key_result, as_of)
    if key_result.type is KeyResultType.BINARY:
        return "", _("done")
    start = key_result.start
    begin = _("from an assumed 0") if start and start.assumed else start.text if start else ""
    return shorter(begin), shorter(wanted(key_result))


def _steps(key_result: KeyResult, as_of: date) -> tuple[str, str]:
    done = done_steps(key_result, as_of)
    coming = [step.name for step in key_result.milestones if step.name not in done]
    last = _("{name} done").format(name=shorter(done[-1], 18)) if done else ""
    return last, _("{name} is next").format(name=shorter(coming[0], 16)) if coming else ""


def wanted(key_result: KeyResult) -> str:
    """Return what is wanted, as typed."""
    bounds = key_result.bounds
    if bounds:
        return _("{low} to {high}").format(low=bounds.low_text, high=bounds.high_text)
    amount = key_result.level or key_result.target or key_result.change
    return amount.text if amount else ""


def like(key_result: KeyResult) -> Quantity | None:
    """Return the quantity whose unit and style computed values of a key result take."""
    for amount in (key_result.target, key_result.level, key_result.start, key_result.baseline):
        if amount and amount.quantity:
            return amount.quantity
    return None


def change(key_result: KeyResult, reckoned: KeyResultNumbers, as_of: date) -> Change:
    """Return the change since the last reading, in the unit; the date of the last step where steps are counted."""
    if reckoned.cancelled:
        return Change(numbers.UNKNOWN)
    if key_result.type in (KeyResultType.MILESTONES, KeyResultType.BINARY):
        return _last_step(key_result, as_of)
    if len(reckoned.points) < 2:
        return Change(_("first reading") if reckoned.points else numbers.UNKNOWN)
    before, after = reckoned.points[-2:]
    return step(key_result, before, after)


def _last_step(key_result: KeyResult, as_of: date) -> Change:
    days: list[date | bool | None] = [step.done for step in key_result.milestones] or [key_result.done]
    done = [day for day in days if isinstance(day, date) and day <= as_of]
    if not done:
        return Change(numbers.UNKNOWN)
    last = max(done)
    day = numbers.day(last, as_of)
    if not key_result.milestones:
        return Change(_("on {day}").format(day=day), "up")
    return Change(_("+{n} on {day}").format(n=done.count(last), day=day), "up")


def step(key_result: KeyResult, before: Point, after: Point) -> Change:
    """Return the change from one reading to another in the unit, and whether it goes toward the target."""
    if before.reading.value is None or after.reading.value is None:
        return Change(numbers.UNKNOWN)
    difference = after.reading.value - before.reading.value
    text = difference_text(key_result, difference, after.reading)
    way = direction(key_result, before, after)
    if way < 0:
        return Change(_("{change}, wrong way").format(change=text), "down")
    return Change(text, "up" if way > 0 else "")


def direction(key_result: KeyResult, before: Point, after: Point) -> int:
    """Return 1 for a change toward the target, -1 for one away from it, 0 where neither can be said."""
    old, new = before.reading.value, after.reading.value
    if old is None or new is None or old == new:
        return 0
    if key_result.type is KeyResultType.MAINTAIN or before.progress is None or after.progress is None:
        side = key_result.comparator
        return 0 if side is None else 1 if (new > old) is side.upward else -1
    return (after.progress > before.progress) - (after.progress < before.progress)


def difference_text(key_result: KeyResult, difference: Fraction, reading: Reading) -> str:
    """Return a difference of two values in the unit and style in which the reading was typed."""
    unit = key_result.unit
    if unit is not None and unit.kind == "percent" and unit.symbol == "%":
        return f"{numbers.signed(numbers.short(difference))}{numbers.THIN}{_('pts')}"
    typed = parse_quantity(reading.text or "")
    style = like(key_result)
    if isinstance(typed, Quantity) and unit is not None and not typed.bare:
        try:
            factor = convert(Quantity(Fraction(1), unit, None, "", ""), typed.unit)
        except IncomparableUnits:
            factor = None
        if factor is not None:
            return render_value(difference * factor, typed, signed=True, decimals=_decimals(difference * factor, typed))
    if style is None:
        return numbers.signed(numbers.short(difference))
    return render_value(difference, style, signed=True, decimals=_decimals(difference, style))


def _decimals(value: Fraction, style: Quantity) -> int:
    """Return how many decimals show a difference without ado: those of its style, or the one or two it has."""
    if not value:
        return 0
    if style.style.magnitude:
        return max(style.style.decimals, 1)
    needed = numbers.decimals(value)
    return max(style.style.decimals, min(needed, 2) if needed is not None else 1)


def seen(reckoned: KeyResultNumbers, as_of: date, cancelled_on: date | None = None) -> Seen:
    """Return when a key result was last read, whether that is too long ago, and how sure its owner is."""
    if reckoned.cancelled:
        return Seen(on(cancelled_on, as_of) if cancelled_on else None, _("cancelled"), more=_("not counted"))
    more = [_("stale")] if reckoned.stale else []
    if reckoned.confidence is not None:
        more.append(_("confidence {confidence}").format(confidence=confidence(reckoned.confidence)))
    if reckoned.last_checkin is None:
        return Seen(None, _("never"), reckoned.stale, ", ".join(more) or _("pending"))
    return Seen(age(reckoned.last_checkin, as_of), "", reckoned.stale, ", ".join(more))


def confidence(value: Fraction) -> str:
    """Return a confidence of 0 to 1 with one decimal, or two where it has them.

    >>> confidence(Fraction(7, 10)), confidence(Fraction(3, 4)), confidence(Fraction(1))
    ('0.7', '0.75', '1.0')
    """
    return numbers.rounded(value, 2).removesuffix("0")


def unit_name(unit: Unit | None) -> str:
    """Return what a formula says of its numbers: the unit they are in, empty for plain numbers."""
    if unit is None or not str(unit):
        return ""
    name = f"{unit}s" if unit.kind == "time" and unit.per is None and len(unit.symbol) > 2 else str(unit)
    return _("in {unit}").format(unit=name)
