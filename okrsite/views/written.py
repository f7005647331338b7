"""The data of one document in readable form: everything that its front matter says, in blocks."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from okrsite.model.chronicle import CheckIn, Retrospective
from okrsite.model.initiative import Initiative
from okrsite.model.organization import Pillar, Strategy, Team
from okrsite.model.reading import Reading
from okrsite.views import numbers, readings
from okrsite.views.context import Context
from okrsite.views.facts import links, references, texts
from okrsite.views.marks import health_mark, person, reference, team
from okrsite.views.parts import (
    Bit,
    Cell,
    Column,
    Fact,
    KrList,
    ObjectiveCard,
    Paragraph,
    Prose,
    Ref,
    Row,
    StatusMark,
    Table,
)
from okrsite.views.urls import followed
from okrsite.views.whys import revision_text
from okrsite.views.words import gettext as _

QUESTIONS = {
    "moved": "What moved?",
    "shipped": "What shipped?",
    "leaking": "Where does it leak?",
    "hidden": "What is hidden?",
    "doubted": "What is doubted?",
}


class Block(Struct, frozen=True):
    """A part of a document: an anchor and a title, and what stands below it, each where there is any."""

    title: str = ""
    id: str = ""
    link: Ref | None = None
    mark: StatusMark | None = None
    prose: Prose | None = None
    facts: tuple[Fact, ...] = ()
    lines: tuple[Paragraph, ...] = ()
    table: Table | None = None
    rows: KrList | None = None
    cards: tuple[ObjectiveCard, ...] = ()


def said(title: str, entries: Sequence[str], uri: str) -> list[Block]:
    """Return texts with inline Markdown as a block, nothing without any."""
    return [Block(title, lines=tuple((Bit(entry, "prose", uri),) for entry in entries))] if entries else []


def team_blocks(context: Context, it: Team) -> list[Block]:
    """Return what a team's document says."""
    parent = [team(context, it.parent)] if it.parent else []
    below = [team(context, child.id) for child in context.graph.children_of(it.id)]
    facts = [
        *([Fact(_("Belongs to"), links=tuple(parent))] if parent else []),
        *([Fact(_("Teams below"), links=tuple(below))] if below else []),
        *_people(context, _("Lead"), it.lead),
        *_people(context, _("Champion of OKRs"), it.champion),
        *texts(_("Structure"), it.structure),
        *texts(_("Checks in"), it.cadence),
        *links(it.links, it.uri or ""),
    ]
    return [Block(prose=Prose(it.mission, it.uri or "") if it.mission else None, facts=tuple(facts))]


def _people(context: Context, name: str, *roles: str | None) -> list[Fact]:
    return [Fact(name, links=(person(context, role),)) for role in roles if role]


def strategy_blocks(context: Context, it: Strategy) -> list[Block]:
    """Return vision, horizon and pillars, each with what supports it."""
    opening = Block(prose=Prose(it.vision, it.uri) if it.vision else None, facts=tuple(texts(_("Horizon"), it.horizon)))
    return [opening, *(_pillar(context, pillar, it.uri) for pillar in it.pillars)]


def _pillar(context: Context, pillar: Pillar, uri: str) -> Block:
    facts = (
        *_people(context, _("Owner"), pillar.owner),
        *references(context, _("Supported by"), context.graph.supported_by.get(pillar.id, ())),
        *texts(_("Known as"), ", ".join((pillar.id, *pillar.aliases))),
    )
    why = Prose(pillar.why, uri) if pillar.why else None
    return Block(pillar.name, pillar.id.lower(), prose=why, facts=facts)


def roadmap_blocks(context: Context, initiatives: Sequence[Initiative]) -> list[Block]:
    """Return the initiatives of a roadmap with all that is written about them."""
    return [_initiative(context, it) for it in initiatives]


def _initiative(context: Context, it: Initiative) -> Block:
    facts = (
        *texts(_("State"), _(it.state)),
        *_people(context, _("Owner"), it.owner),
        *texts(_("From"), numbers.day(it.start) if it.start else None),
        *texts(_("Until"), numbers.day(it.end) if it.end else None),
        *texts(_("Effort"), it.effort),
        *texts(_("Focus"), it.focus),
        *([Fact(_("Moves"), links=_moved(context, it))] if it.moves else []),
        *references(context, _("Makes measurable"), it.enables),
        *references(context, _("Supports"), it.supports),
        *_releases(it),
        *texts(_("Known as"), ", ".join((it.id, *it.aliases))),
        *links(it.links, it.uri),
    )
    return Block(it.name, it.id.lower(), facts=facts)


