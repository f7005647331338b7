"""The archive, like a book: trends, what was learned by theme and team, every closed cycle, what became of things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.lessons import Theme, archived, sourced, theme_anchor, themes
from okrsite.views.marks import band_mark, foot
from okrsite.views.multiples import Multiples
from okrsite.views.page import Deferred, Heading, Page
from okrsite.views.parts import BandMark, Cell, Column, Empty, Foot, LessonNote, Ref, Row, Table
from okrsite.views.seals import sealed_on
from okrsite.views.stories import Gone, Story, chains_of, given_up, story
from okrsite.views.trends import ANCHOR, has_trends, trends
from okrsite.views.values import teams_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_NEWEST_LESSONS = 4
_MOST_NAMED = 40
"""Themes or teams beyond these are folded away."""
_MOST_TOLD = 120
"""Retrospectives beyond these are not listed here but on their cycle's page."""
_STORIES, _GONE = 8, 8


class Entrance(Struct, frozen=True):
    """Where a theme's or a team's own page is, and in a few words what is there."""

    anchor: str
    link: Ref
    text: str


class Entrances(Struct, frozen=True):
    """Entrances in a row; the `rest` are folded away."""

    shown: tuple[Entrance, ...]
    rest: tuple[Entrance, ...]
    rest_words: str


class Told(Struct, frozen=True):
    """A team's retrospective in the list of its cycle."""

    team: Ref
    text: str
    band: BandMark | None


class Closed(Struct, frozen=True):
    """A closed cycle with its retrospectives."""

    anchor: str
    cycle: Ref
    sub: str
    band: BandMark | None
    score: str
    told: tuple[Told, ...]


class ArchiveView(Struct, frozen=True):
    """The archive's page."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    honest: str
    trends: Multiples | None
    themes: Entrances | None
    newest: tuple[LessonNote, ...]
    teams: Entrances | None
    cycles: tuple[Closed, ...]
    earlier: Table | None
    stories: tuple[Story, ...]
    more_stories: str
    gone: tuple[Gone, ...]
    more_gone: str
    empty: Empty | None
    foot: Foot


def archive_pages(context: Context) -> Iterator[Page]:
    """Return the archive's first page."""
    yield Page(
        address=context.urls.archive(),
        title=_("Archive"),
        description=_("The retrospectives of every closed cycle and what they taught."),
        template="archive.html",
        view=Deferred(partial(archive, context)),
        toc=tuple(_headings(context)),
    )


def _headings(context: Context) -> Iterator[Heading]:
    closed = closed_cycles(context)
    if has_trends(context, None):
        yield Heading(ANCHOR, _("Over the cycles"))
    if themes(context):
        yield Heading("lessons", _("What was learned"))
    if closed:
        yield Heading("teams", _("By team"))
        yield Heading("cycles", _("By cycle"))
    if chains_of(context):
        yield Heading("stories", _("What went on"))
    if given_up(context):
        yield Heading("gone", _("What was given up"))


def archive(context: Context) -> ArchiveView:
    """Return the archive's first page."""
    closed = closed_cycles(context)
    told = [one for one in archived(context) if context.card.states[one.cycle] is CycleState.CLOSED]
    fact, act = _counts(len(closed), len(told), sum(len(one.lessons) for one in told))
    listed, rest = _split(context, closed)
    gone, chains = given_up(context), chains_of(context)
    return ArchiveView(
        eyebrow=(Ref(_("Archive")),),
        fact=fact,
        act=act,
        honest=_honest() if closed else "",
        trends=trends(context, None),
        themes=_entrances([_theme(context, one) for one in themes(context).values()], _("{n} more themes")),
        newest=_newest(context),
        teams=_entrances(_teams(context, closed), _("{n} more teams")),
        cycles=tuple(_closed(context, cycle) for cycle in listed),
        earlier=_earlier(context, rest) if rest else None,
        stories=tuple(story(context, chain) for chain in chains[:_STORIES]),
        more_stories=_more(len(chains) - _STORIES, _("{n} more stories, on the pages of their teams")),
        gone=gone[:_GONE],
        more_gone=_more(len(gone) - _GONE, _("{n} more, on the pages of their teams and cycles")),
        empty=None if closed else _empty(),
        foot=foot(
            context,
            None,
            Ref(_("How good forecasts were"), context.urls.forecasts()),
            Ref(_("All cycles"), context.urls.cycles()),
        ),
    )


def _honest() -> str:
    return _(
        "OKRs are no performance review: what is here is for teams and the company to learn from, and no number is of "
        "a person. A low score after a bold try taught more than a safe one at 1.0."
    )


