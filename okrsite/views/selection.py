"""What a page leads with: the cycle that counts today, what is behind what today expects, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.needs import working_cycles
from okrsite.compute.scorecard import KeyResultNumbers, Point, Scorecard, Status
from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.reading import Reading
from okrsite.views.context import Context, kept

WEEK = timedelta(days=7)
STILL = timedelta(days=14)
"""How long a value has to stay the same before a page says that it stands still."""

BEHIND = (Status.OFF_TRACK, Status.AT_RISK)
WORST_FIRST = (
    Status.MISSED,
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.NO_DATA,
    Status.NOT_STARTED,
    Status.ON_TRACK,
    Status.ACHIEVED,
    Status.CANCELLED,
)
"""Those in need first; no data stands before on track, as it may hide anything."""


@kept
def cycles_at_work(context: Context) -> Mapping[str | None, tuple[Cycle, ...]]:
    """Return the cycles in which objectives were set, by team, and under None those of any; made once."""
    return working_cycles(context.graph)


@kept
def used_cycles(context: Context) -> tuple[str, ...]:
    """Return the ids of the cycles with objectives, drafts included, in the order of the documents."""
    return tuple(context.index.of_cycle)


class Change(Struct, frozen=True):
    """How far the last seven days moved a key result: `delta` as a share of its way, the newest `reading`.

    `before` is the reading that it is compared with, None where that is the start.
    """

    id: str
    delta: Fraction
    reached: bool
    reading: Reading
    before: Reading | None


@kept
def current_cycle(context: Context) -> Cycle | None:
    """Return the cycle that counts today: `shown_cycle` of the as-of day, made once."""
    return shown_cycle(context.graph, context.as_of)


def shown_cycle(graph: OkrGraph, as_of: date) -> Cycle | None:
    """Return the shortest cycle with objectives that holds `as_of`, else the last begun, else the next."""
    counting = {objective.cycle for objective in graph.objectives.values() if objective.counts}
    used = counting or {objective.cycle for objective in graph.objectives.values()}
    cycles = [cycle for cycle in graph.cycles.values() if cycle.id in used]
    running = [cycle for cycle in cycles if cycle.contains(as_of)]
    if running:
        return min(running, key=lambda cycle: (cycle.days, -cycle.start.toordinal(), cycle.id))
    begun = [cycle for cycle in cycles if cycle.start <= as_of]
    if begun:
        return max(begun, key=lambda cycle: (cycle.start, -cycle.days, cycle.id))
    return min(cycles, key=lambda cycle: (cycle.start, cycle.days, cycle.id), default=None)


def cycles_around(graph: OkrGraph, cycle: Cycle) -> tuple[Cycle, ...]:
    """Return the longer cycles that hold all days of `cycle`, longest first."""
    around = (
        other
        for other in graph.cycles.values()
        if other.days > cycle.days and other.start <= cycle.start and cycle.end <= other.end
    )
    return tuple(sorted(around, key=lambda other: (-other.days, other.id)))


def previous_cycle(graph: OkrGraph, cycle: Cycle, used: Iterable[str]) -> Cycle | None:
    """Return the cycle among `used` that ended last before `cycle` began and is nearest to it in length."""
    earlier = [graph.cycles[id] for id in used if graph.cycles[id].end < cycle.start]
    alike = [other for other in earlier if 4 * abs(other.days - cycle.days) <= cycle.days]
    return max(alike, key=lambda other: (other.end, other.id), default=None)


def lead(numbers: KeyResultNumbers) -> Fraction | None:
    """Return how far unclamped progress lies ahead of what is expected (below 0: behind), None unknown."""
    reached = numbers.score if numbers.progress is None else numbers.progress
    if reached is None:
        return None
    return reached - (numbers.success if numbers.expected is None else numbers.expected)


def furthest_behind(numbers: Iterable[KeyResultNumbers], statuses: Sequence[Status] = BEHIND) -> list[KeyResultNumbers]:
    """Return the counted key results with one of `statuses`, furthest below what is expected first."""
    behind = [
        (gap, one.id, one)
        for one in numbers
        if one.counted and one.status in statuses and (gap := lead(one)) is not None
    ]
    return [one for _, _, one in sorted(behind, key=lambda entry: entry[:2])]


def still_since(points: Sequence[Point], as_of: date) -> date | None:
    """Return since when the last readings say the same, if that is two weeks or longer, else None."""
    if not points or points[-1].progress is None:
        return None
    first = last = len(points) - 1
    while first and points[first - 1].progress == points[last].progress:
        first -= 1
    since = points[first].reading.date
    return since if first < last and as_of - since >= STILL else None


def change_of_week(numbers: KeyResultNumbers, as_of: date) -> Change | None:
    """Return what the last seven days moved, None without a reading in them or without any movement.

    The week's last reading is compared with the last one before; without one, with the start.
    """
    points = [point for point in numbers.points if point.progress is not None]
    if not points or not numbers.counted or not as_of - WEEK < points[-1].reading.date <= as_of:
        return None
    earlier = [point for point in points if point.reading.date <= as_of - WEEK]
    now, before = points[-1].progress or Fraction(), (earlier[-1].progress if earlier else None) or Fraction()
    if now == before:
        return None
    reached = numbers.status is Status.ACHIEVED and before < numbers.success <= now
    return Change(numbers.id, now - before, reached, points[-1].reading, earlier[-1].reading if earlier else None)


def greatest_changes(changes: Iterable[Change], most: int = 3) -> tuple[Change, ...]:
    """Return at most `most` changes, ups before downs; where both happened, neither is left out."""
    by_size = sorted(changes, key=lambda change: (-abs(change.delta), change.id))
    chosen = by_size[:most]
    for upward in (True, False):
        same = [change for change in by_size if (change.delta > 0) is upward]
        if same and len(chosen) == most > 1 and same[0] not in chosen:
            chosen[-1] = same[0]
    return tuple(sorted(chosen, key=lambda change: (change.delta < 0, -abs(change.delta), change.id)))


def by_need(card: Scorecard, ids: Iterable[str]) -> list[str]:
    """Return the ids of objectives, those in need first, then by score, lowest first."""

    def need(id: str) -> tuple[int, Fraction, str]:
        numbers = card.objectives[id]
        return WORST_FIRST.index(numbers.status), numbers.score or Fraction(), id

    return sorted(ids, key=need)


def best_first(card: Scorecard, ids: Iterable[str]) -> list[str]:
    """Return the ids of objectives by score, highest first, those without one and the cancelled last."""

    def rank(id: str) -> tuple[bool, bool, Fraction, str]:
        numbers = card.objectives[id]
        return numbers.cancelled, numbers.score is None, -(numbers.score or Fraction()), id

    return sorted(ids, key=rank)
