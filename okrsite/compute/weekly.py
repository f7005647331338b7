"""What happened in each week: check-ins, readings, what was shipped, revised, cancelled and reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from okrsite.compute.reached import first_met
from okrsite.compute.revisions import Revised, revisions_of
from okrsite.compute.scorecard import KeyResultNumbers, Point, Scorecard
from okrsite.model.chronicle import CheckIn
from okrsite.model.graph import OkrGraph
from okrsite.model.initiative import Initiative, Release
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.reading import Reading
from okrsite.model.week import Week, week_number


class Shipped(Struct, frozen=True):
    """An initiative that was done by a day, or of which a `release` went out on it."""

    initiative: Initiative
    day: date
    release: Release | None = None


class Happened(Struct, frozen=True):
    """What happened in one week, each in the order of the documents.

    `read` are the ids of the key results with a reading, `stepped` of those of which a step was done, `leading` those
    with a reading of a leading indicator; `reached` those whose target was first met, with the day. `cancelled` are
    objectives and key results. Drafts are left out.
    """

    checkins: list[CheckIn] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    stepped: list[str] = field(default_factory=list)
    leading: list[str] = field(default_factory=list)
    reached: list[tuple[str, date]] = field(default_factory=list)
    shipped: list[Shipped] = field(default_factory=list)
    revised: list[Revised] = field(default_factory=list)
    cancelled: list[Objective | KeyResult] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether anybody checked in: a document, a reading or a step."""
        return bool(self.checkins or self.read or self.stepped)


class Step(Struct, frozen=True):
    """A key result's last reading of a week, and the one before the week: None where there was none."""

    before: Point | None
    after: Point


def step_in(numbers: KeyResultNumbers, first: date, last: date) -> Step | None:
    """Return how far a week, by its first and last day, took a key result; None without a reading that counts."""
    before, after = None, None
    for point in numbers.points:
        if point.reading.date < first:
            before = point
        elif point.reading.date <= last:
            after = point
    return Step(before, after) if after else None


def weekly(graph: OkrGraph, card: Scorecard) -> Mapping[Week, Happened]:
    """Return what happened in every week up to the scorecard's day in which anybody checked in, oldest first."""
    weeks: dict[int, Happened] = defaultdict(Happened)
    for checkin in graph.checkins:
        if checkin.date <= card.as_of:
            weeks[week_number(checkin.date)].checkins.append(checkin)
    for objective in graph.objectives.values():
        if objective.counts:
            _objective(graph, card, objective, weeks)
    for initiative in graph.initiatives.values():
        for shipped in _shipped(initiative, card.as_of):
            weeks[week_number(shipped.day)].shipped.append(shipped)
    return {Week(number): weeks[number] for number in sorted(weeks) if weeks[number].told}


def _objective(graph: OkrGraph, card: Scorecard, objective: Objective, weeks: Mapping[int, Happened]) -> None:
    for key_result in objective.key_results:
        _key_result(key_result, card.key_results[key_result.id], card.as_of, weeks)
    for goal in objective.goals:
        cancelled = goal.cancelled
        if cancelled and cancelled.date and cancelled.date <= card.as_of:
            weeks[week_number(cancelled.date)].cancelled.append(goal)
    logged = any(part.revisions for part in objective.key_results)
    if logged or any(goal.id in graph.changes for goal in objective.goals):
        for revised in revisions_of(graph, objective, card.as_of):
            if revised.date and (revised.measures or revised.logged):
                weeks[week_number(revised.date)].revised.append(revised)


def _key_result(part: KeyResult, numbers: KeyResultNumbers, as_of: date, weeks: Mapping[int, Happened]) -> None:
    for number in _weeks_of(part.readings, as_of):
        weeks[number].read.append(part.id)
    for number in dict.fromkeys(week_number(day) for day in part.days_done() if day <= as_of):
        weeks[number].stepped.append(part.id)
    for number in dict.fromkeys(number for one in part.leading for number in _weeks_of(one.readings, as_of)):
        weeks[number].leading.append(part.id)
    met = first_met(part, numbers)
    if met:
        weeks[week_number(met)].reached.append((part.id, met))


def _weeks_of(readings: Sequence[Reading], as_of: date) -> Iterator[int]:
    """The numbers of the weeks with a reading, each once; readings are in the order of their days."""
    latest = None
    for reading in readings:
        number = week_number(reading.date)
        if number != latest and reading.date <= as_of:
            latest = number
            yield number


def _shipped(initiative: Initiative, as_of: date) -> Iterator[Shipped]:
    if initiative.state == "dropped":
        return
    if initiative.state == "done" and initiative.end and initiative.end <= as_of:
        yield Shipped(initiative, initiative.end)
    for release in initiative.releases:
        if release.date and release.date <= as_of:
            yield Shipped(initiative, release.date, release)
