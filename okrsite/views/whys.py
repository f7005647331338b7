"""Provenance: for every number its formula, the rule behind its status, and who wrote what where."""

from __future__ import annotations

from okrsite.compute.key_results import records
from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers
from okrsite.diagnostics import Where
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.model.reading import HandScore, Reading, ReadingSource, Revision
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.editing import edit_bits
from okrsite.views.formulas import formula
from okrsite.views.marks import short_commit
from okrsite.views.outlook import foreseen
from okrsite.views.parts import Bit, Paragraph, Why
from okrsite.views.readings import wanted
from okrsite.views.verdicts import expected_by_days, expected_of, mean, verdict
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_SOURCES = {
    ReadingSource.INLINE: "written at the key result",
    ReadingSource.CHECKIN: "from a check-in",
    ReadingSource.CURRENT: "from `current`",
    ReadingSource.GIT: "from an earlier `current` in git",
}


def written(where: Where) -> Paragraph:
    """Return a place in an author's file."""
    return (Bit(where.path, "code"), Bit(_(" line {line}").format(line=where.line)))


def key_result_why(context: Context, key_result: KeyResult, objective: Objective) -> Why:
    """Return where a key result's progress, score and status come from."""
    reckoned, cycle = context.card.key_results[key_result.id], context.cycle(objective.cycle)
    closed = reckoned.cycle_state is CycleState.CLOSED
    how = expected_of(key_result, reckoned, cycle, context.as_of)
    shown = numbers.percent(reckoned.progress) if reckoned.progress is not None else numbers.score(reckoned.score)
    known = reckoned.progress is not None or reckoned.score is not None
    paragraphs = (
        *_start(key_result),
        *verdict(reckoned, context.settings, objective.commitment, expected=how, closed=closed),
        *_hand(reckoned.hand_score, reckoned),
        *_stretches(context, key_result, reckoned),
        *_fallen(context, reckoned),
        *_read(context, key_result, reckoned),
        *foreseen(context, key_result),
        *(_revised(context, revision) for revision in key_result.revisions),
        (
            Bit(_("Key result ")),
            Bit(key_result.id, "code"),
            Bit(": "),
            *written(key_result.where),
            Bit("."),
            *(() if closed else edit_bits(context, key_result.where)),
        ),
    )
    summary = _("How {number} came about").format(number=shown) if known else _("Why this is unknown")
    return Why(summary, formula(key_result, reckoned, context.as_of), paragraphs)


def _start(key_result: KeyResult) -> list[Paragraph]:
    """Return what has to be said of where the way begins and ends."""
    said = []
    start, baseline, change = key_result.start, key_result.baseline, key_result.change
    if start and start.assumed:
        said.append(_("No start is written: the way is taken to begin at an assumed 0."))
    elif start and baseline and start.text != baseline.text:
        said.append(
            _("The way begins at {start}; the baseline {baseline} is for comparison only.").format(
                start=start.text, baseline=baseline.text
            )
        )
    if key_result.type is KeyResultType.CHANGE and change and change.value is not None and key_result.target:
        said += _changed(key_result)
    return [(Bit(text),) for text in said]


def _changed(key_result: KeyResult) -> list[str]:
    change, baseline, target = key_result.change, key_result.baseline, key_result.target
    if not (change and change.value is not None and target and target.value is not None):
        return []
    if baseline is None or baseline.value is None:
        return [_("The readings are changes themselves, counted from 0.")]
    sign = numbers.MINUS if change.value < 0 else "+"
    return [
        _("Target: {baseline} × (1 {sign} {share}{thin}%) = {target}.").format(
            baseline=numbers.exact(baseline.value),
            sign=sign,
            share=numbers.exact(abs(change.value)),
            thin=numbers.THIN,
            target=numbers.exact(target.value),
        )
    ]


def _hand(hand: HandScore | None, reckoned: KeyResultNumbers | ObjectiveNumbers) -> list[Paragraph]:
    """Return the score that somebody set by hand beside the computed one, and whether it counts."""
    if hand is None:
        return []
    if reckoned.score is not None and records(hand.score, reckoned.score_computed):
        recorded = (Bit(_("Recorded as ")), Bit(numbers.score(hand.score), "number"))
        why = (Bit(": "), Bit(hand.reason, "prose")) if hand.reason else ()
        return [(*recorded, *why, Bit(" ("), *written(hand.where), Bit(")."))]
    by = _(" by {who}").format(who=hand.author) if hand.author else ""
    counts = (
        _("it counts instead of the computed {score}")
        if reckoned.score_source == "hand"
        else _("it will count once the cycle is closed; computed is {score}")
    ).format(score=numbers.score(reckoned.score_computed))
    text = _("Set by hand{by} to ").format(by=by)
    reason = (Bit(": "), Bit(hand.reason, "prose")) if hand.reason else (Bit(_(", without a reason")),)
    ending = (Bit(f" ({counts}; "), *written(hand.where), Bit(")."))
    return [(Bit(text), Bit(numbers.score(hand.score), "number"), *reason, *ending)]


