"""Bets in a list: which belong to a cycle, what each is to move, and under which objective it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.model.initiative import Initiative
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.belonging import bets_of
from okrsite.views.context import Context
from okrsite.views.facts import link
from okrsite.views.marks import person, reference, status_mark, team
from okrsite.views.parts import Ref, StatusMark
from okrsite.views.plans import share
from okrsite.views.selection import current_cycle
from okrsite.views.urls import followed
from okrsite.views.values import tree_order
from okrsite.views.words import gettext as _

Line = tuple[Ref, ...]


class BetMark(Struct, frozen=True):
    """The state of a bet by its key (`in_progress`), which picks the shape, and its word."""

    key: str
    word: str


class BetEntry(Struct, frozen=True):
    """One bet in a list: its state, when, whose, and lines that say what it moves, enables and releases."""

    anchor: str
    title: Ref
    mark: BetMark
    time: str
    who: Line
    lines: tuple[Line, ...]


class BetGroup(Struct, frozen=True):
    """Bets under the objective (or pillar) that they serve; `more` says whose that is and what it serves itself."""

    name: Ref
    status: StatusMark | None
    more: Line
    entries: tuple[BetEntry, ...]


def bet_mark(bet: Initiative) -> BetMark:
    """Return the mark of a bet's state."""
    return BetMark(bet.state.replace(" ", "_"), _(bet.state).capitalize())


def newest_with(context: Context, fits: Callable[[Initiative], bool]) -> Cycle | None:
    """Return the cycle that counts today, if it has such a bet, else the last begun that has one; else today's."""
    shown = current_cycle(context)
    having = [one for one in context.graph.cycles.values() if any(map(fits, bets_of(context, one)))]
    if shown in having:
        return shown
    return max(having, key=lambda one: (one.start, -one.days, one.id), default=shown)


def serves(context: Context, bet: Initiative) -> str:
    """Return the objective or pillar that a bet stands under: that of the first key result it moves or makes
    measurable, else the first thing that it supports; empty where it serves nothing.
    """
    for id in (*(move.key_result for move in bet.moves), *bet.enables, *bet.supports):
        return context.graph.key_results[id].objective if id in context.graph.key_results else id
    return ""


def grouped(context: Context, bets: Iterable[Initiative]) -> list[tuple[str, list[Initiative]]]:
    """Return bets by what they serve: in the order of the teams and of the documents, what serves nothing last."""
    groups: dict[str, list[Initiative]] = defaultdict(list)
    for bet in bets:
        groups[serves(context, bet)].append(bet)
    teams = {id: n for n, id in enumerate(tree_order(context))}
    places = {id: n for n, id in enumerate(context.graph.objectives)}

    def rank(id: str) -> tuple[bool, int, int]:
        objective = context.graph.objectives.get(id)
        return not id, teams.get(objective.team, len(teams)) if objective else -1, places.get(id, -1)

    return [(id, groups[id]) for id in sorted(groups, key=rank)]


def bet_groups(context: Context, bets: Iterable[Initiative]) -> tuple[BetGroup, ...]:
    """Return bets under what they serve, those of one objective by their first day."""
    return tuple(
        _group(context, id, sorted(them, key=lambda bet: (bet.start is None, bet.start or context.as_of, bet.id)))
        for id, them in grouped(context, bets)
    )


def _group(context: Context, id: str, bets: Iterable[Initiative]) -> BetGroup:
    objective = context.graph.objectives.get(id)
    entries = tuple(bet_entry(context, bet, id) for bet in bets)
    if objective is None:
        name = reference(context, id) if id else Ref(_("Serves no objective"))
        return BetGroup(name, None, (Ref(_("strategy")),) if id else (), entries)
    mark = status_mark(context.card.objectives[id].status)
    return BetGroup(reference(context, id), mark, tuple(_line_up(context, objective)), entries)


def _line_up(context: Context, objective: Objective) -> Iterator[Ref]:
    """Yield whose an objective is and what it serves, one level up."""
    yield team(context, objective.team)
    for n, id in enumerate(context.lines.up.get(objective.id, ())):
        yield Ref(", " if n else _(", serves "))
        yield reference(context, id)


def bet_entry(context: Context, bet: Initiative, under: str = "") -> BetEntry:
    """Return a bet with all that a planning meeting asks of it; what it stands `under` is not said again."""
    lines = (
        _moves(context, bet),
        _named(context, _("Makes measurable "), bet.enables),
        _named(context, _("Supports "), (id for id in bet.supports if id != under)),
        _releases(bet),
        _links(bet),
    )
    return BetEntry(
        anchor=bet.id.lower(),
        title=reference(context, bet.id),
        mark=bet_mark(bet),
        time=time_of(context, bet),
        who=tuple(_who(context, bet)),
        lines=tuple(line for line in lines if line),
    )


def time_of(context: Context, bet: Initiative) -> str:
    """Return when a bet is worked on, as far as it is said."""
    if bet.start and bet.end and bet.start <= bet.end:
        return numbers.span(bet.start, bet.end, context.as_of)
    if bet.start:
        return _("from {day}").format(day=numbers.day(bet.start, context.as_of))
    if bet.end:
        return _("until {day}").format(day=numbers.day(bet.end, context.as_of))
    return _("no dates")


def _who(context: Context, bet: Initiative) -> Iterator[Ref]:
    yield team(context, bet.team)
    if bet.owner:
        yield person(context, bet.owner)
    if bet.effort:
        yield Ref(_("{effort} of capacity").format(effort=bet.effort))
    if bet.focus:
        yield Ref(_(bet.focus))


def _moves(context: Context, bet: Initiative) -> Line:
    if not bet.moves:
        return ()
    parts = [Ref(_("Moves "))]
    for n, id in enumerate(dict.fromkeys(move.key_result for move in bet.moves)):
        said = [move.impact for move in bet.moves if move.key_result == id and move.impact]
        found = next((one for one in context.coverage[id].bets if one.initiative == bet.id), None)
        parts += [Ref("; "), reference(context, id)] if n else [reference(context, id)]
        if said:
            parts.append(Ref(_(" by {impact}").format(impact=", ".join(said))))
        if found and found.wrong_sign:
            parts.append(Ref(_(", the wrong way")))
        elif found and found.share is not None:
            parts.append(Ref(_(", {share} of its way").format(share=share(found.share))))
        elif not said:
            parts.append(Ref(_(", no estimate")))
    return tuple(parts)


def _named(context: Context, name: str, ids: Iterable[str]) -> Line:
    links = [reference(context, id) for id in ids]
    return _joined(name, links)


def _joined(name: str, links: list[Ref]) -> Line:
    parts = [Ref(name)]
    for n, one in enumerate(links):
        parts += [Ref(", "), one] if n else [one]
    return tuple(parts) if links else ()


def _releases(bet: Initiative) -> Line:
    them = []
    for release in bet.releases:
        day = f" ({numbers.day(release.date)})" if release.date else ""
        them.append(Ref(f"{release.name}{day}", followed(release.url, bet.uri) if release.url else ""))
    return _joined(_("Releases "), them)


def _links(bet: Initiative) -> Line:
    return _joined(_("See "), [link(it, bet.uri) for it in bet.links])
