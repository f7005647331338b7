"""Scores over time: what each week of a cycle, or each day on which something changed, would have shown."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.progress import ONE, ZERO, is_done, share_done
from okrsite.compute.rollup import Part, mean_of, weighted_mean
from okrsite.compute.score import score_at
from okrsite.compute.scorecard import KeyResultNumbers, Scorecard, Status
from okrsite.compute.stage import Stage, stage_of
from okrsite.compute.target import meets_of
from okrsite.compute.verdict import pace_of, success_of
from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.settings import Settings


class WeekScore(Struct, frozen=True):
    """A week of a cycle as it stood on its last day (or today): `index` counts from 1, `pace` as for teams."""

    index: int
    first: date
    last: date
    score: Fraction | None
    expected: Fraction | None
    pace: Status | None


class DayScore(Struct, frozen=True):
    """An objective as it stood on a day: its score and what was expected by then."""

    date: date
    score: Fraction | None
    expected: Fraction


class _Steps(Struct, frozen=True):
    """The score of a key result as a step function of the day, while its cycle runs; unknown before `days`."""

    days: tuple[date, ...]
    scores: tuple[Fraction | None, ...]
    before: Fraction | None = None

    def at(self, day: date) -> Fraction | None:
        position = bisect_right(self.days, day)
        return self.scores[position - 1] if position else self.before


def team_weeks(
    graph: OkrGraph, settings: Settings, scorecard: Scorecard, cycle_id: str
) -> dict[str, tuple[WeekScore, ...]]:
    """Return the weeks of a cycle up to the scorecard's day, by team id, and under "" those of the whole cycle.

    Each week is judged as it was seen on its last day: later readings, closing and hand-set scores don't enter.
    Only teams with objectives in the cycle have an entry.
    """
    cycle = graph.cycles[cycle_id]
    weeks = [week for week in cycle.periods("weekly") if week[0] <= scorecard.as_of]
    stages = [stage_of(cycle, settings, min(last, scorecard.as_of)) for _, last in weeks]
    by_team: dict[str, list[_Course]] = defaultdict(list)
    for objective in graph.objectives.values():
        if objective.cycle == cycle_id and objective.counts:
            by_team[objective.team].append(_course(objective, scorecard, stages))
    everything = [course for courses in by_team.values() for course in courses]
    rows = {team: _weeks(weeks, stages, courses) for team, courses in by_team.items()}
    return {"": _weeks(weeks, stages, everything), **rows}


def objective_days(
    objective: Objective, graph: OkrGraph, settings: Settings, scorecard: Scorecard
) -> tuple[DayScore, ...]:
    """Return an objective's score on each day on which it changed, and on the scorecard's day while it runs.

    As in team_weeks, hand-set scores and the closing of the cycle don't enter.
    """
    cycle = graph.cycles[objective.cycle]
    steps = _steps_of(objective, scorecard)
    stages = [stage_of(cycle, settings, day) for day in _days(objective, steps, cycle, scorecard.as_of)]
    success = success_of(objective.commitment, settings)
    return tuple(
        DayScore(stage.as_of, score, stage.elapsed * success)
        for stage, score in zip(stages, _scores(objective, steps, stages), strict=True)
    )


def _days(objective: Objective, steps: Sequence[_Steps], cycle: Cycle, as_of: date) -> list[date]:
    days = {day for step in steps for day in step.days}
    days.update(kr.cancelled.date for kr in objective.key_results if kr.cancelled and kr.cancelled.date)
    if cycle.contains(as_of):
        days.add(as_of)
    return sorted(day for day in days if cycle.start <= day <= as_of)


class _Course(Struct, frozen=True):
    """An objective's score on each of the days that are asked for; `absent` once it is cancelled."""

    weight: Fraction
    success: Fraction
    scores: tuple[Fraction | None, ...]
    absent: tuple[bool, ...]


def _course(objective: Objective, scorecard: Scorecard, stages: Sequence[Stage]) -> _Course:
    scores = _scores(objective, _steps_of(objective, scorecard), stages)
    absent = tuple(stage.cancelled(objective.cancelled) for stage in stages)
    return _Course(objective.weight, scorecard.objectives[objective.id].success, scores, absent)


def _weeks(
    weeks: Sequence[tuple[date, date]], stages: Sequence[Stage], courses: Sequence[_Course]
) -> tuple[WeekScore, ...]:
    return tuple(
        _week(position, week, stage, [course for course in courses if not course.absent[position]])
        for position, (week, stage) in enumerate(zip(weeks, stages, strict=True))
    )


def _week(position: int, week: tuple[date, date], stage: Stage, courses: Sequence[_Course]) -> WeekScore:
    scored = [(c.weight, score, c) for c in courses if (score := c.scores[position]) is not None]
    score = weighted_mean((weight, score) for weight, score, _ in scored)
    success = weighted_mean((c.weight, c.success) for c in ([c for _, _, c in scored] or courses))
    expected = None if success is None else stage.elapsed * success
    pace = pace_of(score, expected, stage.settings) if courses else None
    return WeekScore(position + 1, week[0], week[1], score, expected, pace)


def _scores(objective: Objective, steps: Sequence[_Steps], stages: Sequence[Stage]) -> tuple[Fraction | None, ...]:
    """Return the objective's computed score at each stage; the mean is taken anew only where a part changed."""
    scores: list[Fraction | None] = []
    before: list[Part] | None = None
    for stage in stages:
        parts = _parts(objective, steps, stage)
        if parts != before:
            mean = None if objective.fault else mean_of(parts)
        scores.append(mean)
        before = parts
    return tuple(scores)


def _parts(objective: Objective, steps: Sequence[_Steps], stage: Stage) -> list[Part]:
    return [
        (key_result.id, key_result.weight, score)
        for key_result, step in zip(objective.key_results, steps, strict=True)
        if (score := step.at(stage.as_of)) is not None and not stage.cancelled(key_result.cancelled)
    ]


def _steps_of(objective: Objective, scorecard: Scorecard) -> list[_Steps]:
    return [_steps(key_result, scorecard.key_results[key_result.id]) for key_result in objective.key_results]


def _steps(key_result: KeyResult, numbers: KeyResultNumbers) -> _Steps:
    if key_result.fault:
        return _Steps((), ())
    if key_result.type is KeyResultType.MILESTONES:
        return _milestone_steps(key_result)
    if key_result.type is KeyResultType.BINARY:
        before = ONE if is_done(key_result.done, date.min) else ZERO
        done = (key_result.done,) if isinstance(key_result.done, date) else ()
        return _Steps(done, (ONE,) * len(done), before)
    meets = meets_of(key_result)
    days = tuple(point.reading.date for point in numbers.points)
    return _Steps(days, tuple(score_at(point, meets) for point in numbers.points))


def _milestone_steps(key_result: KeyResult) -> _Steps:
    steps = key_result.milestones
    days = tuple(sorted({step.done for step in steps if isinstance(step.done, date)}))
    return _Steps(days, tuple(share_done(steps, day) for day in days), share_done(steps, date.min))
