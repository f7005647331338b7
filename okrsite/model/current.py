"""Readings from `current`: the one that is written, dated by its commit, and earlier ones that git remembers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.entries import Placed
from okrsite.model.past import Past, PastValue, in_order
from okrsite.model.reading import ReadingSource
from okrsite.model.readings import RawReading
from okrsite.settings import Settings
from okrsite.source.entries import KeyResultEntry


def current_readings(
    entry: Placed, written: KeyResultEntry, past: Past, settings: Settings, as_of: date
) -> tuple[list[RawReading], list[Diagnostic]]:
    """The readings that a key result's `current` gives, and what is doubtful about their days (contract §2).

    The value that stands there counts from the day of the commit that wrote it. Where that is after `as_of` an
    earlier one that was in force counts; else, as for a value that is not committed, `as_of` is its day. None is
    dated after the cycle.
    """
    cycle, values = entry.cycle, past.values.get(entry.past_key, ())
    if cycle is None or (written.current is None and not values):
        return [], []
    days = in_order((value.date for value in values), as_of)
    where = entry.document.where(*entry.key, "current", value=True)
    committed = _is_committed(written, values)
    found = [
        _from_git(value, min(day, cycle.end), where)
        for value, day in zip(values[:-1] if committed else values, days, strict=False)
        if day <= as_of and settings.history == "git"
    ]
    doubts = list(_moved(entry, values, days, where, as_of, settings))
    if written.current is None:
        return found, doubts
    if committed and days[-1] <= as_of:
        one = values[-1]
        found.append(_current(written, min(days[-1], cycle.end), where, one.author, one.commit))
    elif found and (committed or _precedes(as_of, past)):
        doubts.append(_overtaken(entry, found[-1], where, as_of))
    else:
        found.append(_current(written, min(as_of, cycle.end), where, written.owner))
        doubts.append(_undated(entry, cycle, where, as_of))
    return found, doubts


def _is_committed(written: KeyResultEntry, values: Sequence[PastValue]) -> bool:
    return bool(values) and written.current is not None and " ".join(written.current.split()) == values[-1].text


def _precedes(as_of: date, past: Past) -> bool:
    """Whether an edit that is not committed must be later than `as_of`: it is later than what is checked out."""
    return past.day is not None and as_of < past.day


def _from_git(value: PastValue, day: date, where: Where) -> RawReading:
    return RawReading(day, value.text, ReadingSource.GIT, where, author=value.author, commit=value.commit)


def _current(
    written: KeyResultEntry, day: date, where: Where, author: str | None, commit: str | None = None
) -> RawReading:
    return RawReading(
        day, written.current, ReadingSource.CURRENT, where, written.confidence, author=author, commit=commit
    )


def _undated(entry: Placed, cycle: Cycle, where: Where, as_of: date) -> Diagnostic:
    message = f"`current` of `{entry.id}` bears no date and counts as of {min(as_of, cycle.end)}"
    return finding("undated-current", where, message, "Write it below `checkins` with its date.", entry.id)


def _overtaken(entry: Placed, reading: RawReading, where: Where, as_of: date) -> Diagnostic:
    message = f"`current` of `{entry.id}` is later than {as_of}; the `{reading.text}` of {reading.date} counts"
    hint = "Write it below `checkins` if it is older than its commit."
    return finding("overtaken-current", where, message, hint, entry.id)


def _moved(
    entry: Placed, values: Sequence[PastValue], days: Sequence[date], where: Where, as_of: date, settings: Settings
) -> Iterator[Diagnostic]:
    """A note for the last commit whose clock can't be right, in a cycle that is not closed."""
    moved = [(value, day) for value, day in zip(values, days, strict=True) if value.date != day and day <= as_of]
    closed = entry.cycle is None or entry.cycle.state(as_of, settings.grace) is CycleState.CLOSED
    if not moved or closed:
        return
    value, day = moved[-1]
    how = "before the value that it replaced" if value.date < day else "after the value that replaced it"
    message = f"commit `{value.commit[:9]}` wrote `{value.text}` as `current` of `{entry.id}` on {value.date}, {how}"
    hint = f"It counts as of {day}; write it below `checkins` with its date, and look at that machine's clock."
    yield finding("disagreeing-clocks", where, message, hint, entry.id)
