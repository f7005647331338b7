"""Objectives and key results as written to what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import cast

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.chronicles import revision_of
from okrsite.model.current import current_readings
from okrsite.model.entries import Placed
from okrsite.model.key_result import Amount, KeyResult, Leading, Milestone
from okrsite.model.measure import Measure, measure
from okrsite.model.objective import Objective
from okrsite.model.organization import Team
from okrsite.model.past import NO_PAST, Past
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.model.reading import Cancelled, HandScore, Reading, ReadingSource, Revision, is_cancelled
from okrsite.model.readings import RawReading, merged
from okrsite.model.references import ANY, GOALS, SUPPORTABLE, References
from okrsite.model.teams import links_of, team_id
from okrsite.model.terms import Place
from okrsite.model.weights import weightless
from okrsite.settings import Settings
from okrsite.source.documents import ObjectivesDocument
from okrsite.source.entries import (
    CancelledEntry,
    CheckinEntry,
    KeyResultEntry,
    LeadingEntry,
    ObjectiveEntry,
)


class Workshop(Struct):
    """What building an entry takes beside the entry; findings gather here."""

    settings: Settings
    as_of: date
    teams: Mapping[str, Team]
    references: References
    checked_in: Mapping[str, list[RawReading]]
    revised: Mapping[str, list[Revision]]
    recorded: Mapping[str, HandScore]
    past: Past = NO_PAST
    findings: list[Diagnostic] = field(default_factory=list)

    def fault(self, found: Diagnostic | None) -> str | None:
        """Add an error where there is one, and return why the numbers are unknown."""
        if found is None:
            return None
        self.findings.append(found)
        return found.message


def build_objective(entry: Placed, key_results: Sequence[KeyResult], shop: Workshop) -> Objective:
    """What an objective means, with its key results built already."""
    written = cast("ObjectiveEntry", entry.written)
    assert entry.cycle is not None
    references, document = shop.references, entry.document
    return Objective(
        id=entry.id,
        title=written.objective or entry.id,
        team=entry.team,
        cycle=entry.cycle.id,
        where=entry.where,
        uri=document.uri,
        key_results=tuple(key_results),
        derived=entry.derived,
        context=written.context,
        owner=written.owner,
        stakeholders=written.stakeholders,
        state=written.state,
        priority=written.priority,
        commitment=written.commitment,
        category=written.category,
        supports=references.many(written.supports, document, (*entry.key, "supports"), SUPPORTABLE),
        depends_on=references.many(written.depends_on, document, (*entry.key, "depends_on"), ANY),
        acknowledged_by=written.acknowledged_by,
        shared_with=_teams(written.shared_with, entry, shop),
        weight=Fraction(written.weight),
        health=written.health,
        cancelled=_cancelled(written.cancelled),
        hand_score=_hand_score(entry, shop),
        carried_from=references.one(written.carried_from, document, (*entry.key, "carried_from"), GOALS),
        aliases=entry.aliases,
        cadence=_cadence(entry, shop),
        links=links_of(written.links),
        fault=_weightless(entry, key_results, shop),
    )


def build_key_result(entry: Placed, shop: Workshop) -> KeyResult:
    """What a key result means: its quantities in one unit and its readings in order."""
    written = cast("KeyResultEntry", entry.written)
    assert entry.parent is not None and entry.cycle is not None
    place = Place(entry.spot, entry.id)
    measured = measure(written, _raw_readings(entry, written, shop), place)
    readings, doubts = merged(measured.readings, entry.cycle, shop.settings.grace, entry.id)
    shop.findings.extend([*measured.findings, *doubts])
    return _key_result(entry, written, measured, readings, shop)


def _key_result(
    entry: Placed, written: KeyResultEntry, measured: Measure, readings: tuple[Reading, ...], shop: Workshop
) -> KeyResult:
    references, document, own = shop.references, entry.document, entry.parent.id if entry.parent else ""
    milestones, fault = _milestones(entry, written, shop)
    return KeyResult(
        id=entry.id,
        title=written.key_result or entry.id,
        objective=own,
        type=measured.type,
        where=entry.where,
        derived=entry.derived,
        owner=written.owner,
        category=written.category,
        measurement=written.measurement,
        window=written.window,
        cohort=written.cohort,
        proxy=written.proxy,
        unit=measured.unit,
        baseline=measured.baseline,
        start=measured.start,
        target=measured.target,
        change=measured.change,
        level=measured.level,
        bounds=measured.bounds,
        comparator=measured.comparator,
        milestones=milestones,
        done=written.done,
        readings=readings,
        leading=tuple(_leading(indicator, entry, index) for index, indicator in enumerate(written.leading)),
        revisions=_revisions(entry, written, shop),
        confidence=None if written.confidence is None else Fraction(written.confidence),
        stated_progress=_stated(entry, written),
        supports=references.many(written.supports, document, (*entry.key, "supports"), SUPPORTABLE, own),
        depends_on=references.many(written.depends_on, document, (*entry.key, "depends_on"), ANY, own),
        shared_with=_teams(written.shared_with, entry, shop),
        weight=Fraction(written.weight),
        health=written.health,
        cancelled=_cancelled(written.cancelled),
        hand_score=_hand_score(entry, shop),
        carried_from=references.one(written.carried_from, document, (*entry.key, "carried_from"), GOALS),
        aliases=entry.aliases,
        links=links_of(written.links),
        fault=measured.fault or fault,
    )


def _stated(entry: Placed, written: KeyResultEntry) -> Amount | None:
    if written.stated_progress is None:
        return None
    where = entry.document.where(*entry.key, "stated_progress", value=True)
    return Amount(written.stated_progress, None, None, where)


def _teams(texts: Sequence[str], entry: Placed, shop: Workshop) -> tuple[str, ...]:
    return tuple(dict.fromkeys(team_id(text, shop.teams) for text in texts))


def _cancelled(written: CancelledEntry | None) -> Cancelled | None:
    return Cancelled(written.date, written.reason) if written is not None else None


def _cadence(entry: Placed, shop: Workshop) -> str:
    written = cast("ObjectiveEntry", entry.written)
    document = entry.document.content
    of_document = document.cadence if isinstance(document, ObjectivesDocument) else None
    of_team = shop.teams[entry.team].cadence if entry.team in shop.teams else None
    return written.cadence or of_document or of_team or shop.settings.cadence


def _hand_score(entry: Placed, shop: Workshop) -> HandScore | None:
    """The score set by hand; where item and retrospective differ, the retrospective's, with an error."""
    written = cast("ObjectiveEntry | KeyResultEntry", entry.written)
    recorded = shop.recorded.get(entry.id)
    if written.score is None:
        return recorded
    where = entry.document.where(*entry.key, "score", value=True)
    own = HandScore(Fraction(written.score), written.score_reason, where, written.owner)
    if recorded is None:
        return own
    if recorded.score != own.score:
        message = f"`{entry.id}` is scored {written.score} here and {float(recorded.score)} in its retrospective"
        hint = f"Keep one; the retrospective's counts ({recorded.where.path}, line {recorded.where.line})."
        shop.findings.append(finding("conflicting-scores", where, message, hint, entry.id))
    return recorded


