"""How well a cycle hangs together, in words and figures: the sentence, the values, teams, cycles, loose ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from okrsite.compute.alignment import Alignment, alignments, team_alignments
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context, kept
from okrsite.views.map_graph import CycleMap
from okrsite.views.marks import team
from okrsite.views.parts import Cell, Column, Ref, Row, Stat, Table
from okrsite.views.sentence import Sentence
from okrsite.views.values import teams_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_NAMED = 2
"""So many loose ends are named in a sentence; more are counted."""
_LISTED = 12
_CYCLES = 4


class Loose(Struct, frozen=True):
    """A list of what lacks a link, under its head; `more` counts what is left out, `none` says that nothing is."""

    head: str
    links: tuple[tuple[Ref, ...], ...]
    more: str
    none: str


@kept
def figures(context: Context) -> dict[str, Alignment]:
    """Return the alignment of every cycle."""
    return alignments(context.graph, context.card)


@kept
def team_figures(context: Context) -> dict[tuple[str, str], Alignment]:
    """Return the alignment of every team, by team and cycle."""
    return team_alignments(context.graph, context.card)


def sentence(context: Context, cycle: Cycle) -> Sentence:
    """Return how many objectives lead to the company's, and which stand alone."""
    found = figures(context)[cycle.id]
    if not found.total:
        return Sentence(_("No team below the company has an agreed objective in {cycle}.").format(cycle=cycle.id))
    over = context.card.states[cycle.id] is CycleState.CLOSED
    return Sentence(_fact(context, found, over), _alone(context, found.orphans, over))


def _fact(context: Context, found: Alignment, over: bool) -> str:
    aim = _("a company objective or a pillar") if context.graph.pillars else _("a company objective")
    if not found.orphans:
        text = ngettext(
            "The only objective below the company leads to {aim}.", "All {n} objectives lead to {aim}.", found.total
        )
        past = ngettext(
            "The only objective below the company led to {aim}.", "All {n} objectives led to {aim}.", found.total
        )
    else:
        text = ngettext(
            "{done} of {n} objective leads to {aim}.", "{done} of {n} objectives lead to {aim}.", found.total
        )
        past = ngettext("{done} of {n} objective led to {aim}.", "{done} of {n} objectives led to {aim}.", found.total)
    return (past if over else text).replace("{done}", str(found.aligned)).replace("{aim}", aim)


def _alone(context: Context, ids: Sequence[str], over: bool) -> str:
    if not ids:
        return ""
    titles = [f"“{context.title(id)}”" for id in ids[:_NAMED]]
    left = len(ids) - len(titles)
    named = _(" and ").join(titles) if not left else _(", ").join(titles)
    if left:
        named += ngettext(" and {n} more", " and {n} more", left)
    text = ngettext("{n} stands alone: {titles}.", "{n} stand alone: {titles}.", len(ids))
    past = ngettext("{n} stood alone: {titles}.", "{n} stood alone: {titles}.", len(ids))
    return (past if over else text).replace("{titles}", named)


def share_value(context: Context, cycle: Cycle, address: str = "") -> Stat | None:
    """Return the share of objectives that lead to the company's as a value, with a link; None without any."""
    found = figures(context)[cycle.id]
    if found.share is None:
        return None
    n = len(found.orphans)
    words = ngettext("{n} objective stands alone", "{n} objectives stand alone", n) if n else _("none stands alone")
    return Stat(_("Leads to a company objective"), value=numbers.percent(found.share), more=(Ref(words, address),))


def values(context: Context, cycle: Cycle, made: CycleMap) -> tuple[Stat, ...]:
    """Return the four values of the page."""
    found = figures(context)[cycle.id]
    share = share_value(context, cycle, "#loose")
    teams = _("{n} of {all} objectives below the company").format(n=found.aligned, all=found.total)
    bets = [id for id, spot in made.spots.items() if spot.kind == "initiative"]
    idle = [id for id in bets if made.spots[id].parent is None]
    words = ngettext("{n} leads to no objective", "{n} lead to no objective", len(idle))
    linked = _("each with an objective") if bets else _("none in this cycle")
    stands = Stat(_("Stand alone"), value=str(len(found.orphans)), more=_teams_of(context, found.orphans))
    return (
        *((Stat(share.name, value=share.value, more=(Ref(teams),)),) if share else ()),
        *((stands,) if share else ()),
        _bare(context, cycle, found),
        Stat(_("Initiatives"), value=str(len(bets)), more=(Ref(words if idle else linked),)),
    )


def _teams_of(context: Context, ids: Sequence[str]) -> tuple[Ref, ...]:
    teams = list(dict.fromkeys(context.graph.objectives[id].team for id in ids))
    if not teams:
        return (Ref(_("every team is linked")),)
    named = _(", ").join(map(context.team_name, teams[:_NAMED]))
    left = len(teams) - _NAMED
    text = named + (ngettext(" and {n} more team", " and {n} more teams", left) if left > 0 else "")
    return (Ref(_("in ")), Ref(text, "#loose"))


