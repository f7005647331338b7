"""From strategy to bets and back: the map and the outline of a cycle, who carries what, what hangs loose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.views import aligned
from okrsite.views.aligned import Loose
from okrsite.views.context import Context
from okrsite.views.map_graph import cycle_map
from okrsite.views.map_view import MOST_NODES, MapView, drawn, map_view
from okrsite.views.marks import foot
from okrsite.views.matrix import Matrix, matrix
from okrsite.views.opening import running_days
from okrsite.views.outline import Outline, outline
from okrsite.views.page import Deferred, Found, Page
from okrsite.views.parts import Empty, Foot, Ref, Stat, Table
from okrsite.views.provenance import from_cycle
from okrsite.views.selection import current_cycle, cycles_around, used_cycles
from okrsite.views.words import gettext as _

TEMPLATE = "alignment.html"


class AlignmentView(Struct, frozen=True):
    """The alignment of a cycle; `around` are links to its neighbours, `note` says why there is no map."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    around: tuple[Ref, ...]
    stats: tuple[Stat, ...]
    map: MapView | None
    note: str
    outline: Outline | None
    loose: tuple[Loose, ...]
    matrix: Matrix | None
    teams: Table | None
    cycles: Table | None
    empty: Empty | None
    foot: Foot


def alignment_pages(context: Context) -> Iterator[Page]:
    """Return the page of the cycle that counts today, and one of every cycle."""
    shown = current_cycle(context)
    first = partial(alignment, context, shown) if shown else partial(nothing, context)
    yield _page(context.urls.alignment(), _("Alignment"), Deferred(first))
    for cycle in context.graph.cycles.values():
        own = Deferred(partial(alignment, context, cycle))
        yield _page(context.urls.alignment(cycle), _("Alignment of {cycle}").format(cycle=cycle.id), own)


def _page(address: str, title: str, view: Deferred) -> Page:
    return Page(
        address=address,
        title=title,
        description=_("From the strategy's pillars through company and teams to initiatives, and who stands alone."),
        template=TEMPLATE,
        view=view,
        found=(Found("", title),),
    )


def alignment(context: Context, cycle: Cycle) -> AlignmentView:
    """Return the alignment of a cycle."""
    made = cycle_map(context, cycle)
    if not context.index.of_cycle.get(cycle.id):
        return nothing(context, cycle)
    says = aligned.sentence(context, cycle)
    it = drawn(context, made)
    fits = made.size <= MOST_NODES
    note = _("{n} objectives and initiatives are too many for a drawing; the outline has them all.")
    return AlignmentView(
        eyebrow=(Ref(cycle.id, context.urls.cycle(cycle)), *map(Ref, running_days(context, cycle))),
        fact=says.fact,
        act=says.act,
        around=_around(context, cycle),
        stats=aligned.values(context, cycle, made),
        map=map_view(context, it) if fits else None,
        note="" if fits else note.format(n=made.size),
        outline=outline(context, it),
        loose=aligned.loose_ends(context, cycle, made),
        matrix=matrix(context, it.made),
        teams=aligned.team_table(context, cycle),
        cycles=aligned.cycle_table(context, _newest_first(context), cycle),
        empty=None,
        foot=foot(
            context,
            None,
            Ref(_("Data of this cycle"), context.urls.data(f"cycles/{cycle.slug}.json")),
            origin=from_cycle(context, cycle.id),
        ),
    )


def _newest_first(context: Context) -> list[Cycle]:
    used = (context.cycle(id) for id in used_cycles(context))
    return sorted(used, key=lambda one: (one.start, -one.days, one.id), reverse=True)


def _around(context: Context, cycle: Cycle) -> tuple[Ref, ...]:
    """Return the cycle before, the one after and the longer ones around, those with objectives only."""
    used = _newest_first(context)
    alike = [one for one in used if 4 * abs(one.days - cycle.days) <= cycle.days]
    before = next((one for one in alike if one.end < cycle.start), None)
    after = next((one for one in reversed(alike) if one.start > cycle.end), None)
    longer = [one for one in cycles_around(context.graph, cycle) if one in used]
    arrows = [(before, "← {cycle}"), (after, "{cycle} →"), *((one, "↑ {cycle}") for one in longer)]
    return tuple(Ref(words.format(cycle=one.id), context.urls.alignment(one)) for one, words in arrows if one)


def nothing(context: Context, cycle: Cycle | None = None) -> AlignmentView:
    """Return the page of a cycle without objectives, or of a site without any."""
    fact = _("{cycle} has no objectives.").format(cycle=cycle.id) if cycle else _("No objectives yet.")
    empty = Empty(
        _("There is nothing to link yet."),
        _("Objectives that say what they support appear here with their way up to the company and its pillars."),
    )
    return AlignmentView(
        eyebrow=(Ref(cycle.id, context.urls.cycle(cycle)),) if cycle else (Ref(_("Alignment")),),
        fact=fact,
        act="",
        around=_around(context, cycle) if cycle else (),
        stats=(),
        map=None,
        note="",
        outline=None,
        loose=(),
        matrix=None,
        teams=None,
        cycles=None,
        empty=empty,
        foot=foot(context, origin=from_cycle(context, cycle.id if cycle else None)),
    )
