"""Check-ins, reviews and retrospectives as written to what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial

from msgspec.structs import asdict

from okrsite.model.chronicle import CarryOver, CheckIn, Lesson, Retrospective, Review
from okrsite.model.entries import CycleBook
from okrsite.model.organization import Team
from okrsite.model.reading import HandScore, ReadingSource, Revision
from okrsite.model.readings import RawReading
from okrsite.model.references import GOALS, References
from okrsite.model.teams import team_id
from okrsite.source.documents import CheckinDocument, RetrospectiveDocument, ReviewDocument
from okrsite.source.entries import RevisionEntry
from okrsite.source.read import Document


def revision_of(entry: RevisionEntry, document: Document, key: tuple[str | int, ...]) -> Revision:
    """A logged change as written; it never changes a number."""
    return Revision(
        entry.date,
        entry.field or "",
        _level(entry.from_),
        _level(entry.to),
        entry.reason,
        document.where(*key),
    )


def _level(value: str | tuple[str, str] | None) -> str | None:
    return f"{value[0]} to {value[1]}" if isinstance(value, tuple) else value


def build_checkins(
    documents: Iterable[Document], teams: Mapping[str, Team], references: References
) -> tuple[tuple[CheckIn, ...], tuple[CheckIn, ...], dict[str, list[RawReading]]]:
    """All check-ins, oldest first; the documents of check-ins that say nothing; the readings by key result."""
    checkins: list[CheckIn] = []
    empty: list[CheckIn] = []
    readings: dict[str, list[RawReading]] = {}
    for document in documents:
        written = document.content
        if not isinstance(written, CheckinDocument) or not written.team or not written.date:
            continue
        found = _readings(document, written, references)
        for key_result, reading in found:
            readings.setdefault(key_result, []).append(reading)
        checkin = _checkin(document, written, tuple(key for key, _ in found), teams, references)
        (checkins if _says_anything(document, written) else empty).append(checkin)
    return _in_order(checkins), _in_order(empty), readings


def _in_order(checkins: Iterable[CheckIn]) -> tuple[CheckIn, ...]:
    return tuple(sorted(checkins, key=lambda checkin: (checkin.date, checkin.team, checkin.uri)))


def _says_anything(document: Document, written: CheckinDocument) -> bool:
    """Whether a check-in has a reading, a health, a revision or a sentence; headings are none."""
    texts = (written.wins, written.challenges, written.needs, written.next)
    answers = asdict(written.answers).values() if written.answers else ()
    prose = (line for line in document.body.splitlines() if line.strip() and not line.startswith("#"))
    said = (written.health, written.revisions, *texts, *answers, next(prose, None))
    return any(said) or any(not entry.is_nothing for entry in written.readings)


def _readings(document: Document, written: CheckinDocument, references: References) -> list[tuple[str, RawReading]]:
    found: list[tuple[str, RawReading]] = []
    for index, entry in enumerate(written.readings):
        key = ("readings", index)
        key_result = references.one(entry.kr, document, (*key, "kr"), ("key_result",))
        if key_result is None or written.date is None or entry.is_nothing:
            continue
        raw = RawReading(
            written.date,
            entry.value,
            ReadingSource.CHECKIN,
            document.where(*key),
            entry.confidence,
            entry.note,
            entry.health,
            written.team,
        )
        found.append((key_result, raw))
    return found


def _checkin(
    document: Document,
    written: CheckinDocument,
    readings: tuple[str, ...],
    teams: Mapping[str, Team],
    references: References,
) -> CheckIn:
    answers = asdict(written.answers) if written.answers else {}
    revisions = []
    for index, entry in enumerate(written.revisions):
        key = ("revisions", index)
        target = references.one(entry.kr, document, (*key, "kr"), GOALS) if entry.kr else None
        if target:
            revisions.append((target, revision_of(entry, document, key)))
    assert written.team is not None and written.date is not None
    return CheckIn(
        team=team_id(written.team, teams),
        date=written.date,
        where=document.where("okr"),
        uri=document.uri,
        health=written.health,
        readings=tuple(dict.fromkeys(readings)),
        wins=written.wins,
        challenges=written.challenges,
        needs=written.needs,
        next=written.next,
        answers=tuple((question, text) for question, texts in answers.items() for text in texts),
        revisions=tuple(revisions),
    )


def build_reviews(documents: Iterable[Document], teams: Mapping[str, Team], book: CycleBook) -> tuple[Review, ...]:
    """All reviews, oldest first."""
    reviews = []
    for document in documents:
        written = document.content
        if not isinstance(written, ReviewDocument) or not written.team or not written.date:
            continue
        cycle = book.find(written.cycle, partial(document.where, "cycle", value=True)) if written.cycle else None
        reviews.append(
            Review(
                team=team_id(written.team, teams),
                date=written.date,
                cycle=cycle.id if cycle else None,
                kind=written.kind or "monthly",
                where=document.where("okr"),
                uri=document.uri,
                learnings=written.learnings,
                adjustments=written.adjustments,
                next=written.next,
            )
        )
    return tuple(sorted(reviews, key=lambda review: (review.date, review.team, review.uri)))


def build_retrospectives(
    documents: Iterable[Document], teams: Mapping[str, Team], book: CycleBook, references: References
) -> tuple[Retrospective, ...]:
    """All retrospectives in the order of their documents."""
    built = []
    for document in documents:
        written = document.content
        if not isinstance(written, RetrospectiveDocument) or not written.team or not written.cycle:
            continue
        cycle = book.find(written.cycle, partial(document.where, "cycle", value=True))
        if cycle is None:
            continue
        built.append(
            Retrospective(
                team=team_id(written.team, teams),
                cycle=cycle.id,
                where=document.where("okr"),
                uri=document.uri,
                title=document.title,
                summary=_summary(document),
                worked=written.worked,
                failed=written.failed,
                lessons=tuple(
                    Lesson(entry.text, entry.theme, document.where("lessons", index))
                    for index, entry in enumerate(written.lessons)
                ),
                next=written.next,
                scores=_scores(document, written, references),
                carry_over=_carried(document, written, references),
            )
        )
    return tuple(built)


def _summary(document: Document) -> str | None:
    text = document.page_keys.get("description")
    return text.strip() or None if isinstance(text, str) else None


def _scores(
    document: Document, written: RetrospectiveDocument, references: References
) -> tuple[tuple[str, HandScore], ...]:
    scores = []
    for index, entry in enumerate(written.scores):
        key = ("scores", index)
        target = references.one(entry.id, document, (*key, "id"), GOALS)
        if target is not None and entry.score is not None:
            where = document.where(*key)
            scores.append((target, HandScore(Fraction(entry.score), entry.reason, where, written.team)))
    return tuple(scores)


def _carried(document: Document, written: RetrospectiveDocument, references: References) -> tuple[CarryOver, ...]:
    carried = []
    for index, entry in enumerate(written.carry_over):
        key = ("carry_over", index)
        origin = references.one(entry.id, document, (*key, "id"), GOALS)
        goes_to = references.one(entry.to, document, (*key, "to"), GOALS)
        if origin is not None:
            carried.append(CarryOver(origin, entry.decision, goes_to, entry.reason, document.where(*key)))
    return tuple(carried)
