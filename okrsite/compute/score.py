"""The measure of one key result on a day: its points, the latest reading, progress and score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.level import only_current, share_held, shares_held, stretches
from okrsite.compute.progress import ONE, ZERO, clamp, is_done, share_done, value_of, way_of
from okrsite.compute.scorecard import Point, Stretch
from okrsite.compute.stage import Stage
from okrsite.compute.target import Meets, meets_of
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.reading import Reading


class _Case(Struct, frozen=True):
    """A key result on a day; `closed` tells whether what is missing now counts against it."""

    key_result: KeyResult
    cadence: str
    stage: Stage
    closed: bool
    readings: tuple[Reading, ...]
    meets: Meets | None


class Measure(Struct, frozen=True):
    """What a key result amounts to, before any verdict; `derivation` names the formula (see KeyResultNumbers)."""

    derivation: str
    progress: Fraction | None = None
    score: Fraction | None = None
    met: bool | None = None
    points: tuple[Point, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    highest: Point | None = None

    @property
    def current(self) -> Reading | None:
        """The latest reading that counts, None without any."""
        return self.points[-1].reading if self.points else None


def measure(
    key_result: KeyResult, cadence: str, stage: Stage, checkins: Sequence[Reading], *, counted: bool = True
) -> Measure:
    """Return the measure of a key result as its kind defines it (contract §2); a fault makes it unknown.

    `checkins` are those up to today, as Stage.checkins gives them; only those with a value are readings. What is not
    `counted`, a draft or something cancelled, is not scored 0 when its cycle closes without a reading.
    """
    readings = tuple([checkin for checkin in checkins if checkin.value is not None])
    if key_result.fault or key_result.type is None:
        return Measure("fault" if key_result.fault else "no_kind", points=_bare(readings))
    closed = stage.closed and counted
    case = _Case(key_result, cadence, stage, closed, readings, meets_of(key_result))
    return _BY_TYPE[key_result.type](case)


def score_at(point: Point, meets: Meets | None) -> Fraction | None:
    """Return the score that a point is worth while the cycle runs.

    Without a start there is no progress: 1 when the target is met, unknown while not (contract §2).
    """
    if point.progress is not None:
        return clamp(point.progress)
    value = point.reading.value
    return ONE if meets and value is not None and meets(value) else None


def _bare(readings: Sequence[Reading]) -> tuple[Point, ...]:
    return tuple(Point(reading, None) for reading in readings)


def _unread(case: _Case, parts: tuple[Stretch, ...] = ()) -> Measure:
    """Return what no reading at all means: unknown, and 0 once the cycle is closed (contract §2)."""
    if case.closed:
        return Measure("closed_unmeasured", score=ZERO, stretches=parts)
    return Measure("no_reading", stretches=parts)


def _metric(case: _Case) -> Measure:
    if not case.readings:
        return _unread(case)
    way = way_of(case.key_result)
    if way is None:
        return _without_start(case)
    points = tuple(Point(reading, way(reading.value)) for reading in case.readings if reading.value is not None)
    met, latest = _met(case), points[-1]
    score = score_at(latest, case.meets)
    reached = [p for p in points if p.progress is not None and p.progress.numerator >= p.progress.denominator]
    highest = _highest(reached, met, case.meets)
    return Measure(_formula(case.key_result), latest.progress, score, met, points, (), highest)


def _formula(key_result: KeyResult) -> str:
    if key_result.start and key_result.start.assumed:
        return "assumed"
    return key_result.type.value if key_result.type else "no_kind"


def _without_start(case: _Case) -> Measure:
    """Return 1 when met, unknown while not, 0 once closed; without a side to be on, unknown (contract §2)."""
    points, met = _bare(case.readings), _met(case)
    if met is None:
        bare = value_of(case.key_result.target) is not None
        return Measure("no_direction" if bare else "no_target", points=points)
    if met:
        return Measure("met_without_start", None, ONE, True, points)
    highest = _highest(points, met, case.meets)
    if case.closed:
        return Measure("closed_unmet", None, ZERO, False, points, highest=highest)
    return Measure("unmet_without_start", None, None, False, points, highest=highest)


def _maintain(case: _Case) -> Measure:
    meets, readings, cycle = case.meets, case.readings, case.stage.cycle
    if meets is None:
        return Measure("no_target", points=_bare(readings))
    parts = stretches(cycle, case.cadence, readings, meets, case.closed)
    if not readings:
        return _unread(case, parts)
    shares = shares_held(cycle, case.cadence, readings, meets)
    points = tuple(Point(reading, share) for reading, share in zip(readings, shares, strict=True))
    met = _met(case)
    highest = _highest(points, met, meets)
    if only_current(readings):
        held = ONE if met else ZERO
        return Measure("single_level", held, held, met, points, (), highest)
    share = share_held(parts)
    return Measure("maintain", share, share, met, points, parts, highest)


def _milestones(case: _Case) -> Measure:
    share = share_done(case.key_result.milestones, case.stage.as_of)
    met = None if share is None else share == 1
    return Measure("milestones", share, share, met, _bare(case.readings))


def _binary(case: _Case) -> Measure:
    done = is_done(case.key_result.done, case.stage.as_of)
    share = ONE if done else ZERO
    return Measure("binary", share, share, done, _bare(case.readings))


def _met(case: _Case) -> bool | None:
    value = case.readings[-1].value if case.readings else None
    return None if case.meets is None or value is None else case.meets(value)


def _highest(points: Sequence[Point], met: bool | None, meets: Meets | None) -> Point | None:
    """Return the best of the points that met the target, where the latest one misses it; None without such."""
    if met is not False or meets is None:
        return None
    earlier = [p for p in points if p.reading.value is not None and meets(p.reading.value)]
    return max(earlier, key=lambda p: (p.progress or ZERO, p.reading.date), default=None)


_BY_TYPE: dict[KeyResultType, Callable[[_Case], Measure]] = {
    KeyResultType.METRIC: _metric,
    KeyResultType.CHANGE: _metric,
    KeyResultType.RANGE: _metric,
    KeyResultType.MAINTAIN: _maintain,
    KeyResultType.MILESTONES: _milestones,
    KeyResultType.BINARY: _binary,
}
