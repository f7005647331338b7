"""What the data says of a week, line by line: what moved, was shipped, revised, cancelled and reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice

from msgspec import Struct

from okrsite.compute.revisions import Revised
from okrsite.compute.scorecard import Point
from okrsite.compute.weekly import Shipped, Step, step_in
from okrsite.model.initiative import Initiative, Move
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.model.reading import Reading, ReadingSource
from okrsite.model.week import Week
from okrsite.views import numbers, readings
from okrsite.views.context import Context
from okrsite.views.marks import reference
from okrsite.views.parts import Change, Prose, Ref
from okrsite.views.urls import followed
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext

_NAMED = 3
_LINEAR = (KeyResultType.METRIC, KeyResultType.CHANGE)
_ZERO = Fraction()


class Line(Struct, frozen=True):
    """One thing that the data says: about what, in words, how that changed, and why; `below` is what hangs on it."""

    subject: Ref
    text: str = ""
    change: Change | None = None
    note: Prose | None = None
    below: tuple[Line, ...] = ()


class Reread(Struct, frozen=True):
    """A key result with its readings of a week; `way` is 1 for toward the target, -1 for away, 0 for neither.

    `changed` tells that the value is another than before; `size` is the share of the way that it moved, for sorting.
    """

    key_result: KeyResult
    step: Step | None
    before: Point | None
    changed: bool = False
    way: int = 0
    size: float = 0.0


def reread(context: Context, ids: Iterable[str], week: Week) -> list[Reread]:
    """Return what the readings of a week say of key results, those that moved furthest first."""
    first, last = week.first, week.last
    found = [_reread(context, context.graph.key_results[id], first, last) for id in ids]
    return sorted(found, key=lambda one: (not one.changed, -one.size, one.key_result.id))


def _reread(context: Context, key_result: KeyResult, first: date, last: date) -> Reread:
    step = step_in(context.card.key_results[key_result.id], first, last)
    before = _before(key_result, step) if step else None
    if step is None or before is None:
        return Reread(key_result, step, before)
    if key_result.type in _LINEAR and step.after.progress is not None and before.progress is not None:
        # In integers: the weeks of an archive compare each reading with the one before it.
        now, whole = step.after.progress.as_integer_ratio()
        was, of = before.progress.as_integer_ratio()
        moved = now * of - was * whole
        return Reread(key_result, step, before, moved != 0, (moved > 0) - (moved < 0), abs(moved) / (whole * of))
    changed = before.reading.value != step.after.reading.value
    way = readings.direction(key_result, before, step.after) if changed else 0
    return Reread(key_result, step, before, changed, way)


def _before(key_result: KeyResult, step: Step) -> Point | None:
    """The point that a week's reading is compared with: the one before the week, else the start."""
    start = key_result.start
    if step.before or start is None or start.value is None:
        return step.before
    day = step.after.reading.date
    reading = Reading(day, start.value, start.text, ReadingSource.INLINE, key_result.where)
    return Point(reading, None if step.after.progress is None else _ZERO)


def moved_line(context: Context, one: Reread, week: Week) -> Line:
    """Return one key result: from where to where, by how much in its unit, and the note as the reason."""
    subject = reference(context, one.key_result.id)
    note = _note(context, one.key_result, week)
    if one.step is None:
        return Line(subject, _("no value"), note=note)
    now = one.step.after.reading.text or numbers.UNKNOWN
    if one.before is None:
        return Line(subject, _("{value}, first reading").format(value=now), note=note)
    if not one.changed:
        return Line(subject, _("{value}, unchanged").format(value=now), note=note)
    change = readings.step(one.key_result, one.before, one.step.after)
    return Line(subject, f"{one.before.reading.text or numbers.UNKNOWN} → {now}", change, note)


def _note(context: Context, key_result: KeyResult, week: Week) -> Prose | None:
    """The last note of a week's readings."""
    noted = [one for one in key_result.readings if one.note and week.first <= one.date <= week.last]
    known = [one for one in noted if one.date <= context.as_of]
    return Prose(known[-1].note or "", context.uri(known[-1].where)) if known else None


def worth_telling(context: Context, found: Sequence[Reread], week: Week, most: int) -> tuple[list[Line], str]:
    """Return at most `most` lines, what moved first, then what has a note; and the others in words."""
    worth = (one for one in found if one.changed or _note(context, one.key_result, week))
    told = list(islice(worth, most))
    ids = {one.key_result.id for one in told}
    others = [one for one in found if one.key_result.id not in ids]
    return [moved_line(context, one, week) for one in told], _others(context, others)


def _others(context: Context, others: Sequence[Reread]) -> str:
    moved = sum(one.changed for one in others)
    still = [one for one in others if one.step and not one.changed]
    words = [ngettext("{n} more moved", "{n} more moved", moved)] if moved else []
    if 0 < len(still) <= _NAMED:
        names = listed([_("“{title}”").format(title=one.key_result.title) for one in still])
        words.append(_("{names} stood still").format(names=names))
    elif still:
        words.append(ngettext("{n} stood still", "{n} stood still", len(still)))
    return f"{'; '.join(words)}." if words else ""


