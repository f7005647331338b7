"""The numbers of an organisation on one day; what `compute` returns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from okrsite.model.cycle import CycleState
from okrsite.model.reading import HandScore, Reading


class Status(StrEnum):
    """The computed verdict."""

    CANCELLED = "cancelled"
    NOT_STARTED = "not_started"
    NO_DATA = "no_data"
    ACHIEVED = "achieved"
    MISSED = "missed"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class Band(StrEnum):
    """How much was delivered, told by the score."""

    OFF = "off"
    SHORT = "short"
    DELIVERED = "delivered"
    EXCEEDED = "exceeded"


class Point(Struct, frozen=True):
    """A counted reading with the progress that it means (fraction of the way, not clamped; None unknown)."""

    reading: Reading
    progress: Fraction | None


class Stretch(Struct, frozen=True):
    """One period of a level to be held: first and last day, the deciding reading, whether it was met.

    `met` is None for a period that is still to come or that nothing decides yet.
    """

    first: date
    last: date
    reading: Reading | None
    met: bool | None


class KeyResultNumbers(Struct, frozen=True):
    """The numbers of one key result; unknown is None, never 0.

    `progress` is the unclamped share of the way; `score` lies in 0..1 and is the one that counts, by
    `score_source` ("computed" or "hand"); `expected` is what success wants by today. `age` is the days since the last
    check-in (None: never), `stale` whether they are too many. `highest` is the point at which a key result that
    fell back was best. `derivation` is the reason that the number is what it is, for the page to word: "metric",
    "change", "range", "maintain", "milestones" and "binary" are the kinds' own formulas; "assumed" is "metric"
    from a start of 0 that nobody wrote; "single_level" a level with `current` as its only reading;
    "met_without_start", "unmet_without_start" and "closed_unmet" have no start to measure from; "no_direction"
    has neither start nor comparator, "no_target" no number to reach, "no_kind" no measure at all; "no_reading"
    and "closed_unmeasured" have no reading; "fault" has an error. A hand-set score does not change it.
    """

    id: str
    objective: str
    cycle_state: CycleState
    current: Reading | None
    progress: Fraction | None
    score: Fraction | None
    score_computed: Fraction | None
    score_source: str
    hand_score: HandScore | None
    success: Fraction
    expected: Fraction | None
    met: bool | None
    fell_back: bool
    highest: Point | None
    band: Band | None
    status: Status
    confidence: Fraction | None
    stale: bool
    last_checkin: date | None
    age: int | None
    health: str | None
    cancelled: bool
    counted: bool
    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]
    derivation: str


class ObjectiveNumbers(Struct, frozen=True):
    """The numbers of one objective: the weighted mean of its measured key results.

    `measured` of `total` key results (cancelled ones not counted) have a score; `parts` are the ids, weights
    and scores that the mean was taken over. `expected` is elapsed x success. `last_checkin` is the newest of its
    key results', which makes it stale or not. Drafts and cancelled ones have numbers too, but are not `counted`.
    """

    id: str
    score: Fraction | None
    score_computed: Fraction | None
    score_source: str
    hand_score: HandScore | None
    success: Fraction
    expected: Fraction | None
    band: Band | None
    status: Status
    measured: int
    total: int
    parts: tuple[tuple[str, Fraction, Fraction], ...]
    cancelled: bool
    counted: bool
    stale: bool
    last_checkin: date | None
    health: str | None


class GroupNumbers(Struct, frozen=True):
    """The weighted mean over objectives: of a team in a cycle (`team` set) or of a whole cycle.

    `pace` is a status while the cycle runs, None else; `hit` the share of measured key results at success;
    `parts` as for objectives, and `expected` is the mean over the same ones. `objectives`, `key_results`, `bands`
    and `stale` (key results) count what is agreed and not cancelled; `statuses` tells the cancelled ones apart.
    """

    cycle: str
    team: str | None
    score: Fraction | None
    expected: Fraction | None
    pace: Status | None
    band: Band | None
    hit: Fraction | None
    at_success: int
    key_results: int
    measured: int
    stale: int
    objectives: int
    parts: tuple[tuple[str, Fraction, Fraction], ...]
    statuses: Mapping[Status, int]
    bands: Mapping[Band, int]
    last_checkin: date | None


class Scorecard(Struct, frozen=True):
    """All numbers as of one day. `teams` is by (team id, cycle id)."""

    as_of: date
    states: Mapping[str, CycleState]
    elapsed: Mapping[str, Fraction]
    key_results: Mapping[str, KeyResultNumbers]
    objectives: Mapping[str, ObjectiveNumbers]
    teams: Mapping[tuple[str, str], GroupNumbers]
    cycles: Mapping[str, GroupNumbers]
