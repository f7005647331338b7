"""Views that an author places in a page: fenced blocks called `okr`, and `[[ID]]` links with title and state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.model.initiative import Initiative
from okrsite.views.bets import newest_with
from okrsite.views.cards import objective_card
from okrsite.views.choosing import bets_meant, choose, cycles_meant, teams_meant
from okrsite.views.context import Context
from okrsite.views.cycle import scoreboard
from okrsite.views.dashboard import dashboard
from okrsite.views.findings import words
from okrsite.views.map_blocks import FILTERS as MAP_FILTERS
from okrsite.views.map_blocks import TEMPLATE as MAP_TEMPLATE
from okrsite.views.map_blocks import placed
from okrsite.views.objectives import objective_table
from okrsite.views.options import FILTERS, Options, read_options
from okrsite.views.overtime import over_cycles
from okrsite.views.parts import Figure, KrList, ObjectiveCard, Paragraph, Table
from okrsite.views.plans import bridge_figure
from okrsite.views.roadmap import roadmap
from okrsite.views.rows import kr_list
from okrsite.views.selection import by_need
from okrsite.views.shortweeks import ShortWeeksView, latest_weeks
from okrsite.views.spread import spread, unanchored
from okrsite.views.trajectories import figure
from okrsite.views.words import gettext as _


class Block(Struct, frozen=True):
    """A view for a place in a page: a template below `okr/`, what it shows, and the ids that it `uses`."""

    template: str
    view: Any
    uses: tuple[str, ...] = ()


class NoteView(Struct, frozen=True):
    """What a block asks for and can't get, in sentences."""

    lines: tuple[Paragraph, ...]


class PiecesView(Struct, frozen=True):
    """Objectives as cards or in a table, single key results, charts; `bets` is set where these are bridges."""

    cards: tuple[ObjectiveCard, ...] = ()
    key_results: KrList | None = None
    table: Table | None = None
    figures: tuple[Figure, ...] = ()
    bets: bool = False


Show = Callable[[Context, Options], Block]


def block(context: Context, text: str) -> Block:
    """Return the view that the body of a fenced block describes, or a note that says what it can't show."""
    options = read_options(text, {name: filters for name, (_show, filters) in SHOWS.items()})
    if options.doubts:
        return _note(*options.doubts)
    show, _filters = SHOWS[options.show]
    return show(context, options)


def doubts(context: Context, text: str) -> tuple[str, ...]:
    """Return what the body of a block asks for and can't get, in sentences; none where all is well."""
    made = block(context, text)
    if not isinstance(made.view, NoteView):
        return ()
    return tuple("".join(f"`{bit.text}`" if bit.kind else bit.text for bit in line) for line in made.view.lines)


def _note(*sentences: str) -> Block:
    return Block("block_note.html", NoteView(tuple(words(sentence) for sentence in sentences)))


def _one_cycle(context: Context, options: Options) -> Cycle | Block | None:
    unknown: list[str] = []
    ids = cycles_meant(context, options, unknown)
    if unknown:
        return _note(*unknown)
    return context.graph.cycles[ids[0]] if ids else None


def _dashboard(context: Context, options: Options) -> Block:
    cycle = _one_cycle(context, options)
    if isinstance(cycle, Block):
        return cycle
    return Block("dashboard.html", dashboard(context, cycle, embedded=True), (cycle.id,) if cycle else ())


def _scoreboard(context: Context, options: Options) -> Block:
    cycle = _one_cycle(context, options)
    if isinstance(cycle, Block):
        return cycle
    if cycle is None:
        return _note(_("There is no cycle yet."))
    return Block("cycle.html", scoreboard(context, cycle, embedded=True), (cycle.id,))


def _card(context: Context, options: Options) -> Block:
    choice = choose(context, options)
    if choice.doubts:
        return _note(*choice.doubts)
    ids = by_need(context.card, choice.objectives)
    results = [context.graph.key_results[id] for id in choice.key_results]
    if not ids and not results:
        return _note(_("No objective fits what this block asks for."))
    cards = tuple(objective_card(context, context.graph.objectives[id]) for id in ids)
    rows = kr_list(context, results) if results else None
    return Block("block.html", PiecesView(cards=cards, key_results=rows), (*ids, *choice.key_results))


def _table(context: Context, options: Options) -> Block:
    choice = choose(context, options)
    if choice.doubts:
        return _note(*choice.doubts)
    ids = by_need(context.card, choice.objectives)
    results = [context.graph.key_results[id] for id in choice.key_results]
    if not ids and not results:
        return _note(_("No objective fits what this block asks for."))
    table = objective_table(context, ids, _("Objectives"), over=False) if ids else None
    rows = kr_list(context, results) if results else None
    return Block("block.html", PiecesView(table=table, key_results=rows), (*ids, *choice.key_results))