def _moved(context: Context, it: Initiative) -> tuple[Ref, ...]:
    by = _("{key_result} by {impact}")
    return tuple(
        reference(
            context,
            move.key_result,
            by.format(key_result=context.title(move.key_result), impact=move.impact) if move.impact else None,
        )
        for move in it.moves
    )


def _releases(it: Initiative) -> list[Fact]:
    them = []
    for release in it.releases:
        day = f" ({numbers.day(release.date)})" if release.date else ""
        them.append(Ref(f"{release.name}{day}", followed(release.url, it.uri) if release.url else ""))
    return [Fact(_("Releases"), links=tuple(them))] if them else []


def checkin_blocks(context: Context, it: CheckIn) -> list[Block]:
    """Return a check-in: health, readings, and everything that the team says."""
    blocks = [Block(mark=health_mark(it.health))] if it.health else []
    found = [(id, _reading(context, it, id)) for id in it.readings]
    if found:
        blocks.append(Block(_("Readings"), table=_readings(context, found)))
    blocks += said(_("Wins"), it.wins, it.uri)
    blocks += said(_("Challenges"), it.challenges, it.uri)
    blocks += said(_("Needs"), it.needs, it.uri)
    blocks += said(_("Next"), it.next, it.uri)
    for name, answer in it.answers:
        blocks += said(_(QUESTIONS.get(name, name)), [answer], it.uri)
    if it.revisions:
        changes = tuple(
            (
                Bit(context.title(id), "strong"),
                Bit(" – "),
                Bit(revision_text(context, change)),
                *_because(change.reason, it.uri),
            )
            for id, change in it.revisions
        )
        blocks.append(Block(_("Changes"), lines=changes))
    return blocks


def _because(reason: str | None, uri: str) -> Paragraph:
    return (Bit(": "), Bit(reason, "prose", uri)) if reason else ()


def _reading(context: Context, it: CheckIn, id: str) -> Reading | None:
    """Return the reading of a key result that this document wrote."""
    key_result = context.graph.key_results.get(id)
    for reading in key_result.readings if key_result else ():
        if reading.date == it.date and reading.where.path == it.where.path:
            return reading
    return None


def _readings(context: Context, found: Sequence[tuple[str, Reading | None]]) -> Table:
    columns = (
        Column(_("Key result")),
        Column(_("Value"), number=True),
        Column(_("Confidence"), number=True, extra=True),
        Column(_("Reported")),
        Column(_("Note"), quiet=True),
    )
    rows = [_read(context, id, reading).cells for id, reading in found]
    used = [n for n in range(len(columns)) if any(row[n] not in (Cell(), Cell(numbers.UNKNOWN)) for row in rows)]
    return Table(
        _("Readings"), tuple(columns[n] for n in used), tuple(Row(tuple(row[n] for n in used)) for row in rows)
    )


def _read(context: Context, id: str, reading: Reading | None) -> Row:
    named = reference(context, id)
    head = Cell(named.text, named.address)
    if reading is None:
        return Row((head, Cell(_("replaced by a later one")), Cell(), Cell(), Cell()))
    sure = readings.confidence(reading.confidence) if reading.confidence is not None else numbers.UNKNOWN
    note = Prose(reading.note, context.uri(reading.where)) if reading.note else None
    return Row(
        (
            head,
            Cell(reading.text or numbers.UNKNOWN),
            Cell(sure),
            Cell(status=health_mark(reading.health)),
            Cell(prose=note),
        )
    )


def retrospective_blocks(context: Context, it: Retrospective) -> list[Block]:
    """Return what a retrospective says; its own page tells it together with the numbers."""
    lessons = tuple(
        (Bit(lesson.text, "prose", it.uri), Bit(f" ({lesson.theme})" if lesson.theme else "")) for lesson in it.lessons
    )
    scores = tuple(
        (
            Bit(context.title(id), "strong"),
            Bit(" "),
            Bit(numbers.score(score.score), "number"),
            *_because(score.reason, it.uri),
        )
        for id, score in it.scores
    )
    return [
        *said(_("What worked"), it.worked, it.uri),
        *said(_("What did not"), it.failed, it.uri),
        *([Block(_("What we learned"), lines=lessons)] if lessons else []),
        *said(_("Next"), it.next, it.uri),
        *([Block(_("Final scores"), lines=scores)] if scores else []),
        *([Block(_("Carried over"), lines=_carried(context, it))] if it.carry_over else []),
    ]


def _carried(context: Context, it: Retrospective) -> tuple[Paragraph, ...]:
    return tuple(
        (
            Bit(_((entry.decision or "not decided yet").capitalize()), "strong"),
            Bit(f" {context.title(entry.id)}"),
            Bit(f" → {context.title(entry.to)}" if entry.to else ""),
            *_because(entry.reason, it.uri),
        )
        for entry in it.carry_over
    )