def closed_cycles(context: Context) -> list[Cycle]:
    """Return the closed cycles that had agreed objectives, newest first."""
    states, groups = context.card.states, context.card.cycles
    closed = [one for one in context.graph.cycles.values() if states[one.id] is CycleState.CLOSED]
    closed = [one for one in closed if groups[one.id].objectives]
    return sorted(closed, key=lambda one: (one.end, -one.days, one.id), reverse=True)


def _counts(cycles: int, told: int, lessons: int) -> tuple[str, str]:
    if not cycles:
        return _("No cycle is closed yet."), ""
    closed = ngettext("{n} closed cycle", "{n} closed cycles", cycles)
    taught = ngettext("{n} lesson", "{n} lessons", lessons)
    fact = _("{cycles} taught {lessons}.").format(cycles=closed, lessons=taught)
    written = ngettext("{n} retrospective is written", "{n} retrospectives are written", told)
    return fact, f"{written}."


def _more(count: int, words: str) -> str:
    return words.format(n=count) if count > 0 else ""


def _empty() -> Empty:
    return Empty(
        _("Nothing is archived yet."),
        _("Once a cycle is closed, its scores and its retrospectives stay here for good."),
    )


def _entrances(them: Sequence[Entrance], more: str) -> Entrances | None:
    if not them:
        return None
    kept = _MOST_NAMED if len(them) > _MOST_NAMED + 5 else len(them)
    return Entrances(tuple(them[:kept]), tuple(them[kept:]), more.format(n=len(them) - kept))


def _theme(context: Context, theme: Theme) -> Entrance:
    text = ngettext("{n} lesson", "{n} lessons", len(theme.lessons))
    return Entrance(theme_anchor(theme.key), Ref(theme.name, context.urls.theme(theme.key)), text)


def _newest(context: Context) -> tuple[LessonNote, ...]:
    """Return the newest lesson of each of the largest themes."""
    largest = [theme for theme in themes(context).values() if theme.key][:_NEWEST_LESSONS]
    return tuple(sourced(context, theme.lessons[0], theme=True) for theme in largest)


def _teams(context: Context, closed: Sequence[Cycle]) -> list[Entrance]:
    lessons: dict[str, int] = {}
    for one in archived(context):
        lessons[one.team] = lessons.get(one.team, 0) + len(one.lessons)
    count: dict[str, int] = {}
    for cycle in reversed(closed):
        for team in teams_of(context, cycle):
            count[team] = count.get(team, 0) + 1
    ordered = sorted(count, key=lambda team: (context.team_name(team).lower(), team))
    return [
        Entrance(
            "",
            Ref(context.team_name(team), context.urls.team_archive(team)),
            _("{cycles}, {lessons}").format(
                cycles=ngettext("{n} cycle", "{n} cycles", count[team]),
                lessons=ngettext("{n} lesson", "{n} lessons", lessons.get(team, 0)),
            ),
        )
        for team in ordered
    ]


def _split(context: Context, closed: Sequence[Cycle]) -> tuple[Sequence[Cycle], Sequence[Cycle]]:
    """Return the newest cycles, as many as can be listed with their teams, and the earlier ones."""
    told = 0
    for at, cycle in enumerate(closed):
        told += len(teams_of(context, cycle))
        if told > _MOST_TOLD:
            return closed[:at], closed[at:]
    return closed, ()


def _closed(context: Context, cycle: Cycle) -> Closed:
    group = context.card.cycles[cycle.id]
    objectives = ngettext("{n} objective", "{n} objectives", group.objectives)
    when = numbers.span(cycle.start, cycle.end)
    return Closed(
        anchor=f"cycle-{cycle.slug}",
        cycle=Ref(cycle.id, context.urls.cycle(cycle)),
        sub=", ".join(filter(None, (objectives, when, sealed_on(context, cycle)))),
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


def _earlier(context: Context, cycles: Sequence[Cycle]) -> Table:
    """Return cycles with how many retrospectives there are; these are listed on the cycle's own page."""
    columns = (
        Column(_("Cycle")),
        Column(_("Score"), number=True),
        Column(_("Band")),
        Column(_("Retrospectives")),
        Column(_("Lessons"), number=True),
    )
    return Table(_("Closed cycles"), columns, tuple(_row(context, cycle) for cycle in cycles))


def _row(context: Context, cycle: Cycle) -> Row:
    group = context.card.cycles[cycle.id]
    told = [one for one in archived(context) if one.cycle == cycle.id]
    words = _("{n} of {all}").format(n=len({one.team for one in told}), all=len(teams_of(context, cycle)))
    return Row(
        (
            Cell(cycle.id, context.urls.cycle(cycle)),
            Cell(numbers.score(group.score), strong=True),
            Cell(band=band_mark(group.band)),
            Cell(words, f"{context.urls.cycle(cycle)}#retrospectives"),
            Cell(str(sum(len(one.lessons) for one in told))),
        ),
        anchor=f"cycle-{cycle.slug}",
    )
