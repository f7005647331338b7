"""The page that the path of an OKR document gives it: its data in readable form, above its body."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from okrsite.diagnostics import Where
from okrsite.model.chronicle import CheckIn, Retrospective, Review
from okrsite.model.initiative import Initiative
from okrsite.model.objective import Objective
from okrsite.model.organization import Strategy, Team
from okrsite.model.week import week_of
from okrsite.views import numbers, written
from okrsite.views.cards import objective_card
from okrsite.views.context import Context, Written
from okrsite.views.marks import foot, team
from okrsite.views.page import Page
from okrsite.views.parts import Foot, Ref
from okrsite.views.provenance import from_document
from okrsite.views.review import review_page
from okrsite.views.reviews import kind_of
from okrsite.views.urls import page_of
from okrsite.views.week import anchor_of
from okrsite.views.words import gettext as _
from okrsite.views.written import Block

_KINDS = {
    "team": "Team",
    "strategy": "Strategy",
    "objectives": "Objectives",
    "roadmap": "Roadmap",
    "checkin": "Check-in",
    "review": "Review",
    "retrospective": "Retrospective",
}


class DocumentView(Struct, frozen=True):
    """What a document says: `seen` leads to the page that shows the same with its numbers."""

    eyebrow: tuple[Ref, ...]
    title: str
    seen: Ref | None
    blocks: tuple[Block, ...]
    foot: Foot


def document_page(context: Context, uri: str, title: str | None = None) -> Page | None:
    """Return the page of an author's OKR document, None for any other file; `title` replaces the one derived."""
    kind = context.graph.pages.get(uri)
    if kind is None:
        return None
    entries = context.index.documents.get(uri, ())
    whose, cycle = _whose(entries)
    shown = title or _title(context, kind, entries, whose, cycle)
    if entries and isinstance(entries[0], Review):
        return review_page(context, entries[0], shown)
    eyebrow = [Ref(_(_KINDS.get(kind, kind)))]
    if whose:
        eyebrow.insert(0, team(context, whose))
    if cycle:
        eyebrow.append(Ref(cycle, context.urls.cycle(context.cycle(cycle)) if cycle in context.graph.cycles else ""))
    view = DocumentView(
        tuple(eyebrow),
        shown,
        _seen(context, entries),
        tuple(_blocks(context, entries)),
        foot(context, _where(entries), origin=from_document(context, uri)),
    )
    return Page(
        address=page_of(uri),
        title=shown,
        description=_("{kind}: {title}").format(kind=_(_KINDS.get(kind, kind)), title=shown),
        template="document.html",
        view=view,
        edit=uri,
        found=(),
    )


def _whose(entries: Sequence[Written]) -> tuple[str | None, str | None]:
    """Return the team and the cycle of a document."""
    for entry in entries:
        if isinstance(entry, Team):
            return entry.parent, None
        if isinstance(entry, Strategy):
            return None, None
        return entry.team, None if isinstance(entry, CheckIn) else entry.cycle
    return None, None


def _where(entries: Sequence[Written]) -> Where | None:
    return entries[0].where if entries else None


def _title(context: Context, kind: str, entries: Sequence[Written], whose: str | None, cycle: str | None) -> str:
    name = context.team_name(whose) if whose else context.site.name
    for entry in entries:
        if isinstance(entry, Team):
            return entry.name
        if isinstance(entry, CheckIn):
            return _("Check-in of {team}, {day}").format(team=name, day=numbers.day(entry.date))
        if isinstance(entry, Review):
            words = _("{kind} of {team}, {day}").format(kind=kind_of(entry), team=name, day=numbers.day(entry.date))
            return f"{words[:1].upper()}{words[1:]}"
        if isinstance(entry, Retrospective) and entry.title:
            return entry.title
    if kind == "strategy" or not cycle:
        return _(_KINDS.get(kind, kind))
    return _("{kind} of {team}, {cycle}").format(kind=_(_KINDS.get(kind, kind)), team=name, cycle=cycle)


def _seen(context: Context, entries: Sequence[Written]) -> Ref | None:
    for entry in entries:
        if isinstance(entry, Team):
            return Ref(
                _("{team} with its objectives in every cycle").format(team=entry.name), context.urls.team(entry.id)
            )
        if isinstance(entry, CheckIn) and week_of(entry.date) in context.weekly:
            week = week_of(entry.date)
            place = f"{context.urls.week(week)}#{anchor_of(entry.team)}"
            return Ref(_("Beside what the data says of week {n}").format(n=week.of_year), place)
        if isinstance(entry, Retrospective) and entry.cycle in context.graph.cycles:
            address = context.urls.retrospective(context.cycle(entry.cycle), entry.team)
            return Ref(_("This retrospective with its results"), address)
        if isinstance(entry, Initiative) and entry.cycle:
            cycle = context.cycle(entry.cycle)
            return Ref(_("Whether the bets of {cycle} add up").format(cycle=cycle.id), context.urls.roadmap(cycle))
        if isinstance(entry, Strategy):
            return Ref(_("What serves the pillars, and what it scores"), context.urls.strategy())
    return None


def _blocks(context: Context, entries: Sequence[Written]) -> list[Block]:
    objectives = [entry for entry in entries if isinstance(entry, Objective)]
    initiatives = [entry for entry in entries if isinstance(entry, Initiative)]
    blocks = written.roadmap_blocks(context, initiatives)
    if objectives:
        blocks.append(Block(cards=tuple(objective_card(context, objective) for objective in objectives)))
    for entry in entries:
        if isinstance(entry, Team):
            blocks += written.team_blocks(context, entry)
        elif isinstance(entry, Strategy):
            blocks += written.strategy_blocks(context, entry)
        elif isinstance(entry, CheckIn):
            blocks += written.checkin_blocks(context, entry)
        elif isinstance(entry, Retrospective):
            blocks += written.retrospective_blocks(context, entry)
    return blocks
