"""What a cycle is busy with, and what each team has done of it: drafted, agreed, checked in, closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from enum import StrEnum

from msgspec import Struct

from okrsite.compute.discipline import checkin_days, checkins_made, made_lately
from okrsite.compute.scorecard import Scorecard
from okrsite.compute.share import Share, together
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective


class Phase(StrEnum):
    """What a cycle is busy with."""

    PREPARE = "prepare"
    DRAFT = "draft"
    RUN = "run"
    REFLECT = "reflect"
    ARCHIVED = "archived"


def phase_of(state: CycleState, agreed: int, drafts: int, unwritten: int) -> Phase:
    """Return the phase of a cycle with so many agreed objectives, drafts, and retrospectives not written yet.

    Before it begins a cycle is prepared until there are drafts (or proposals), then drafted until all are agreed. One
    that has begun without any agreed objective is still being drafted. Once over, it is reflected upon until every
    team has written its retrospective.

    >>> upcoming, running, over = CycleState.UPCOMING, CycleState.OPEN, CycleState.CLOSED
    >>> [phase_of(upcoming, *counts).value for counts in ((0, 0, 0), (3, 1, 0), (4, 0, 0))]
    ['prepare', 'draft', 'prepare']
    >>> [phase_of(running, *counts).value for counts in ((0, 0, 0), (0, 4, 0), (3, 1, 0))]
    ['draft', 'draft', 'run']
    >>> [phase_of(over, 3, 0, unwritten).value for unwritten in (2, 0)]
    ['reflect', 'archived']
    """
    if state is CycleState.UPCOMING:
        return Phase.DRAFT if drafts else Phase.PREPARE
    if state is CycleState.OPEN:
        return Phase.RUN if agreed else Phase.DRAFT
    return Phase.REFLECT if unwritten or state is CycleState.CLOSING else Phase.ARCHIVED


class TeamSteps(Struct, frozen=True):
    """What a team has done of a cycle.

    `agreed` of `drafted` objectives are agreed (cancelled ones not counted). `checkins` are, while the cycle runs,
    the key results with a check-in within the last stretch of their cadence, of those that are due; once it is
    closed, the check-ins made of those expected; of nothing before. `written` tells of the retrospective.
    """

    team: str
    drafted: int
    agreed: int
    checkins: Share
    written: bool


def team_steps(
    objectives: Iterable[Objective], written: Container[str], card: Scorecard, cycle: Cycle, expected: Iterable[str]
) -> tuple[TeamSteps, ...]:
    """Return the steps of the `expected` teams, and of all that have some of a cycle's objectives, in this order.

    `written` are the teams whose retrospective is written.
    """
    own: dict[str, list[Objective]] = {team: [] for team in expected}
    for objective in objectives:
        if not card.objectives[objective.id].cancelled:
            own.setdefault(objective.team, []).append(objective)
    return tuple(
        TeamSteps(
            team,
            len(theirs),
            sum(one.counts for one in theirs),
            _checkins(card, cycle, theirs),
            team in written,
        )
        for team, theirs in own.items()
    )


def _checkins(card: Scorecard, cycle: Cycle, objectives: Iterable[Objective]) -> Share:
    if card.states[cycle.id] is CycleState.UPCOMING:
        return Share(0, 0)
    over = card.states[cycle.id] is CycleState.CLOSED
    found: dict[bool, list[Share]] = defaultdict(list)
    for objective in objectives:
        for one in objective.key_results:
            if card.key_results[one.id].counted:
                days = checkin_days(one, cycle, card.as_of)
                made = made_lately(days, cycle, objective.cadence, card.as_of)
                found[True].append(checkins_made(days, cycle, objective.cadence, card.as_of))
                found[False].append(Share(int(bool(made)), int(made is not None)))
    return together(found[over])
