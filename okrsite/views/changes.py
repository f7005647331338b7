"""What was changed of an objective and its key results: from what to what, when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from msgspec import Struct

from okrsite.compute.moved import Effect, moved_by
from okrsite.compute.revisions import Revised, revisions_of
from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.model.past import WORDING
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import on, short_commit
from okrsite.views.parts import Day, Prose, Ref, StatusMark
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_RECENT = 6
_NAMES = {"objective": "Wording", "key_result": "Wording", "cancelled": "Cancellation", "maintain": "Level to hold"}


class Changed(Struct, frozen=True):
    """One field that was changed: of what (empty for the objective itself), the field, and both its values."""

    subject: Ref
    field: str
    before: str
    after: str


class ChangeEntry(Struct, frozen=True):
    """What was changed at once: `mark` tells early from late, `effect` what it did to the scores of that day."""

    day: Day | None
    mark: StatusMark | None
    changed: tuple[Changed, ...]
    reasons: tuple[Prose, ...]
    unlogged: str
    effect: str
    by: tuple[Ref, ...]


class Changes(Struct, frozen=True):
    """The history of an objective, newest first; `note` sums it up, `earlier` is folded away."""

    note: str
    recent: tuple[ChangeEntry, ...]
    earlier: tuple[ChangeEntry, ...]
    earlier_words: str


def changes(context: Context, objective: Objective) -> Changes | None:
    """Return all changes of an objective and its key results up to today, None where there is none."""
    revised = revisions_of(context.graph, objective, context.as_of)
    if not revised:
        return None
    entries = list(_entries(context, objective, revised))[::-1]
    rest = entries[_RECENT:]
    words = ngettext("{n} earlier change", "{n} earlier changes", len(rest))
    return Changes(_note(revised), tuple(entries[:_RECENT]), tuple(rest), words)


def _note(revised: Sequence[Revised]) -> str:
    late = sum(one.late for one in revised)
    words = [ngettext("{n} change", "{n} changes", len(revised))]
    if late:
        words.append(ngettext("{n} late", "{n} late", late))
    return ", ".join(words)


def _entries(context: Context, objective: Objective, revised: Sequence[Revised]) -> Iterator[ChangeEntry]:
    """One entry for what one commit, or one day's log, changed; oldest first."""
    cycle, done = context.cycle(objective.cycle), 0
    for _key, group in groupby(revised, key=_together):
        step = list(group)
        done += len(step)
        moved = moved_by(step, revised[done:], objective, cycle, context.settings)
        yield _entry(context, objective, step, cycle, moved)


def _together(one: Revised) -> tuple[object, ...]:
    return one.date, one.commits[-1].commit if one.commits else ""


def _entry(
    context: Context, objective: Objective, step: Sequence[Revised], cycle: Cycle, moved: Effect | None
) -> ChangeEntry:
    day = step[0].date
    reasons = [Prose(one.reason, context.uri(one.logged)) for one in step if one.reason]
    silent = any(one.measures and not one.reason for one in step)
    return ChangeEntry(
        day=on(day, context.as_of) if day else None,
        mark=_mark(step),
        changed=tuple(_changed(context, objective, one) for one in step),
        reasons=tuple(dict.fromkeys(reasons)),
        unlogged=_("No reason logged.") if silent else "",
        effect=_effect(context, objective, moved) if moved else "",
        by=tuple(_by(context, step, cycle)),
    )


def _mark(step: Sequence[Revised]) -> StatusMark | None:
    """The shape and the word for what comes late, or early enough to be discipline."""
    if any(one.late for one in step):
        return StatusMark("at_risk", _("Late"))
    return StatusMark("on_track", _("Early")) if any(one.early for one in step) else None


def _changed(context: Context, objective: Objective, one: Revised) -> Changed:
    own = one.subject == objective.id
    subject = Ref("" if own else context.title(one.subject), "" if own else context.address(one.subject))
    name = _(_NAMES.get(one.field, one.field.replace("_", " ").capitalize()))
    before, after = one.before, one.after
    if one.field in WORDING:
        before, after = _quoted(before), _quoted(after)
    return Changed(subject, name, before or _("nothing"), after or _("nothing"))


def _quoted(text: str | None) -> str | None:
    return _("“{text}”").format(text=text) if text else None


def _effect(context: Context, objective: Objective, moved: Effect) -> str:
    """What it did to the scores of that day, in words; nothing where none was known."""
    known = {id: scores for id, scores in moved.key_results.items() if scores != (None, None)}
    if not known:
        return ""
    parts = [
        _("score that day {change}").format(change=_told(*scores))
        if len(known) == 1
        else _("score of {title} that day {change}").format(title=context.title(id), change=_told(*scores))
        for id, scores in known.items()
    ]
    if len(objective.key_results) > 1:
        parts.append(_("the objective's {change}").format(change=_told(*moved.objective)))
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"


def _told(before: Fraction | None, after: Fraction | None) -> str:
    first, then = numbers.score(before), numbers.score(after)
    return _("{score} as before").format(score=then) if first == then else f"{first} → {then}"


def _by(context: Context, step: Sequence[Revised], cycle: Cycle) -> Iterator[Ref]:
    """The commits with their authors, and when in the cycle it was."""
    for change in {one.commits[-1].commit: one.commits[-1] for one in step if one.commits}.values():
        yield Ref(_("commit {id}").format(id=short_commit(change.commit)), context.forge.commit(change.commit))
        yield Ref(change.author)
    day = step[0].date
    if day and cycle.contains(day):
        week, weeks = (day - cycle.start).days // 7 + 1, (cycle.days + 6) // 7
        yield Ref(_("week {week} of {weeks}").format(week=week, weeks=weeks))
    elif day and day > cycle.end:
        yield Ref(_("after the end of {cycle}").format(cycle=cycle.id))
