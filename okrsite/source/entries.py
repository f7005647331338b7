"""What stands inside documents: objectives, key results, check-ins and the like, as they were written.

Nothing is interpreted here: quantities stay the text that was typed, what was not written is None or ().
Each entry names in `short` the field that a plain text stands for, in `keyed_by` the one that a mapping's
keys stand for.
"""

# Annotations are not postponed here: evaluating each from its text takes longer.

from decimal import Decimal
from typing import ClassVar

from msgspec import Struct

from okrsite.source.fields import (
    Day,
    Done,
    Id,
    Level,
    PartId,
    Quantity,
    Share,
    Text,
    Texts,
    Weight,
    WrittenCadence,
    WrittenCommitment,
    WrittenDecision,
    WrittenFocus,
    WrittenHealth,
    WrittenInitiativeState,
    WrittenObjectiveState,
    WrittenPriority,
    WrittenVisibility,
)


class Entry(Struct, frozen=True, omit_defaults=True, rename={"from_": "from"}):
    """A mapping whose keys the contract knows."""

    short: ClassVar[str | None] = None
    keyed_by: ClassVar[str | None] = None
    needed: ClassVar[tuple[str, ...]] = ()


class LinkEntry(Entry, frozen=True):
    """A link with the words that it shows."""

    short: ClassVar[str | None] = "url"
    needed: ClassVar[tuple[str, ...]] = ("url",)

    url: Text
    name: Text | None = None


class CheckinEntry(Entry, frozen=True):
    """A dated value with its story; without a value it only says that somebody looked."""

    short: ClassVar[str | None] = "value"
    keyed_by: ClassVar[str | None] = "date"

    date: Day
    value: Quantity | None = None
    confidence: Share | None = None
    note: Text | None = None
    health: WrittenHealth | None = None


class MilestoneEntry(Entry, frozen=True):
    """A step that is done or not; `done` is the day, or true."""

    short: ClassVar[str | None] = "name"

    name: Text = ""
    weight: Weight = Decimal(1)
    due: Day | None = None
    done: Done = False


class RevisionEntry(Entry, frozen=True):
    """A change of a key that was agreed on; in a check-in document `kr` says of what."""

    kr: Text | None = None
    date: Day | None = None
    field: Text | None = None
    from_: Level | None = None
    to: Level | None = None
    reason: Text | None = None


class CancelledEntry(Entry, frozen=True):
    """Since when and why something is cancelled; `date` None (a finding) means at every date."""

    short: ClassVar[str | None] = "date"
    needed: ClassVar[tuple[str, ...]] = ("date",)

    date: Day | None = None
    reason: Text | None = None


class LeadingEntry(Entry, frozen=True):
    """A leading indicator: drawn, never scored."""

    short: ClassVar[str | None] = "name"

    name: Text = ""
    checkins: tuple[CheckinEntry, ...] = ()


class KeyResultEntry(Entry, frozen=True):
    """A key result as written; `faults` names the keys of its definition that could not be read.

    A key result with faults is unknown: its numbers would rest on something else than what was written.
    """

    short: ClassVar[str | None] = "key_result"
    needed: ClassVar[tuple[str, ...]] = ("key_result",)

    id: PartId | None = None
    key_result: Text = ""
    owner: Text | None = None
    category: Text | None = None
    measurement: Text | None = None
    window: Text | None = None
    cohort: Text | None = None
    proxy: Text | None = None
    leading: tuple[LeadingEntry, ...] = ()
    baseline: Quantity | None = None
    start: Quantity | None = None
    target: Level | None = None
    change: Quantity | None = None
    maintain: Level | None = None
    milestones: tuple[MilestoneEntry, ...] | None = None
    done: Done | None = None
    current: Quantity | None = None
    checkins: tuple[CheckinEntry, ...] = ()
    confidence: Share | None = None
    revisions: tuple[RevisionEntry, ...] = ()
    stated_progress: Quantity | None = None
    supports: Texts = ()
    depends_on: Texts = ()
    shared_with: Texts = ()
    weight: Weight = Decimal(1)
    health: WrittenHealth | None = None
    cancelled: CancelledEntry | None = None
    score: Share | None = None
    score_reason: Text | None = None
    carried_from: Text | None = None
    visibility: WrittenVisibility | None = None
    aliases: tuple[PartId, ...] = ()
    links: tuple[LinkEntry, ...] = ()
    faults: tuple[str, ...] = ()


