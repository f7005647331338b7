"""Key results as rows: name, now, bar, trend and last reading, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.model.reading import Reading
from okrsite.views import numbers, readings
from okrsite.views.bars import key_result_bar, shared_scale
from okrsite.views.context import Context
from okrsite.views.facts import key_result_facts
from okrsite.views.marks import person, status_mark, team
from okrsite.views.parts import Bar, KrList, KrRow, Prose, Ref
from okrsite.views.sparks import key_result_spark
from okrsite.views.whys import key_result_why
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


def kr_row(context: Context, key_result: KeyResult, *, at_home: bool = False) -> KrRow:
    """Return the row of a key result; `at_home` is its objective's page, which has its anchor and all of it."""
    objective = context.graph.objective_of(key_result)
    reckoned = context.card.key_results[key_result.id]
    now = readings.now(key_result, reckoned, context.as_of)
    way, way_hidden = readings.way(key_result, reckoned, objective.cadence)
    return KrRow(
        id=key_result.id,
        anchor=key_result.anchor if at_home else "",
        title=Ref(key_result.title, "" if at_home else context.urls.key_result(key_result)),
        status=status_mark(reckoned.status),
        who=_who(context, key_result, objective, reckoned, at_home=at_home),
        now=now,
        way=way,
        way_hidden=way_hidden,
        bar=_bar(context, key_result, objective, reckoned, f"{now}, {way} {way_hidden}".strip(", ")),
        spark=key_result_spark(key_result, reckoned, context.cycle(objective.cycle), context.as_of),
        change=readings.change(key_result, reckoned, context.as_of),
        seen=readings.seen(reckoned, context.as_of, key_result.cancelled.date if key_result.cancelled else None),
        note=_note(context, key_result, reckoned),
        remark=_remark(context, key_result, reckoned),
        why=key_result_why(context, key_result, objective) if at_home else None,
        facts=key_result_facts(context, key_result) if at_home else (),
    )


def kr_list(context: Context, key_results: Iterable[KeyResult], *, at_home: bool = False) -> KrList:
    """Return key results under one head, in the order given."""
    rows = tuple(kr_row(context, key_result, at_home=at_home) for key_result in key_results)
    return KrList(rows, shared_scale([row.bar for row in rows]))


def _bar(context: Context, key_result: KeyResult, objective: Objective, reckoned: KeyResultNumbers, said: str) -> Bar:
    ends = readings.ends(key_result, reckoned, context.cycle(objective.cycle), context.as_of)
    return key_result_bar(key_result, reckoned, _spoken(key_result, reckoned, said), context.as_of, ends)


def _spoken(key_result: KeyResult, reckoned: KeyResultNumbers, said: str) -> str:
    """Return what the bar shows, for those who don't see it."""
    parts = [f"{key_result.title}: {said}"]
    if reckoned.expected is not None and not reckoned.cancelled:
        parts.append(_("expected today {expected}").format(expected=numbers.percent(reckoned.expected)))
    return "; ".join([*parts, status_mark(reckoned.status).word.lower()])


def _who(
    context: Context, key_result: KeyResult, objective: Objective, reckoned: KeyResultNumbers, *, at_home: bool
) -> tuple[Ref, ...]:
    """Return whose it is and what kind: the team away from home, the one responsible, category, reported health."""
    who = [] if at_home else [team(context, objective.team)]
    if key_result.owner:
        who.append(person(context, key_result.owner))
    if key_result.type is KeyResultType.MILESTONES:
        who.append(Ref(ngettext("{n} milestone", "{n} milestones", len(key_result.milestones))))
    if key_result.category:
        who.append(Ref(key_result.category))
    if reckoned.health:
        who.append(Ref(_("reported {health}").format(health=reckoned.health)))
    return tuple(who)


def latest(key_result: KeyResult, context: Context) -> Reading | None:
    """Return the newest check-in up to the as-of day, with or without a value."""
    known = [reading for reading in key_result.readings if reading.date <= context.as_of]
    return known[-1] if known else None


def _note(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers) -> Prose | None:
    if reckoned.cancelled:
        return None
    reading = latest(key_result, context)
    return Prose(reading.note, context.uri(reading.where)) if reading and reading.note else None


def _remark(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Return what has to be said beside the numbers: why it is cancelled, a fall, a score set by hand."""
    if reckoned.cancelled:
        return (key_result.cancelled.reason or "") if key_result.cancelled else ""
    said = []
    if reckoned.highest:
        day = numbers.day(reckoned.highest.reading.date, context.as_of)
        said.append(_("It was met on {day} and fell back.").format(day=day))
    if reckoned.score_source == "hand":
        scores = numbers.score(reckoned.score), numbers.score(reckoned.score_computed)
        said.append(
            _("Its score is set by hand to {hand}; computed is {computed}.").format(hand=scores[0], computed=scores[1])
        )
    return " ".join(said)
