"""What happened to an objective, newest first: readings with their notes, and targets that were changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from okrsite.compute.trend import objective_days
from okrsite.compute.verdict import pace_of
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.reading import Reading, Revision
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import health_mark, on, short_commit, status_mark, whom
from okrsite.views.parts import Entry, Prose, Ref, Said, StatusMark
from okrsite.views.words import gettext as _


class _Line(NamedTuple):
    words: Said
    author: str | None
    path: str
    commit: str | None = None


def objective_log(context: Context, objective: Objective) -> tuple[Entry, ...]:
    """Return one entry a day on which something was said about a key result of the objective, newest first."""
    lines: dict[date, list[_Line]] = defaultdict(list)
    for key_result in objective.key_results:
        for day, line in _lines(context, key_result):
            lines[day].append(line)
    marks = _marks(context, objective)
    return tuple(_entry(context, objective, day, lines[day], marks) for day in sorted(lines, reverse=True))


def _lines(context: Context, key_result: KeyResult) -> list[tuple[date, _Line]]:
    found, before = [], key_result.start.text if key_result.start else None
    for reading in key_result.readings:
        if reading.date <= context.as_of:
            words = _said(context, key_result, reading, before)
            found.append((reading.date, _Line(words, reading.author, reading.where.path, reading.commit)))
            before = reading.text or before
    for revision in key_result.revisions:
        if revision.date is not None and revision.date <= context.as_of:
            found.append((revision.date, _Line(_changed(context, key_result, revision), None, revision.where.path)))
    return found


def _changed(context: Context, key_result: KeyResult, revision: Revision) -> Said:
    text = _("{field} changed from {before} to {after}").format(
        field=revision.field.replace("_", " ").capitalize(),
        before=revision.before or numbers.UNKNOWN,
        after=revision.after or numbers.UNKNOWN,
    )
    reason = Prose(revision.reason, context.uri(revision.where)) if revision.reason else None
    return Said(key_result.title, text, reason)


def _said(context: Context, key_result: KeyResult, reading: Reading, before: str | None) -> Said:
    """Return a reading in words: what it was and is, and the note."""
    text = reading.text
    if text is None:
        value = _("no value")
    elif text == before:
        value = _("{value}, unchanged").format(value=text)
    else:
        value = f"{before} → {text}" if before else text
    if not reading.counts:
        value += _(" (outside the cycle, not counted)")
    return Said(key_result.title, value, Prose(reading.note, context.uri(reading.where)) if reading.note else None)


def _marks(context: Context, objective: Objective) -> dict[date, StatusMark]:
    """Return how the objective stood against its pace on each day on which something changed."""
    days = objective_days(objective, context.graph, context.settings, context.card)
    return {
        day.date: status_mark(pace_of(day.score, day.expected, context.settings))
        for day in days
        if day.score is not None
    }


def _entry(
    context: Context, objective: Objective, day: date, lines: list[_Line], marks: dict[date, StatusMark]
) -> Entry:
    authors = dict.fromkeys(line.author for line in lines if line.author and not line.commit)
    # Whoever committed need not own anything, so there is no place to lead to.
    commits = dict.fromkeys(
        _("{author}, commit {id}").format(author=line.author, id=short_commit(line.commit))
        for line in lines
        if line.commit
    )
    paths = {line.path for line in lines}
    checkins = {
        checkin.uri: checkin
        for key_result in objective.key_results
        for checkin in context.index.checkins.get(key_result.id, ())
        if checkin.date == day and checkin.where.path in paths
    }
    reported = [health_mark(checkin.health) for checkin in checkins.values()]
    return Entry(
        day=on(day, context.as_of),
        mark=next((mark for mark in reported if mark), marks.get(day)),
        lines=tuple(line.words for line in lines),
        by=(
            *(whom(context, author) for author in authors),
            *(Ref(text) for text in commits),
            *(Ref(_("the whole check-in"), context.urls.document(uri)) for uri in checkins),
        ),
    )