def _stretches(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers) -> list[Paragraph]:
    """Return which periods a level was not held in."""
    if not reckoned.stretches:
        return []
    broken = [
        _("{days} ({value})").format(
            days=numbers.span(part.first, part.last, context.as_of),
            value=(part.reading.text if part.reading else None) or _("no reading"),
        )
        for part in reckoned.stretches
        if part.met is False
    ]
    level = _("To be held: {level}.").format(level=wanted(key_result))
    if not broken:
        return [(Bit(f"{level} {_('It was held throughout.')}" if reckoned.current else level),)]
    return [(Bit(f"{level} {_('Not held: {periods}.').format(periods=', '.join(broken))}"),)]


def _fallen(context: Context, reckoned: KeyResultNumbers) -> list[Paragraph]:
    best = reckoned.highest
    if not best:
        return []
    text = _("The target was met on {day} with {value}, and missed again since.")
    day = numbers.day(best.reading.date, context.as_of)
    return [(Bit(text.format(day=day, value=best.reading.text or numbers.UNKNOWN)),)]


def _read(context: Context, key_result: KeyResult, reckoned: KeyResultNumbers) -> list[Paragraph]:
    """Return the reading that counts: its value, day, author, source and place."""
    reading = reckoned.current
    if reading is None:
        return []
    day = numbers.day(reading.date, context.as_of)
    by = _(" by {who}").format(who=reading.author) if reading.author else ""
    source = _(_SOURCES[reading.source])
    said: list[Bit] = [
        Bit(_("Reading of {day}{by}: ").format(day=day, by=by)),
        Bit(reading.text or numbers.UNKNOWN, "number"),
        Bit(f", {source}, "),
        *_committed(reading),
        *written(reading.where),
        Bit("."),
    ]
    if key_result.stated_progress and reckoned.progress is not None:
        stated = _(" The author states {stated}; computed is {computed}.")
        said.append(
            Bit(stated.format(stated=key_result.stated_progress.text, computed=numbers.percent(reckoned.progress, 1)))
        )
    return [tuple(said)]


def _committed(reading: Reading) -> list[Bit]:
    """The commit that dates a reading."""
    return [Bit(_("commit ")), Bit(short_commit(reading.commit), "code"), Bit(", ")] if reading.commit else []


def _revised(context: Context, revision: Revision) -> Paragraph:
    return (
        Bit(revision_text(context, revision)),
        *((Bit(": "), Bit(revision.reason, "prose")) if revision.reason else ()),
    )


def revision_text(context: Context, revision: Revision) -> str:
    """Return a logged change of a field without its reason."""
    when = _(" on {day}").format(day=numbers.day(revision.date, context.as_of)) if revision.date else ""
    return _("{field} changed{when} from {before} to {after}").format(
        field=revision.field.replace("_", " ").capitalize(),
        when=when,
        before=revision.before or numbers.UNKNOWN,
        after=revision.after or numbers.UNKNOWN,
    )


def objective_why(context: Context, objective: Objective) -> Why:
    """Return where an objective's score and status come from."""
    reckoned, cycle = context.card.objectives[objective.id], context.cycle(objective.cycle)
    how = expected_by_days(cycle, context.as_of, reckoned.success)
    closed = context.card.states[cycle.id] is CycleState.CLOSED
    paragraphs = (
        *verdict(reckoned, context.settings, objective.commitment, expected=how, closed=closed),
        *_hand(reckoned.hand_score, reckoned),
        (Bit(_("Objective: ")), *written(objective.where), Bit(".")),
    )
    if reckoned.score is None:
        return Why(_("Why the score is unknown"), _unknown(objective, reckoned), paragraphs)
    summary = _("How {number} came about").format(number=numbers.score(reckoned.score))
    return Why(summary, _mean(reckoned), paragraphs)


def _mean(reckoned: ObjectiveNumbers) -> Paragraph:
    if not reckoned.parts or reckoned.score_computed is None:
        return (Bit(_("Nothing is computed.")),)
    measured = ngettext(
        "; {measured} of {n} key result is measured", "; {measured} of {n} key results are measured", reckoned.total
    ).replace("{measured}", str(reckoned.measured))
    alike = len({weight for _id, weight, _score in reckoned.parts}) == 1
    weights = _(", all weigh the same") if alike and len(reckoned.parts) > 1 else ""
    return (*mean(reckoned.parts, reckoned.score_computed), Bit(f"{measured}{weights}"))


def _unknown(objective: Objective, reckoned: ObjectiveNumbers) -> Paragraph:
    if objective.fault:
        return (Bit(_("The score is unknown: {fault}.").format(fault=objective.fault.replace("`", ""))),)
    if not reckoned.total:
        return (Bit(_("It has no key result that counts, so there is nothing to compute.")),)
    return (Bit(_("None of its key results is measured yet; the first reading makes the score known.")),)