class ObjectiveEntry(Entry, frozen=True):
    """An objective as written, with its key results."""

    short: ClassVar[str | None] = "objective"
    needed: ClassVar[tuple[str, ...]] = ("objective",)

    id: Id | None = None
    objective: Text = ""
    context: Text | None = None
    owner: Text | None = None
    stakeholders: Texts = ()
    state: WrittenObjectiveState = "agreed"
    priority: WrittenPriority | None = None
    commitment: WrittenCommitment = "aspirational"
    category: Text | None = None
    supports: Texts = ()
    depends_on: Texts = ()
    acknowledged_by: Texts = ()
    shared_with: Texts = ()
    weight: Weight = Decimal(1)
    health: WrittenHealth | None = None
    cancelled: CancelledEntry | None = None
    score: Share | None = None
    score_reason: Text | None = None
    carried_from: Text | None = None
    visibility: WrittenVisibility | None = None
    aliases: tuple[Id, ...] = ()
    cadence: WrittenCadence | None = None
    links: tuple[LinkEntry, ...] = ()
    key_results: tuple[KeyResultEntry, ...] = ()


class PillarEntry(Entry, frozen=True):
    """A lasting aim of the strategy that objectives support."""

    short: ClassVar[str | None] = "name"
    needed: ClassVar[tuple[str, ...]] = ("id",)

    id: Id | None = None
    name: Text | None = None
    why: Text | None = None
    owner: Text | None = None


class MoveEntry(Entry, frozen=True):
    """The bet of an initiative on a key result: by how much it moves it."""

    short: ClassVar[str | None] = "kr"
    needed: ClassVar[tuple[str, ...]] = ("kr",)

    kr: Text
    impact: Quantity | None = None


class ReleaseEntry(Entry, frozen=True):
    """Something that was shipped."""

    short: ClassVar[str | None] = "name"

    name: Text = ""
    date: Day | None = None
    url: Text | None = None


class InitiativeEntry(Entry, frozen=True):
    """An item of a roadmap: a bet on some key result."""

    short: ClassVar[str | None] = "name"

    id: Id | None = None
    name: Text | None = None
    owner: Text | None = None
    state: WrittenInitiativeState | None = None
    from_: Day | None = None
    until: Day | None = None
    effort: Quantity | None = None
    focus: WrittenFocus | None = None
    links: tuple[LinkEntry, ...] = ()
    supports: Texts = ()
    moves: tuple[MoveEntry, ...] = ()
    enables: Texts = ()
    releases: tuple[ReleaseEntry, ...] = ()
    visibility: WrittenVisibility | None = None
    aliases: tuple[Id, ...] = ()


class ReadingEntry(Entry, frozen=True):
    """One value of a check-in document, by the id of its key result."""

    short: ClassVar[str | None] = "value"
    keyed_by: ClassVar[str | None] = "kr"

    kr: Text
    value: Quantity | None = None
    confidence: Share | None = None
    note: Text | None = None
    health: WrittenHealth | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether the key result stands there with nothing behind it."""
        return all(one is None for one in (self.value, self.confidence, self.note, self.health))


class AnswersEntry(Entry, frozen=True):
    """The answers to the five questions of a check-in."""

    moved: Texts = ()
    shipped: Texts = ()
    leaking: Texts = ()
    hidden: Texts = ()
    doubted: Texts = ()


class LessonEntry(Entry, frozen=True):
    """What was learned, under a theme that comes back over cycles."""

    short: ClassVar[str | None] = "text"

    text: Text
    theme: Text | None = None


class ScoreEntry(Entry, frozen=True):
    """A final score of an objective or key result, recorded when its cycle was closed."""

    short: ClassVar[str | None] = "score"
    keyed_by: ClassVar[str | None] = "id"

    id: Text
    score: Share | None = None
    reason: Text | None = None


class CarryOverEntry(Entry, frozen=True):
    """What becomes of something that was not reached; `to` is the id it goes on under."""

    short: ClassVar[str | None] = "id"
    needed: ClassVar[tuple[str, ...]] = ("id",)

    id: Text
    decision: WrittenDecision | None = None
    to: Text | None = None
    reason: Text | None = None
