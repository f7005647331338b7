"""A key result: a number that shows whether its objective was reached."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from okrsite.diagnostics import Where
from okrsite.model.organization import Link
from okrsite.model.quantity import Comparator, Quantity, Unit
from okrsite.model.reading import Cancelled, HandScore, Reading, Revision


class KeyResultType(StrEnum):
    """How progress is measured, told by the keys that are written."""

    METRIC = "metric"
    CHANGE = "change"
    RANGE = "range"
    MAINTAIN = "maintain"
    MILESTONES = "milestones"
    BINARY = "binary"


POINTS = (KeyResultType.METRIC, KeyResultType.CHANGE)
"""The kinds with one value to reach."""
LEVELS = (KeyResultType.MAINTAIN, KeyResultType.RANGE)
"""The kinds that may still break on the cycle's last day."""
WAYS = (*POINTS, KeyResultType.RANGE)
"""The kinds with a way from a start."""
MEASURED = (*WAYS, KeyResultType.MAINTAIN)
"""The kinds that readings decide, and whose definition is made of quantities."""
STEPS = (KeyResultType.MILESTONES, KeyResultType.BINARY)
"""The kinds that are done or not, step by step."""


class Amount(Struct, frozen=True):
    """A written quantity in the key result's unit; `value` is None for text that is no number.

    `assumed` is True for a start of 0 that nobody wrote.
    """

    text: str
    value: Fraction | None
    quantity: Quantity | None = None
    where: Where | None = None
    assumed: bool = False


class Bounds(Struct, frozen=True):
    """A closed range in the key result's unit, low < high."""

    low: Fraction
    high: Fraction
    low_text: str
    high_text: str

    @property
    def text(self) -> str:
        """Both ends as typed, as data and logs name a range."""
        return f"{self.low_text} to {self.high_text}"


class Milestone(Struct, frozen=True):
    """One step with its share of the weight; `done` is a date, True, or False."""

    name: str
    weight: Fraction
    due: date | None
    done: date | bool


class Leading(Struct, frozen=True):
    """A leading indicator: drawn, never scored."""

    name: str
    readings: tuple[Reading, ...]


class KeyResult(Struct, frozen=True):
    """What one key result means.

    All values are in `unit`. `target` is the point to reach (metric, change); `bounds` the range to be in
    (range, or maintain between two levels); `level` with `comparator` the level to hold. `comparator`
    fixes the direction and whether equality meets the target; without one the direction runs from `start`
    to `target`. `fault` says in a sentence why the numbers are unknown; such a key result has no progress.
    `readings` are all of them, oldest first; at most one a day has `counts`, and only those enter numbers.
    """

    id: str
    title: str
    objective: str
    type: KeyResultType | None
    where: Where
    derived: bool = False
    owner: str | None = None
    category: str | None = None
    measurement: str | None = None
    window: str | None = None
    cohort: str | None = None
    proxy: str | None = None
    unit: Unit | None = None
    baseline: Amount | None = None
    start: Amount | None = None
    target: Amount | None = None
    change: Amount | None = None
    level: Amount | None = None
    bounds: Bounds | None = None
    comparator: Comparator | None = None
    milestones: tuple[Milestone, ...] = ()
    done: date | bool | None = None
    readings: tuple[Reading, ...] = ()
    leading: tuple[Leading, ...] = ()
    revisions: tuple[Revision, ...] = ()
    confidence: Fraction | None = None
    stated_progress: Amount | None = None
    supports: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    weight: Fraction = Fraction(1)
    health: str | None = None
    cancelled: Cancelled | None = None
    hand_score: HandScore | None = None
    carried_from: str | None = None
    aliases: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    fault: str | None = None

    def days_done(self) -> list[date]:
        """The days on which milestones, or all of it, were done, as far as they are written."""
        days = [step.done for step in self.milestones if isinstance(step.done, date)]
        return [*days, self.done] if isinstance(self.done, date) else days

    @property
    def anchor(self) -> str:
        """The part of the id behind the objective's, in lower case: the place on the objective's page."""
        rest = self.id[len(self.objective) :] if self.id.lower().startswith(self.objective.lower()) else self.id
        return rest.lstrip(".").lower()
