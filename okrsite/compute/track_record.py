"""How closed cycles went, of every team and of all together: scores, ambition, revisions, check-ins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.discipline import checkin_days, checkins_made
from okrsite.compute.revisions import revisions_of
from okrsite.compute.scorecard import GroupNumbers, Scorecard
from okrsite.compute.share import Share, together
from okrsite.model.cycle import CycleState
from okrsite.model.graph import OkrGraph
from okrsite.model.objective import Objective
from okrsite.model.past import TARGETS

LOW = Fraction(4, 10)
"""A score below it was far off (contract §2)."""


class TrackRecord(Struct, frozen=True):
    """A closed cycle of a team, or of all teams (`team` is None).

    `score` is the final one, 0 to 1, None without any. `hit` are the key results that reached success, of those with
    a score. `full` and `low` are the aspirational objectives with a score of 1 and of less than 0.4, of those with a
    score. `revised` are the key results whose target was changed, `checkins` the check-ins that were made, of those
    that their cadences asked for. What is a draft or cancelled is in none of them.
    """

    cycle: str
    team: str | None
    score: Fraction | None
    hit: Share
    full: Share
    low: Share
    revised: Share
    checkins: Share


class _Part(Struct, frozen=True):
    """What one objective adds to the records of its team and of its cycle."""

    full: Share
    low: Share
    revised: Share
    checkins: Share


def track_records(graph: OkrGraph, card: Scorecard) -> Mapping[tuple[str | None, str], TrackRecord]:
    """Return the record of every closed cycle with agreed objectives by (team id, cycle id), all teams under None."""
    parts: dict[tuple[str | None, str], list[_Part]] = defaultdict(list)
    for objective in graph.objectives.values():
        if card.objectives[objective.id].counted and card.states[objective.cycle] is CycleState.CLOSED:
            part = _part(objective, graph, card)
            parts[objective.team, objective.cycle].append(part)
            parts[None, objective.cycle].append(part)
    return {key: _record(key, own, card) for key, own in parts.items()}


def _record(key: tuple[str | None, str], parts: Iterable[_Part], card: Scorecard) -> TrackRecord:
    team, cycle = key
    group: GroupNumbers = card.cycles[cycle] if team is None else card.teams[team, cycle]
    own = list(parts)
    return TrackRecord(
        cycle,
        team,
        group.score,
        Share(group.at_success, group.measured),
        together(part.full for part in own),
        together(part.low for part in own),
        together(part.revised for part in own),
        together(part.checkins for part in own),
    )


def _part(objective: Objective, graph: OkrGraph, card: Scorecard) -> _Part:
    score = card.objectives[objective.id].score
    bold = int(objective.commitment == "aspirational" and score is not None)
    counted = [one for one in objective.key_results if card.key_results[one.id].counted]
    moved = {one.subject for one in revisions_of(graph, objective, card.as_of) if one.field in TARGETS}
    cycle = graph.cycles[objective.cycle]
    return _Part(
        full=Share(int(bold and score == 1), bold),
        low=Share(int(bold and score is not None and score < LOW), bold),
        revised=Share(sum(one.id in moved for one in counted), len(counted)),
        checkins=together(
            checkins_made(checkin_days(one, cycle, card.as_of), cycle, objective.cadence, card.as_of) for one in counted
        ),
    )