def _weightless(entry: Placed, key_results: Sequence[KeyResult], shop: Workshop) -> str | None:
    weights = [part.weight for part in key_results if not is_cancelled(part.cancelled, shop.as_of)]
    return shop.fault(weightless(weights, f"the key results of `{entry.id}`", entry.where, entry.id))


def _milestones(entry: Placed, written: KeyResultEntry, shop: Workshop) -> tuple[tuple[Milestone, ...], str | None]:
    steps = tuple(Milestone(step.name, Fraction(step.weight), step.due, step.done) for step in written.milestones or ())
    if written.milestones is None:
        return (), None
    where = entry.document.where(*entry.key, "milestones", value=True)
    # A list without any milestone weighs as little.
    weights = [step.weight for step in steps] or [Fraction(0)]
    return steps, shop.fault(weightless(weights, f"the milestones of `{entry.id}`", where, entry.id))


def _raw_readings(entry: Placed, written: KeyResultEntry, shop: Workshop) -> list[RawReading]:
    spot = entry.document.spot(*entry.key, "checkins")
    raw = [_inline(checkin, spot.where(index), written.owner) for index, checkin in enumerate(written.checkins)]
    raw.extend(shop.checked_in.get(entry.id, ()))
    read, doubts = current_readings(entry, written, shop.past, shop.settings, shop.as_of)
    shop.findings.extend(doubts)
    return [*raw, *read]


def _inline(checkin: CheckinEntry, where: Where, author: str | None) -> RawReading:
    return RawReading(
        checkin.date,
        checkin.value,
        ReadingSource.INLINE,
        where,
        checkin.confidence,
        checkin.note,
        checkin.health,
        author,
    )


def _leading(written: LeadingEntry, entry: Placed, index: int) -> Leading:
    readings: list[Reading] = []
    for number, checkin in enumerate(written.checkins):
        where = entry.document.where(*entry.key, "leading", index, "checkins", number)
        raw = _inline(checkin, where, None)
        parsed = parse_quantity(raw.text) if raw.text is not None else None
        readings.append(raw.measured(parsed.value if isinstance(parsed, Quantity) else None))
    return Leading(written.name, tuple(sorted(readings, key=lambda reading: reading.date)))


def _revisions(entry: Placed, written: KeyResultEntry, shop: Workshop) -> tuple[Revision, ...]:
    own = [
        revision_of(revision, entry.document, (*entry.key, "revisions", index))
        for index, revision in enumerate(written.revisions)
    ]
    logged = [*own, *shop.revised.get(entry.id, ())]
    return tuple(sorted(logged, key=lambda revision: revision.date or date.min))
