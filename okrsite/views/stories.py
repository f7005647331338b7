"""Stories of objectives over the cycles: as what they went on, with their scores, decisions and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from okrsite.compute.chains import DROP, Passage, chains
from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.context import Context, grouped, kept
from okrsite.views.decisions import Decision, decided, decision, passages_of
from okrsite.views.marks import band_mark, reference, status_mark, team
from okrsite.views.parts import BandMark, Prose, Ref, StatusMark
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class Step(Struct, frozen=True):
    """One objective of a story: its cycle, how it ended or stands, and what was decided of it."""

    cycle: Ref
    band: BandMark | None
    status: StatusMark | None
    score: str
    title: Ref
    team: Ref
    cancelled: Prose | None
    decisions: tuple[Decision, ...]


class Story(Struct, frozen=True):
    """A chain of objectives, oldest first; it is called by its last one, and `sub` says how it ended."""

    title: str
    sub: str
    steps: tuple[Step, ...]


@kept
def chains_of(context: Context) -> tuple[tuple[str, ...], ...]:
    """Return all chains of objectives, the longest first, made once."""
    return chains(context.graph, passages_of(context))


def chains_by_team(context: Context, id: str) -> tuple[tuple[str, ...], ...]:
    """Return the chains in which a team had a part."""
    return _chains_by_team(context).get(id, ())


@kept
def _chains_by_team(context: Context) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    objectives = context.graph.objectives
    return grouped(
        (team, chain) for chain in chains_of(context) for team in dict.fromkeys(objectives[one].team for one in chain)
    )


def story(context: Context, chain: Sequence[str]) -> Story:
    """Return a chain as it is told."""
    objectives = [context.graph.objectives[id] for id in chain]
    return Story(objectives[-1].title, _sub(context, objectives), tuple(_step(context, one) for one in objectives))


def _step(context: Context, objective: Objective) -> Step:
    reckoned, cycle = context.card.objectives[objective.id], context.cycle(objective.cycle)
    over = context.card.states[cycle.id] is CycleState.CLOSED and not reckoned.cancelled
    reason = objective.cancelled.reason if reckoned.cancelled and objective.cancelled else None
    return Step(
        cycle=Ref(cycle.id, context.urls.cycle(cycle)),
        band=band_mark(reckoned.band) if over else None,
        status=None if over and reckoned.band else status_mark(reckoned.status),
        score="" if reckoned.cancelled else numbers.score(reckoned.score),
        title=reference(context, objective.id),
        team=team(context, objective.team),
        cancelled=Prose(reason, objective.uri) if reason else None,
        decisions=tuple(_decision(context, one, objective) for one in decided(context).get(objective.id, ())),
    )


def _decision(context: Context, one: Passage, objective: Objective) -> Decision:
    """Return a decision, which need not name its objective again."""
    made = decision(context, one)
    return replace(made, what=Ref("")) if one.subject == objective.id else made


def _sub(context: Context, objectives: Sequence[Objective]) -> str:
    cycles = len({one.cycle for one in objectives})
    return ", ".join(
        (
            ngettext("{n} objective", "{n} objectives", len(objectives)),
            ngettext("{n} cycle", "{n} cycles", cycles),
            *_end(context, objectives),
        )
    )


def _end(context: Context, objectives: Sequence[Objective]) -> Iterator[str]:
    """Say how a story ended: it goes on, was cancelled or dropped; nothing where nobody said."""
    last = [one for one in objectives if one.cycle == objectives[-1].cycle]
    going = [one for one in last if context.card.states[one.cycle] is not CycleState.CLOSED]
    if going and not all(context.card.objectives[one.id].cancelled for one in going):
        yield _("goes on in {cycle}").format(cycle=going[0].cycle)
    elif all(context.card.objectives[one.id].cancelled for one in last):
        yield _("cancelled in {cycle}").format(cycle=last[0].cycle)
    elif any(_dropped(one, decided(context).get(one.id, ())) for one in last):
        yield _("dropped after {cycle}").format(cycle=last[0].cycle)


def _dropped(objective: Objective, found: Sequence[Passage]) -> bool:
    return any(one.subject == objective.id and one.decision == DROP for one in found)


class Gone(Struct, frozen=True):
    """What was given up: an objective or key result, when, by whom, and why."""

    words: str
    what: Ref
    whose: tuple[Ref, ...]
    reason: Prose | None


class _End(Struct, frozen=True):
    """How something of a team was given up: by what was decided, or cancelled while its cycle ran."""

    team: str
    cycle: str
    subject: str
    dropped: Passage | None = None


def given_up(context: Context, own: str | None = None) -> tuple[Gone, ...]:
    """Return what was dropped or cancelled, of one team or of all, the newest cycle first."""
    ends = _ends(context) if own is None else _ends_by_team(context).get(own, ())
    return tuple(_gone(context, end) for end in ends)


@kept
def _ends(context: Context) -> tuple[_End, ...]:
    cycles = {id: at for at, id in enumerate(context.graph.cycles)}
    return tuple(sorted((*_drops(context), *_cancelled(context)), key=lambda end: -cycles[end.cycle]))


@kept
def _ends_by_team(context: Context) -> Mapping[str, tuple[_End, ...]]:
    return grouped((end.team, end) for end in _ends(context))


def _drops(context: Context) -> Iterator[_End]:
    return (_End(one.team, one.cycle, one.subject, one) for one in passages_of(context) if one.decision == DROP)


def _cancelled(context: Context) -> Iterator[_End]:
    """Cancelled objectives, and cancelled key results of others."""
    for objective in context.graph.objectives.values():
        parts = [objective] if context.card.objectives[objective.id].cancelled else objective.key_results
        for goal in parts:
            if goal.cancelled and (own := context.numbers(goal.id)) and own.cancelled:
                yield _End(objective.team, objective.cycle, goal.id)


def _gone(context: Context, end: _End) -> Gone:
    if end.dropped:
        made = decision(context, end.dropped)
        return Gone(_("Dropped"), made.what, made.source, made.reason)
    part = context.graph.key_results.get(end.subject)
    objective = context.graph.objectives[part.objective if part else end.subject]
    cancelled, cycle = (part or objective).cancelled, context.cycle(end.cycle)
    reason = Prose(cancelled.reason, objective.uri) if cancelled and cancelled.reason else None
    whose = (team(context, end.team), Ref(cycle.id, context.urls.cycle(cycle)))
    return Gone(_("Cancelled"), reference(context, end.subject), whose, reason)
