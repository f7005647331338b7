"""The kinds of documents, one frozen model each, told apart by their key `okr`."""

# Annotations are not postponed here: evaluating each from its text takes longer.

from typing import ClassVar, Literal, TypeAlias

from okrsite.source.entries import (
    AnswersEntry,
    CarryOverEntry,
    Entry,
    InitiativeEntry,
    LessonEntry,
    LinkEntry,
    ObjectiveEntry,
    PillarEntry,
    ReadingEntry,
    RevisionEntry,
    ScoreEntry,
)
from okrsite.source.fields import (
    Day,
    Id,
    Text,
    Texts,
    WrittenCadence,
    WrittenHealth,
    WrittenReviewKind,
    WrittenStructure,
    WrittenVisibility,
)


class AnyDocument(Entry, frozen=True):
    """What every document may say."""

    visibility: WrittenVisibility | None = None
    aliases: tuple[Id, ...] = ()


class TeamDocument(AnyDocument, frozen=True):
    """A team: a node of the organisation."""

    needed: ClassVar[tuple[str, ...]] = ("id",)

    okr: Literal["team"] = "team"
    id: Id | None = None
    name: Text | None = None
    parent: Text | None = None
    lead: Text | None = None
    champion: Text | None = None
    mission: Text | None = None
    structure: WrittenStructure | None = None
    cadence: WrittenCadence | None = None
    links: tuple[LinkEntry, ...] = ()


class StrategyDocument(AnyDocument, frozen=True):
    """The vision, its horizon and its pillars."""

    okr: Literal["strategy"] = "strategy"
    vision: Text | None = None
    horizon: Text | None = None
    pillars: tuple[PillarEntry, ...] = ()


class ObjectivesDocument(AnyDocument, frozen=True):
    """A team's objectives of a cycle; a single objective at the top is one entry of `objectives`."""

    needed: ClassVar[tuple[str, ...]] = ("team", "cycle")

    okr: Literal["objectives"] = "objectives"
    team: Text | None = None
    cycle: Text | None = None
    cadence: WrittenCadence | None = None
    objectives: tuple[ObjectiveEntry, ...] = ()


class RoadmapDocument(AnyDocument, frozen=True):
    """A team's initiatives."""

    needed: ClassVar[tuple[str, ...]] = ("team",)

    okr: Literal["roadmap"] = "roadmap"
    team: Text | None = None
    cycle: Text | None = None
    initiatives: tuple[InitiativeEntry, ...] = ()


class CheckinDocument(AnyDocument, frozen=True):
    """A team's readings of one day, with their story."""

    needed: ClassVar[tuple[str, ...]] = ("team", "date")

    okr: Literal["checkin"] = "checkin"
    team: Text | None = None
    date: Day | None = None
    health: WrittenHealth | None = None
    readings: tuple[ReadingEntry, ...] = ()
    wins: Texts = ()
    challenges: Texts = ()
    needs: Texts = ()
    next: Texts = ()
    answers: AnswersEntry | None = None
    revisions: tuple[RevisionEntry, ...] = ()


class ReviewDocument(AnyDocument, frozen=True):
    """What a monthly or mid-cycle review learned."""

    needed: ClassVar[tuple[str, ...]] = ("team", "date")

    okr: Literal["review"] = "review"
    team: Text | None = None
    date: Day | None = None
    cycle: Text | None = None
    kind: WrittenReviewKind | None = None
    learnings: Texts = ()
    adjustments: Texts = ()
    next: Texts = ()


class RetrospectiveDocument(AnyDocument, frozen=True):
    """The written close of a team's cycle."""

    needed: ClassVar[tuple[str, ...]] = ("team", "cycle")

    okr: Literal["retrospective"] = "retrospective"
    team: Text | None = None
    cycle: Text | None = None
    worked: Texts = ()
    failed: Texts = ()
    lessons: tuple[LessonEntry, ...] = ()
    next: Texts = ()
    scores: tuple[ScoreEntry, ...] = ()
    carry_over: tuple[CarryOverEntry, ...] = ()


Content: TypeAlias = (
    TeamDocument
    | StrategyDocument
    | ObjectivesDocument
    | RoadmapDocument
    | CheckinDocument
    | ReviewDocument
    | RetrospectiveDocument
)

KINDS: dict[str, type[AnyDocument]] = {
    "team": TeamDocument,
    "strategy": StrategyDocument,
    "objectives": ObjectivesDocument,
    "roadmap": RoadmapDocument,
    "checkin": CheckinDocument,
    "review": ReviewDocument,
    "retrospective": RetrospectiveDocument,
}