def _chart(context: Context, options: Options) -> Block:
    """Return charts: of key results by id, a team's scores over cycles, a cycle's distribution."""
    choice = choose(context, options)
    if choice.doubts:
        return _note(*choice.doubts)
    drawn = _figures(context, options, choice.objectives if options.values("id") else (), choice.key_results)
    salt = sha256(repr(sorted(options.filters.items())).encode()).hexdigest()[:8]
    figures = tuple(drawing for one in drawn if (drawing := unanchored(one, salt)))
    if not figures:
        return _note(_("There is nothing to draw yet: a line needs two readings, a trend two closed cycles."))
    return Block("block.html", PiecesView(figures=figures), (*choice.objectives, *choice.key_results))


def _figures(
    context: Context, options: Options, objectives: tuple[str, ...], key_results: tuple[str, ...]
) -> list[Figure | None]:
    if options.values("id"):
        own = [one.id for id in objectives for one in context.graph.objectives[id].key_results]
        ids = dict.fromkeys((*key_results, *own))
        graph = context.graph
        return [figure(context, graph.objectives[graph.key_results[id].objective], graph.key_results[id]) for id in ids]
    if options.values("team"):
        by_lower = {id.lower(): id for id in context.graph.teams}
        return [over_cycles(context, by_lower[team.lower()]) for team in options.values("team")]
    if options.values("cycle"):
        return [spread(context, context.graph.cycles[id]) for id in cycles_meant(context, options, [])]
    return [over_cycles(context, None)]


def _bridge(context: Context, options: Options) -> Block:
    """Return the bridges of key results by id, or of all of an objective that have bets."""
    choice = choose(context, options)
    if choice.doubts or not options.values("id"):
        return _note(*(choice.doubts or (_("Say with `id` of which key result the bets are to be drawn."),)))
    graph = context.graph
    own = [one for id in choice.objectives for one in graph.objectives[id].key_results if context.coverage[one.id].live]
    them = [*(graph.key_results[id] for id in choice.key_results), *own]
    salt = sha256(repr(sorted(options.filters.items())).encode()).hexdigest()[:8]
    drawn = (unanchored(bridge_figure(context, one), f"{one.id.lower()}-{salt}") for one in them)
    figures = tuple(figure for figure in drawn if figure)
    if not figures:
        return _note(_("There is nothing to draw: a bridge leads from a start to a target, both in numbers."))
    return Block("block.html", PiecesView(figures=figures, bets=True), tuple(one.id for one in them))


def _roadmap(context: Context, options: Options) -> Block:
    """Return the roadmap of a cycle: all of it, that of some teams, or the bets on what some ids name."""
    unknown: list[str] = []
    ids = bets_meant(context, options, unknown)
    teams = teams_meant(context, options, unknown)
    cycle = _one_cycle(context, options)
    if unknown or isinstance(cycle, Block):
        return cycle if isinstance(cycle, Block) else _note(*unknown)

    def fits(bet: Initiative) -> bool:
        return (not teams or bet.team in teams) and (ids is None or bet.id in ids)

    only = fits if teams or ids is not None else None
    if cycle is None and only:
        cycle = newest_with(context, fits)
    view = roadmap(context, cycle, embedded=True, only=only)
    return Block("roadmap.html", view, (cycle.id,) if cycle else ())


def _alignment(context: Context, options: Options) -> Block:
    """Return the tree, map or matrix of a cycle."""
    made = placed(context, options)
    return _note(*made.doubts) if made.doubts else Block(MAP_TEMPLATE, made.view, made.uses)


def _updates(context: Context, options: Options) -> Block:
    """Return the latest weeks of a cycle in short, of all teams or of some."""
    unknown: list[str] = []
    teams, cycles = teams_meant(context, options, unknown), cycles_meant(context, options, unknown)
    if unknown:
        return _note(*unknown)
    weeks = latest_weeks(context, teams, cycles)
    if not weeks:
        return _note(_("Nobody has checked in of whom this block asks."))
    return Block("updates_block.html", ShortWeeksView(weeks), (*teams, *cycles))


SHOWS: Mapping[str, tuple[Show, tuple[str, ...]]] = MappingProxyType(
    {
        "dashboard": (_dashboard, ("cycle",)),
        "scoreboard": (_scoreboard, ("cycle",)),
        "card": (_card, FILTERS),
        "table": (_table, FILTERS),
        "chart": (_chart, ("id", "team", "cycle")),
        "bridge": (_bridge, ("id",)),
        "roadmap": (_roadmap, ("id", "team", "cycle")),
        "updates": (_updates, ("team", "cycle")),
        "tree": (_alignment, MAP_FILTERS),
        "map": (_alignment, MAP_FILTERS),
        "matrix": (_alignment, MAP_FILTERS),
    }
)
"""What `show:` may name, and the filters of each; later views register here."""
