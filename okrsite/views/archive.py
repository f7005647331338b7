"""The archive: how closed cycles ended, what retrospectives taught by theme, scores over the cycles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.lessons import Theme, themes
from okrsite.views.marks import band_mark, foot
from okrsite.views.overtime import over_cycles
from okrsite.views.page import Heading, Page
from okrsite.views.parts import BandMark, Empty, Figure, Foot, Ref
from okrsite.views.values import teams_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


@dataclass(frozen=True, slots=True)
class Told:
    """A team's retrospective in the list of its cycle."""

    team: Ref
    text: str
    band: BandMark | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed cycle with its retrospectives."""

    anchor: str
    cycle: Ref
    sub: str
    band: BandMark | None
    score: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """The archive's page."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    trend: Figure | None
    themes: tuple[Theme, ...]
    cycles: tuple[Closed, ...]
    empty: Empty | None
    foot: Foot


def archive_pages(context: Context) -> Iterator[Page]:
    """Return the archive."""
    view = archive(context)
    yield Page(
        address=context.urls.archive(),
        title=_("Archive"),
        description=_("The retrospectives of every closed cycle and what they taught."),
        template="archive.html",
        view=view,
        toc=(
            *((Heading("over-time", _("Over the cycles")),) if view.trend else ()),
            *(Heading(one.anchor, one.cycle.text) for one in view.cycles),
            *(Heading(theme.anchor, theme.name) for theme in view.themes),
        ),
    )


def archive(context: Context) -> ArchiveView:
    """Return all closed cycles, newest first, and all their lessons by theme."""
    states = context.card.states
    closed = [one for one in context.graph.cycles.values() if states[one.id] is CycleState.CLOSED]
    closed = [one for one in closed if context.card.cycles[one.id].objectives]
    closed.sort(key=lambda one: (one.end, -one.days, one.id), reverse=True)
    order = {cycle.id: at for at, cycle in enumerate(closed)}
    told = [one for one in context.graph.retrospectives if one.cycle in order]
    told.sort(key=lambda one: (order[one.cycle], context.team_name(one.team).lower(), one.uri))
    lessons = sum(len(one.lessons) for one in told)
    first, second = _counts(len(closed), len(told), lessons)
    return ArchiveView(
        eyebrow=(Ref(_("Archive")),),
        fact=first,
        act=second,
        trend=over_cycles(context, None),
        themes=themes(context, told),
        cycles=tuple(_closed(context, cycle) for cycle in closed),
        empty=None if closed else _empty(),
        foot=foot(
            context,
            None,
            Ref(_("How good forecasts were"), context.urls.forecasts()),
            Ref(_("All cycles"), context.urls.cycles()),
        ),
    )


def _counts(cycles: int, told: int, lessons: int) -> tuple[str, str]:
    if not cycles:
        return _("No cycle is closed yet."), ""
    closed = ngettext("{n} closed cycle", "{n} closed cycles", cycles)
    taught = ngettext("{n} lesson", "{n} lessons", lessons)
    fact = _("{cycles} taught {lessons}.").format(cycles=closed, lessons=taught)
    written = ngettext("{n} retrospective is written", "{n} retrospectives are written", told)
    return fact, _("{written}; trends are for teams and the company, never for persons.").format(written=written)


def _empty() -> Empty:
    return Empty(
        _("Nothing is archived yet."),
        _("Once a cycle is closed, its scores and its retrospectives stay here for good."),
    )


def _closed(context: Context, cycle: Cycle) -> Closed:
    group = context.card.cycles[cycle.id]
    objectives = ngettext("{n} objective", "{n} objectives", group.objectives)
    when = numbers.span(cycle.start, cycle.end)
    return Closed(
        anchor=f"cycle-{cycle.slug}",
        cycle=Ref(cycle.id, context.urls.cycle(cycle)),
        sub=f"{objectives}, {when}",
        band=band_mark(group.band),
        score=numbers.score(group.score),
        told=tuple(_told(context, cycle, team) for team in teams_of(context, cycle)),
    )


def _told(context: Context, cycle: Cycle, team: str) -> Told:
    group = context.card.teams[team, cycle.id]
    written = context.index.retrospectives.get((team, cycle.id))
    if written is None:
        text = _("{score}, no retrospective yet")
    elif written.lessons:
        text = ngettext("{score}, {n} lesson", "{score}, {n} lessons", len(written.lessons))
    else:
        text = _("{score}, retrospective")
    link = Ref(context.team_name(team), context.urls.retrospective(cycle, team))
    return Told(link, text.format(score=numbers.score(group.score)), band_mark(group.band))
