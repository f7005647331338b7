"""What a page is made from: the last commit that changed any of its documents, and the day its numbers are of."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from okrsite.model.chronicle import CheckIn, Retrospective, Review
from okrsite.model.cycle import CycleState
from okrsite.model.initiative import Initiative
from okrsite.model.objective import Objective
from okrsite.views.belonging import bets_of
from okrsite.views.context import Context, Written, kept
from okrsite.views.reviews import reviews_in

Key = tuple[str, ...]
Commit = tuple[int, str]

ALL: Key = ("all",)
"""What is made from every document."""
_NEVER: Commit = (-1, "")
_UNKNOWN: Commit = (sys.maxsize, "")
"""Later than all others, for nobody knows what a page is of of which any document is in no commit."""


class Origin(Struct, frozen=True):
    """What a page is made from; `commit` is empty where its documents are in none, or git doesn't tell."""

    commit: str
    day: date


def from_all(context: Context) -> Origin:
    """Return the origin of what is made from every document."""
    return Origin(_latest(context, ALL), context.as_of)


def from_none(context: Context) -> Origin:
    """Return the origin of what is made from no document."""
    return Origin("", context.as_of)


def from_objective(context: Context, objective: Objective) -> Origin:
    """Return the origin of an objective: the document that holds it, and its check-ins."""
    return Origin(_latest(context, ("objective", objective.id)), context.day_of(objective.cycle))


def from_team(context: Context, team: str) -> Origin:
    """Return the origin of a team's page over all cycles."""
    return Origin(_latest(context, ("team", team)), context.as_of)


def from_cycle(context: Context, cycle: str | None, uris: Iterable[str] = ()) -> Origin:
    """Return the origin of what is shown of a whole cycle, and of some documents besides; of all without a cycle."""
    if cycle is None:
        return from_all(context)
    beside = (("document", uri) for uri in uris)
    return Origin(_latest(context, ("cycle", cycle), *beside), context.day_of(cycle))


def from_close(context: Context, team: str, cycle: str | None, uri: str | None = None) -> Origin:
    """Return the origin of what a team wrote of a cycle in a document, beside the numbers of its objectives."""
    own: tuple[Key, ...] = (("document", uri),) if uri else ()
    if cycle is None:
        return Origin(_latest(context, *own), context.as_of)
    return Origin(_latest(context, ("close", team, cycle), *own), context.day_of(cycle))


def from_document(context: Context, uri: str) -> Origin:
    """Return the origin of a document's own page, whose objectives bear their numbers."""
    own = context.index.documents.get(uri, ())
    objectives = (("objective", one.id) for one in own if isinstance(one, Objective))
    return Origin(_latest(context, ("document", uri), *objectives), _day(context, own))


def _day(context: Context, entries: Iterable[Written]) -> date:
    """The last of the days that the numbers of a document's cycles are of, which is today's as long as any runs."""
    cycles = {cycle for entry in entries for cycle in _cycles(context, entry)}
    if not cycles or any(context.card.states.get(cycle) is not CycleState.CLOSED for cycle in cycles):
        return context.as_of
    return max(context.day_of(cycle) for cycle in cycles)


def _cycles(context: Context, entry: Written) -> Iterator[str]:
    if isinstance(entry, CheckIn):
        graph = context.graph
        yield from (graph.objectives[graph.key_results[id].objective].cycle for id in entry.readings)
    elif isinstance(entry, Objective | Initiative | Review | Retrospective) and entry.cycle:
        yield entry.cycle


def _latest(context: Context, *keys: Key) -> str:
    """The last commit of what is named, empty where it is not known."""
    known = gathered(context)
    return max((known.get(key, _NEVER) for key in keys), default=_NEVER)[1]


@kept
def gathered(context: Context) -> dict[Key, Commit]:
    """The last commit of everything, in one pass over all documents."""
    found: dict[Key, Commit] = {}
    if not context.commits:
        return found
    for uri, key in _made_from(context):
        commit = context.commits.get(uri, _UNKNOWN)
        if commit > found.get(key, _NEVER):
            found[key] = commit
    return found


def _made_from(context: Context) -> Iterator[tuple[str, Key]]:
    """Yield each document with what is made from it."""
    for uri in context.graph.pages:
        yield uri, ALL
        yield uri, ("document", uri)
    for objective in context.graph.objectives.values():
        for uri in _of_objective(context, objective):
            yield uri, ("objective", objective.id)
            yield uri, ("team", objective.team)
            yield uri, ("cycle", objective.cycle)
            yield uri, ("close", objective.team, objective.cycle)
    yield from _of_teams(context)
    yield from _of_cycles(context)


def _of_objective(context: Context, objective: Objective) -> set[str]:
    checkins = context.index.checkins
    read = {one.uri for part in objective.key_results for one in checkins.get(part.id, ())}
    return {objective.uri, *read}


def _of_teams(context: Context) -> Iterator[tuple[str, Key]]:
    for team in context.graph.teams.values():
        if team.uri:
            yield team.uri, ("team", team.id)
    entries = (entry for entries in context.index.documents.values() for entry in entries)
    for entry in entries:
        if isinstance(entry, Initiative | CheckIn | Review | Retrospective):
            yield entry.uri, ("team", entry.team)


def _of_cycles(context: Context) -> Iterator[tuple[str, Key]]:
    for cycle in context.graph.cycles.values():
        written: tuple[Initiative | Review, ...] = (*bets_of(context, cycle), *reviews_in(context, cycle))
        yield from ((one.uri, ("cycle", cycle.id)) for one in written)
    for close in context.graph.retrospectives:
        yield close.uri, ("cycle", close.cycle)
        yield close.uri, ("close", close.team, close.cycle)