def stepped_line(context: Context, id: str, week: Week) -> Line:
    """Return the milestones of a key result that were done in a week, or that all of it was."""
    key_result = context.graph.key_results[id]
    names = [
        step.name
        for step in key_result.milestones
        if isinstance(step.done, date) and week.first <= step.done <= week.last
    ]
    if not names:
        return Line(reference(context, id), _("done"), Change(_("done"), "up"))
    done = sum(day <= week.last for day in key_result.days_done()) + sum(
        step.done is True for step in key_result.milestones
    )
    of = _("{done} of {all}").format(done=done, all=len(key_result.milestones))
    return Line(reference(context, id), _("{names} done").format(names=listed(names)), Change(of, "up"))


def shipped_line(context: Context, one: Shipped, week: Week) -> Line:
    """Return what was shipped, and below it what it should have moved and whether that moved."""
    bet = one.initiative
    subject = Ref(bet.name, context.urls.document(bet.uri, bet.id))
    day = numbers.day(one.day, context.as_of)
    text = _("done by {day}").format(day=day)
    if one.release:
        text = _("{release} released on {day}").format(release=one.release.name, day=day)
    below = tuple(_hoped(context, move, week) for move in bet.moves) or _numberless(context, bet)
    link = followed(one.release.url, bet.uri) if one.release and one.release.url else ""
    return Line(Ref(bet.name, link) if link else subject, text, below=below)


def _numberless(context: Context, bet: Initiative) -> tuple[Line, ...]:
    if bet.enables:
        measurable = listed([context.title(id) for id in bet.enables])
        return (Line(Ref(""), _("makes measurable: {names}").format(names=measurable)),)
    return (Line(Ref(""), _("names no key result that it should move")),)


def _hoped(context: Context, move: Move, week: Week) -> Line:
    """Whether a key result moved in the week in which something was shipped to move it, and where it is now."""
    key_result = context.graph.key_results[move.key_result]
    reckoned = context.card.key_results[key_result.id]
    one = _reread(context, key_result, week.first, week.last)
    words = [_that_week(context, one, week)]
    if move.impact:
        words.append(_("hoped for {impact}").format(impact=move.impact))
    current = reckoned.current
    if current and current.date > week.last:
        day = numbers.day(current.date, context.as_of)
        words.append(_("{value} on {day}").format(day=day, value=current.text or numbers.UNKNOWN))
    return Line(reference(context, key_result.id), ", ".join(words))


def _that_week(context: Context, one: Reread, week: Week) -> str:
    if one.step is None:
        return _("not read that week")
    if not one.changed:
        return _("had not moved that week")
    line = moved_line(context, one, week)
    return _("{values} that week ({change})").format(values=line.text, change=line.change.text if line.change else "")


def revised_line(context: Context, one: Revised) -> Line:
    """Return what was revised, and the reason that was logged."""
    text = _("{field} {before} → {after}").format(
        field=one.field.replace("_", " "), before=one.before or _("nothing"), after=one.after or _("nothing")
    )
    if one.late:
        text = _("{change}, late in the cycle").format(change=text)
    elif one.measures and not one.reason:
        text = _("{change}, no reason logged").format(change=text)
    reason = Prose(one.reason, context.uri(one.logged)) if one.reason else None
    return Line(reference(context, one.subject), text, note=reason)


def cancelled_line(context: Context, goal: Objective | KeyResult) -> Line:
    """Return what was cancelled, and why."""
    reason = goal.cancelled.reason if goal.cancelled else None
    return Line(
        reference(context, goal.id), _("cancelled"), note=Prose(reason, context.uri(goal.where)) if reason else None
    )


def leading_lines(context: Context, id: str, week: Week) -> list[Line]:
    """Return what the leading indicators of a key result did in a week."""
    lines = []
    for one in context.graph.key_results[id].leading:
        known = [reading for reading in one.readings if reading.date <= min(week.last, context.as_of)]
        own = [reading for reading in known if reading.date >= week.first]
        earlier = [reading for reading in known if reading.date < week.first]
        if own:
            now = own[-1].text or numbers.UNKNOWN
            text = f"{earlier[-1].text or numbers.UNKNOWN} → {now}" if earlier else now
            lines.append(Line(Ref(one.name, context.address(id)), text))
    return lines


def reached_line(context: Context, id: str, day: date) -> Line:
    """Return a key result whose target was met, with what, when, and whether it fell back since."""
    key_result, reckoned = context.graph.key_results[id], context.card.key_results[id]
    value = next((point.reading.text for point in reckoned.points if point.reading.date == day), None)
    words = [_("{value} on {day}") if value else _("on {day}")]
    if reckoned.fell_back:
        words.append(_("fell back since"))
    text = ", ".join(words).format(value=value, day=numbers.day(day, context.as_of))
    return Line(reference(context, key_result.id), text)


def team_of(context: Context, id: str) -> str:
    """Return the team of an objective or key result."""
    graph = context.graph
    return graph.objectives[graph.key_results[id].objective if id in graph.key_results else id].team
