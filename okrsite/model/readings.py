"""Dated values of one key result from all sources, merged into one counted reading a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.cycle import Cycle
from okrsite.model.reading import Reading, ReadingSource

# Shares repeat, and a fraction takes longer to make than to find.
_exact = lru_cache(maxsize=1024)(Fraction)
_ORDER = {source: rank for rank, source in enumerate(ReadingSource)}


class RawReading(Struct, frozen=True):
    """A dated value as written, before its key result's unit is known."""

    date: date
    text: str | None
    source: ReadingSource
    where: Where
    confidence: Decimal | None = None
    note: str | None = None
    health: str | None = None
    author: str | None = None
    commit: str | None = None

    def measured(self, value: Fraction | None) -> Reading:
        """The reading with its value in the key result's unit (None: it holds no number)."""
        confidence = None if self.confidence is None else _exact(self.confidence)
        return Reading(
            self.date,
            value,
            self.text,
            self.source,
            self.where,
            confidence,
            self.note,
            self.health,
            self.author,
            commit=self.commit,
        )


def merged(
    readings: Iterable[Reading], cycle: Cycle, grace: int, subject: str
) -> tuple[tuple[Reading, ...], list[Diagnostic]]:
    """All readings, oldest first, with `counts` and `superseded` set, and what is doubtful about them.

    Precedence for one day: inline, check-in document, `current`, git; within one source the later by path
    and line, from git the later commit (contract §2). Readings count from the cycle's first day to `grace` days
    after its last.
    """
    findings: list[Diagnostic] = []
    by_day: dict[date, list[Reading]] = {}
    for reading in readings:
        by_day.setdefault(reading.date, []).append(reading)
    last = cycle.end + timedelta(days=grace)
    result: list[Reading] = []
    for day in sorted(by_day):
        inside = cycle.start <= day <= last
        if not inside:
            # What was written into a file at the time is nobody's mistake now.
            written = (reading for reading in by_day[day] if reading.source is not ReadingSource.GIT)
            findings.extend(_outside(reading, cycle, subject) for reading in written)
        result.extend(_one_day(by_day[day], inside, subject, findings))
    return tuple(result), findings


def _one_day(readings: Sequence[Reading], inside: bool, subject: str, findings: list[Diagnostic]) -> Iterable[Reading]:
    if len(readings) == 1:
        return readings if inside else [replace(readings[0], counts=False)]
    ordered = sorted(readings, key=lambda reading: (reading.where.path, reading.where.line))
    valued = [reading for reading in ordered if reading.value is not None]
    if not valued:
        return [replace(reading, counts=inside) for reading in ordered]
    best = min(_ORDER[reading.source] for reading in valued)
    rivals = [reading for reading in valued if _ORDER[reading.source] == best]
    winner = rivals[-1]
    if len(rivals) > 1 and winner.source is not ReadingSource.GIT:
        findings.append(_rivals(winner, rivals[0], subject))
    return [
        replace(
            reading,
            counts=inside and (reading is winner or reading.value is None),
            superseded=reading.value is not None and reading is not winner,
        )
        for reading in ordered
    ]


def _outside(reading: Reading, cycle: Cycle, subject: str) -> Diagnostic:
    message = f"the reading of {reading.date} of `{subject}` lies outside {cycle.id} ({cycle.start} to {cycle.end})"
    hint = "Correct its date, or move it to the cycle that it belongs to; it is shown and doesn't count."
    return finding("reading-outside-cycle", reading.where, message, hint, subject)


def _rivals(winner: Reading, other: Reading, subject: str) -> Diagnostic:
    message = f"`{subject}` has two readings of {winner.date}: `{other.text}` and `{winner.text}`"
    hint = f"Keep one; the later one, `{winner.text}`, counts."
    return finding("two-readings-one-day", winner.where, message, hint, subject)
