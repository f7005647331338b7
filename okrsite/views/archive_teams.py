"""A team in the archive: its closed cycles, trends, lessons, moved targets, stories, and what it gave up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from okrsite.model.chronicle import Retrospective
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.archive import closed_cycles
from okrsite.views.context import Context, kept
from okrsite.views.lessons import Learned, archived, sourced
from okrsite.views.marks import band_mark, foot
from okrsite.views.multiples import Multiples
from okrsite.views.page import Deferred, Found, Page
from okrsite.views.parts import Cell, Column, Foot, LessonNote, Ref, Row, Table
from okrsite.views.provenance import from_team
from okrsite.views.stories import Gone, Story, chains_by_team, given_up, story
from okrsite.views.targets import TargetMove, target_moves
from okrsite.views.trends import trends
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_NEWEST = 8


class TeamArchiveView(Struct, frozen=True):
    """A team's page of the archive."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    table: Table | None
    trends: Multiples | None
    lessons: tuple[LessonNote, ...]
    older: tuple[LessonNote, ...]
    moves: tuple[TargetMove, ...]
    stories: tuple[Story, ...]
    gone: tuple[Gone, ...]
    foot: Foot


def team_archive_pages(context: Context) -> Iterator[Page]:
    """Return the page of every team that had agreed objectives, or wrote a retrospective, in a cycle that is over."""
    for team in archived_teams(context):
        name = context.team_name(team)
        title = _("{team} in the archive").format(team=name)
        yield Page(
            address=context.urls.team_archive(team),
            title=title,
            description=_("What {team} learned, cycle by cycle, and what became of its objectives.").format(team=name),
            template="team_archive.html",
            view=Deferred(partial(team_archive, context, team)),
            found=(Found("", title),),
        )


@kept
def archived_teams(context: Context) -> Mapping[str, None]:
    """Return the teams that have a page in the archive, made once."""
    return dict.fromkeys((*_having(context), *(one.team for one in archived(context))))


def _having(context: Context) -> Iterator[str]:
    for cycle in closed_cycles(context):
        yield from (one.team for one in context.index.of_cycle.get(cycle.id, ()) if one.counts)


def team_archive(context: Context, team: str) -> TeamArchiveView:
    """Return a team's page of the archive."""
    told = _told(context).get(team, ())
    cycles = [cycle for cycle in closed_cycles(context) if (team, cycle.id) in context.card.teams]
    cycles = [cycle for cycle in cycles if context.card.teams[team, cycle.id].objectives]
    learned = [Learned(lesson, one) for one in told for lesson in one.lessons]
    notes = [sourced(context, one, theme=True, team=False) for one in learned]
    name = context.team_name(team)
    return TeamArchiveView(
        eyebrow=(Ref(_("Archive"), context.urls.archive()), Ref(name, context.urls.team(team))),
        fact=_fact(name, len(cycles), len(learned)),
        act=_act(len(told), len(cycles)),
        table=_table(context, team, cycles) if cycles else None,
        trends=trends(context, team),
        lessons=tuple(notes[:_NEWEST]),
        older=tuple(notes[_NEWEST:]),
        moves=target_moves(context, context.index.of_team.get(team, ())),
        stories=tuple(story(context, chain) for chain in chains_by_team(context, team)),
        gone=given_up(context, team),
        foot=foot(
            context,
            None,
            Ref(_("{team} in all cycles").format(team=name), context.urls.team(team)),
            Ref(_("All teams of the archive"), f"{context.urls.archive()}#teams"),
            origin=from_team(context, team),
        ),
    )


@kept
def _told(context: Context) -> dict[str, list[Retrospective]]:
    return _by_team(archived(context))


def _by_team(told: Sequence[Retrospective]) -> dict[str, list[Retrospective]]:
    groups: dict[str, list[Retrospective]] = {}
    for one in told:
        groups.setdefault(one.team, []).append(one)
    return groups


def _fact(name: str, cycles: int, lessons: int) -> str:
    return _("{team}: {lessons} from {cycles}.").format(
        team=name,
        lessons=ngettext("{n} lesson", "{n} lessons", lessons),
        cycles=ngettext("{n} closed cycle", "{n} closed cycles", cycles),
    )


def _act(told: int, cycles: int) -> str:
    missing = cycles - told
    if missing <= 0:
        return _("A retrospective is written of each.") if cycles else ""
    return ngettext("{n} retrospective is not written.", "{n} retrospectives are not written.", missing)


def _table(context: Context, team: str, cycles: Sequence[Cycle]) -> Table:
    columns = (
        Column(_("Cycle")),
        Column(_("Score"), number=True),
        Column(_("Band")),
        Column(_("What it found")),
        Column(_("Lessons"), number=True, extra=True),
    )
    caption = _("{team}’s closed cycles").format(team=context.team_name(team))
    return Table(caption, columns, tuple(_row(context, team, cycle) for cycle in cycles))


def _row(context: Context, team: str, cycle: Cycle) -> Row:
    group = context.card.teams[team, cycle.id]
    written = context.index.retrospectives.get((team, cycle.id))
    return Row(
        (
            Cell(cycle.id, context.urls.cycle(cycle)),
            Cell(numbers.score(group.score), strong=True),
            Cell(band=band_mark(group.band)),
            Cell(_found(written), context.urls.retrospective(cycle, team)),
            Cell(str(len(written.lessons)) if written else numbers.UNKNOWN),
        )
    )


def _found(written: Retrospective | None) -> str:
    """Return the sentence that a retrospective is called by, else that there is one, or none."""
    if written is None:
        return _("no retrospective yet")
    return written.finding or _("retrospective")
