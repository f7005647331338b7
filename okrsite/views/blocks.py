"""Views that an author places in a page: fenced blocks called `okr`, and `[[ID]]` links with title and state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from okrsite.model.cycle import Cycle
from okrsite.views.cards import objective_card
from okrsite.views.choosing import choose, cycles_meant
from okrsite.views.context import Context
from okrsite.views.cycle import scoreboard
from okrsite.views.dashboard import dashboard
from okrsite.views.findings import words
from okrsite.views.objectives import objective_table
from okrsite.views.options import FILTERS, Options, read_options
from okrsite.views.overtime import over_cycles
from okrsite.views.parts import Figure, KrList, ObjectiveCard, Paragraph, Table
from okrsite.views.rows import kr_list
from okrsite.views.selection import by_need
from okrsite.views.spread import spread, unanchored
from okrsite.views.trajectories import figure
from okrsite.views.words import gettext as _


@dataclass(frozen=True, slots=True)
class Block:
    """A view for a place in a page: a template below `okr/`, what it shows, and the ids that it `uses`."""

    template: str
    view: Any
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteView:
    """What a block asks for and can't get, in sentences."""

    lines: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PiecesView:
    """Objectives as cards or in a table, single key results, charts."""

    cards: tuple[ObjectiveCard, ...] = ()
    key_results: KrList | None = None
    table: Table | None = None
    figures: tuple[Figure, ...] = ()


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


SHOWS: Mapping[str, tuple[Show, tuple[str, ...]]] = MappingProxyType(
    {
        "dashboard": (_dashboard, ("cycle",)),
        "scoreboard": (_scoreboard, ("cycle",)),
        "card": (_card, FILTERS),
        "table": (_table, FILTERS),
        "chart": (_chart, ("id", "team", "cycle")),
    }
)
"""What `show:` may name, and the filters of each; later views register here."""
