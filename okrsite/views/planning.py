"""What a planning meeting has to settle: plans that fall short, key results without a bet, bets that move nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.coverage import Coverage
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import KeyResult
from okrsite.views import numbers
from okrsite.views.bars import track
from okrsite.views.belonging import bets_of
from okrsite.views.bets import time_of
from okrsite.views.context import Context
from okrsite.views.cycle import counting
from okrsite.views.marks import reference, team
from okrsite.views.parts import Bar, Cell, Column, Ref, Row, Scale, Table
from okrsite.views.plans import enough_to_come, message, said_of, share
from okrsite.views.urls import followed
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext

_ONE = Fraction(1)
_ZERO = Fraction(0)


class Remark(Struct, frozen=True):
    """One thing to settle: what it is about, in a few words why, and whose it is."""

    about: Ref
    text: str
    more: tuple[Ref, ...] = ()


class Planned(Struct, frozen=True):
    """The key results of a cycle that bets could cover, by what their bets do for them.

    `short` end before the target and `enough` reach it; of `unsized` no bet has an estimate; `without` have none.
    """

    short: tuple[KeyResult, ...]
    enough: tuple[KeyResult, ...]
    unsized: tuple[KeyResult, ...]
    without: tuple[KeyResult, ...]

    def moved_by(self, bets: Iterable[Initiative]) -> Planned:
        """Return those that one of `bets` moves."""
        ids = {move.key_result for bet in bets for move in bet.moves}
        short, enough, unsized = (
            tuple(one for one in them if one.id in ids) for them in (self.short, self.enough, self.unsized)
        )
        return Planned(short, enough, unsized, ())


def planned(context: Context, cycle: Cycle) -> Planned:
    """Return the counted key results of a cycle, those whose plan is furthest from its target first."""
    parts = [part for one in counting(context, cycle) for part in one.key_results]
    own = [part for part in parts if not context.card.key_results[part.id].cancelled]
    with_way = [part for part in own if context.coverage[part.id].way is not None]
    named = _named(context)
    sized = [part for part in with_way if context.coverage[part.id].sum is not None and context.coverage[part.id].live]
    sized.sort(key=lambda part: (context.coverage[part.id].covered or _ZERO, part.id))
    return Planned(
        short=tuple(part for part in sized if not reaches(context, part)),
        enough=tuple(part for part in sized if reaches(context, part)),
        unsized=tuple(part for part in with_way if context.coverage[part.id].sum is None),
        without=tuple(
            part
            for part in with_way
            if not context.coverage[part.id].live and part.id not in named and not context.card.key_results[part.id].met
        ),
    )


def reaches(context: Context, key_result: KeyResult) -> bool:
    """Tell whether the plan of a key result reaches its target, by all its bets or by those to come from today on."""
    coverage = context.coverage[key_result.id]
    met = context.card.key_results[key_result.id].met
    return bool(coverage.reaches or met or enough_to_come(context, coverage))


def _named(context: Context) -> set[str]:
    live = (bet for bet in context.graph.initiatives.values() if bet.state != "dropped")
    return {id for bet in live for id in (*bet.enables, *bet.supports)}


def plan_table(context: Context, caption: str, key_results: Sequence[KeyResult]) -> Table | None:
    """Return what the bets on each key result amount to; None without any."""
    if not key_results:
        return None
    columns = (
        Column(_("Key result")),
        Column(_("Team"), quiet=True, extra=True),
        Column(_("What its bets cover")),
        Column(_("Of the way"), number=True),
        Column(_("Of what remains"), number=True, extra=True),
        Column(_("Covered"), extra=True, scale=Scale(inside=True)),
    )
    return Table(caption, columns, tuple(_planned_row(context, one) for one in key_results))


def _planned_row(context: Context, key_result: KeyResult) -> Row:
    coverage = context.coverage[key_result.id]
    whose = team(context, context.graph.objective_of(key_result).team)
    over = context.card.key_results[key_result.id].cycle_state is CycleState.CLOSED
    remaining = None if over else coverage.remaining
    return Row(
        (
            Cell(key_result.title, context.urls.key_result(key_result)),
            Cell(whose.text, whose.address),
            Cell(message(context, key_result), context.urls.bridge(key_result)),
            Cell(share(coverage.covered), strong=True),
            Cell(share(remaining)),
            Cell(bar=_bar(context, key_result, coverage)),
        )
    )


def _bar(context: Context, key_result: KeyResult, coverage: Coverage) -> Bar:
    covered = coverage.covered or _ZERO
    label = f"{key_result.title}: {said_of(context, key_result)}"
    arrow, tip = ("before", "0%") if covered < 0 else ("beyond", "100%") if covered > 1 else ("", "")
    return Bar("none", label, track(min(_ONE, max(_ZERO, covered))), arrow, tip, slim=True)


def without_bet(context: Context, cycle: Cycle, them: Sequence[KeyResult]) -> tuple[Remark, ...]:
    """Return the key results that no bet moves, of teams that have a roadmap in the cycle."""
    teams = teams_planning(context, cycle)
    return tuple(
        Remark(reference(context, one.id), message(context, one), _whose(context, one))
        for one in them
        if context.graph.objective_of(one).team in teams
    )


def teams_planning(context: Context, cycle: Cycle) -> set[str]:
    """Return the ids of the teams that have a bet in a cycle."""
    return {bet.team for bet in bets_of(context, cycle) if bet.state != "dropped"}


def without_roadmap(context: Context, cycle: Cycle, them: Sequence[KeyResult]) -> str:
    """Return which teams have no roadmap at all, with how many key results; empty where all have one."""
    teams = teams_planning(context, cycle)
    counts = Counter(context.graph.objective_of(one).team for one in them)
    alone = {id: count for id, count in counts.items() if id not in teams}
    if not alone:
        return ""
    names = listed([context.team_name(id) for id in alone])
    one = _("{names} has no roadmap for {cycle}, and ")
    several = _("{names} have no roadmap for {cycle}, and ")
    head = (one if len(alone) == 1 else several).format(names=names, cycle=cycle.id)
    return head + ngettext("{n} key result without a bet.", "{n} key results without a bet.", sum(alone.values()))


def _whose(context: Context, key_result: KeyResult) -> tuple[Ref, ...]:
    objective = context.graph.objective_of(key_result)
    return (team(context, objective.team), reference(context, objective.id))


def moving_nothing(context: Context, bets: Iterable[Initiative]) -> tuple[Remark, ...]:
    """Return the bets that neither move nor make measurable any key result."""
    return tuple(
        Remark(reference(context, bet.id), _(bet.state), (team(context, bet.team), Ref(time_of(context, bet))))
        for bet in bets
        if bet.state != "dropped" and not bet.moves and not bet.enables
    )


def wrong_way(context: Context, bets: Iterable[Initiative]) -> tuple[Remark, ...]:
    """Return the bets whose estimate leads away from the target of what they are to move."""
    return tuple(_wrong(context, bets))


def _wrong(context: Context, bets: Iterable[Initiative]) -> Iterator[Remark]:
    for bet in bets:
        for id in dict.fromkeys(move.key_result for move in bet.moves):
            found = next((one for one in context.coverage[id].bets if one.initiative == bet.id), None)
            if found and found.live and found.wrong_sign:
                text = _("{impact}, away from the target of").format(impact=", ".join(found.texts))
                yield Remark(reference(context, bet.id), text, (reference(context, id),))


def releases_of(context: Context, bets: Iterable[Initiative]) -> tuple[Remark, ...]:
    """Return what went out or is to, the newest first, those without a day last; each with its bet."""
    them = [(release, bet) for bet in bets for release in bet.releases]
    them.sort(key=lambda pair: (pair[0].date is not None, pair[0].date or context.as_of, pair[0].name), reverse=True)
    return tuple(
        Remark(
            Ref(release.name, followed(release.url, bet.uri) if release.url else ""),
            numbers.day(release.date, context.as_of) if release.date else _("no date"),
            (reference(context, bet.id), team(context, bet.team)),
        )
        for release, bet in them
    )