def _bare(context: Context, cycle: Cycle, found: Alignment) -> Stat:
    own = context.index.objectives.get((context.graph.root, cycle.id), ())
    every = sum(context.card.key_results[one.id].counted for objective in own for one in objective.key_results)
    bare = [id for id in found.unsupported if id in context.graph.key_results]
    more = (Ref(_("without an objective that names them"), "#loose"),) if bare else (Ref(_("each one is supported")),)
    value = _("{n} of {all}").format(n=len(bare), all=every) if every else numbers.UNKNOWN
    return Stat(_("Company key results"), value=value, more=more if every else (Ref(_("none in this cycle")),))


def loose_ends(context: Context, cycle: Cycle, made: CycleMap) -> tuple[Loose, ...]:
    """Return what stands alone beside what nobody supports."""
    found = figures(context)[cycle.id]
    bets = [id for id in made.spots if made.spots[id].kind == "initiative" and made.spots[id].parent is None]
    alone = [(context.title(id), id) for id in (*found.orphans, *bets)]
    bare = [(context.title(id), id) for id in found.unsupported]
    return (
        _loose(context, _("Stands alone"), alone, _("Every objective below the company leads to one of its own.")),
        _loose(
            context, _("Supported by nobody"), bare, _("Every objective and key result of the company has support.")
        ),
    )


def _loose(context: Context, head: str, them: Sequence[tuple[str, str]], none: str) -> Loose:
    left = len(them) - _LISTED
    more = ngettext("and {n} more", "and {n} more", left) if left > 0 else ""
    links = tuple((Ref(title, context.address(id)), Ref(_whose(context, id))) for title, id in them[:_LISTED])
    return Loose(head, links, more, none)


def _whose(context: Context, id: str) -> str:
    graph = context.graph
    if id in graph.key_results:
        return _("of {title}").format(title=graph.objective_of(graph.key_results[id]).title)
    if id in graph.initiatives:
        return _("{team}, initiative").format(team=context.team_name(graph.initiatives[id].team))
    return context.team_name(graph.objectives[id].team)


def team_table(context: Context, cycle: Cycle) -> Table | None:
    """Return the share of each team below the company in a cycle and those before; those with loose ends first."""
    found = team_figures(context)
    ids = [id for id in teams_of(context, cycle) if id != context.graph.root and (id, cycle.id) in found]
    if not ids:
        return None
    ids.sort(key=lambda id: -len(found[id, cycle.id].orphans))
    cycles = _lately(context, cycle)
    shares = (Column(one.id, number=True, quiet=one is not cycle, extra=one is not cycle) for one in cycles)
    columns = (Column(_("Team")), *shares, Column(_("Stand alone"), quiet=True))
    caption = _("Share of each team's objectives that lead to the company, up to {cycle}").format(cycle=cycle.id)
    return Table(caption, columns, tuple(_team_row(context, id, cycles) for id in ids))


def _lately(context: Context, cycle: Cycle) -> list[Cycle]:
    """The last cycles about as long as this one, up to it."""
    alike = [
        one
        for one in context.graph.cycles.values()
        if one.end < cycle.start and 4 * abs(one.days - cycle.days) <= cycle.days and figures(context)[one.id].total
    ]
    return [*alike[1 - _CYCLES :], cycle]


def _team_row(context: Context, id: str, cycles: Sequence[Cycle]) -> Row:
    named, found = team(context, id), team_figures(context)
    orphans = found[id, cycles[-1].id].orphans
    first = orphans[0] if orphans else ""
    text = context.title(first) if first else ""
    if len(orphans) > 1:
        text += ngettext(" and {n} more", " and {n} more", len(orphans) - 1)
    shares = (found.get((id, cycle.id)) for cycle in cycles)
    cells = (
        Cell(numbers.percent(share.share) if share else "", strong=share is found[id, cycles[-1].id] and bool(orphans))
        for share in shares
    )
    return Row((Cell(named.text, named.address), *cells, Cell(text, context.address(first))))


def cycle_table(context: Context, cycles: Iterable[Cycle], shown: Cycle) -> Table:
    """Return the cycles with their figures, each with a link to its map but the one that is shown."""
    columns = (
        Column(_("Cycle")),
        Column(_("Objectives"), number=True),
        Column(_("Lead to the company"), number=True),
        Column(_("Stand alone"), number=True),
        Column(_("Without support"), number=True),
    )
    rows = []
    for cycle in cycles:
        found = figures(context)[cycle.id]
        here = cycle.id == shown.id
        rows.append(
            Row(
                (
                    Cell(cycle.id, "" if here else context.urls.alignment(cycle), strong=here),
                    Cell(str(found.total)),
                    Cell(numbers.percent(found.share), strong=here),
                    Cell(str(len(found.orphans)) if found.total else numbers.UNKNOWN),
                    Cell(str(len(found.unsupported))),
                )
            )
        )
    return Table(_("Alignment over the cycles"), columns, tuple(rows))
