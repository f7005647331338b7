"""A week: what each team says beside what the data says, by the five questions of a check-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from okrsite.compute.needs import cycle_on
from okrsite.compute.weekly import Happened
from okrsite.model.chronicle import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.week import Week
from okrsite.views import numbers
from okrsite.views.context import Context, kept
from okrsite.views.marks import foot, health_mark, team
from okrsite.views.page import Deferred, Found, Page
from okrsite.views.parts import Foot, Prose, Ref, StatusMark
from okrsite.views.provenance import from_cycle
from okrsite.views.selection import cycles_at_work
from okrsite.views.urls import slug
from okrsite.views.weeklines import (
    Line,
    Reread,
    cancelled_line,
    leading_lines,
    reached_line,
    reread,
    revised_line,
    shipped_line,
    stepped_line,
    team_of,
    worth_telling,
)
from okrsite.views.weeksaid import missing_teams, week_act, week_fact
from okrsite.views.words import gettext as _
from okrsite.views.written import QUESTIONS

_MOST = 6
_MOST_SILENT = 3
_NEED = {"red": 0, "amber": 1, "green": 2}


class Asked(Struct, frozen=True):
    """One of the five questions, or what else a check-in has to say: the team's words, and what the data says.

    `none` says in words that the data has nothing; `more` what else there is.
    """

    name: str
    answers: tuple[Prose, ...]
    data: tuple[Line, ...]
    none: str = ""
    more: str = ""


class TeamWeek(Struct, frozen=True):
    """A team's week. Without a check-in document it is `silent`: only the data speaks."""

    anchor: str
    team: Ref
    mark: StatusMark | None
    sub: tuple[Ref, ...]
    silent: bool
    asked: tuple[Asked, ...]


class WeekView(Struct, frozen=True):
    """The page of a week; `around` leads to the weeks before and after it."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    around: tuple[Ref, ...]
    reached: tuple[Line, ...]
    teams: tuple[TeamWeek, ...]
    missing: tuple[Ref, ...]
    foot: Foot


def week_pages(context: Context) -> Iterator[Page]:
    """Return a page for every week in which anybody checked in."""
    for week, happened in context.weekly.items():
        title = _("Updates of {week}").format(week=week.id)
        yield Page(
            address=context.urls.week(week),
            title=title,
            description=_("What moved in week {n} of {year}, and what teams say about it.").format(
                n=week.of_year, year=week.year
            ),
            template="week.html",
            view=Deferred(partial(week_view, context, week)),
            found=(Found("", title), *_found(context, happened, week)),
        )


def _found(context: Context, happened: Happened, week: Week) -> Iterator[Found]:
    """What the search knows: the teams' own words, which it finds nowhere else."""
    words: dict[str, list[str]] = defaultdict(list)
    for one in happened.checkins:
        said = (*one.wins, *one.challenges, *one.needs, *one.next, *(answer for _name, answer in one.answers))
        words[one.team].extend(said)
    for id, texts in words.items():
        if texts:
            title = _("{team}, {week}").format(team=context.team_name(id), week=week.id)
            yield Found(anchor_of(id), title, " · ".join(texts))


def anchor_of(team: str) -> str:
    """Return the place of a team on the page of a week."""
    return f"team-{slug(team)}"


def cycle_of_week(context: Context, week: Week) -> Cycle | None:
    """Return the cycle that most of a week's days lie in: the shortest with objectives, None without any."""
    return cycle_on(cycles_at_work(context), None, week.middle)


def week_view(context: Context, week: Week) -> WeekView:
    """Return the page of a week."""
    happened = context.weekly[week]
    found = reread(context, happened.read, week)
    cycle = cycle_of_week(context, week)
    origin = from_cycle(context, cycle.id if cycle else None, (one.uri for one in happened.checkins))
    return WeekView(
        eyebrow=(
            Ref(_("Week {n} of {year}").format(n=week.of_year, year=week.year)),
            Ref(numbers.span(week.first, week.last)),
            *((Ref(cycle.id, context.urls.cycle(cycle)),) if cycle else ()),
        ),
        fact=week_fact(found),
        act=week_act(context, happened),
        around=_around(context, week),
        reached=tuple(reached_line(context, id, day) for id, day in happened.reached),
        teams=tuple(_teams(context, week, happened, found)),
        missing=missing_teams(context, week, happened),
        foot=foot(context, None, Ref(_("All weeks"), context.urls.updates() + "#weeks"), origin=origin),
    )


@kept
def _weeks(context: Context) -> tuple[Week, ...]:
    return tuple(context.weekly)


def _around(context: Context, week: Week) -> tuple[Ref, ...]:
    weeks = _weeks(context)
    at = weeks.index(week)
    before, after = weeks[at - 1] if at else None, weeks[at + 1] if at + 1 < len(weeks) else None
    words = ((_("The week before: {week}"), before), (_("The week after: {week}"), after))
    links = [Ref(text.format(week=one.id), context.urls.week(one)) for text, one in words if one]
    return (*links, Ref(_("What teams ask for"), context.urls.updates() + "#help"))


def _teams(context: Context, week: Week, happened: Happened, found: Sequence[Reread]) -> Iterator[TeamWeek]:
    """Yield each team that has anything to tell: those who wrote first, of these those in need first."""
    read: dict[str, list[Reread]] = defaultdict(list)
    for one in found:
        read[team_of(context, one.key_result.id)].append(one)
    own: dict[str, Happened] = defaultdict(Happened)
    for checkin in happened.checkins:
        own[checkin.team].checkins.append(checkin)
    for id in happened.stepped:
        own[team_of(context, id)].stepped.append(id)
    for id in happened.leading:
        own[team_of(context, id)].leading.append(id)
    for shipped in happened.shipped:
        own[shipped.initiative.team].shipped.append(shipped)
    for revised in happened.revised:
        own[team_of(context, revised.subject)].revised.append(revised)
    for goal in happened.cancelled:
        own[team_of(context, goal.id)].cancelled.append(goal)
    teams = {*own, *read}
    for id in sorted(teams, key=lambda id: (_in_need(own[id].checkins), context.team_name(id).lower(), id)):
        yield _team(context, week, id, own[id], read[id])


def _in_need(checkins: Sequence[CheckIn]) -> int:
    if not checkins:
        return len(_NEED) + 1
    return _NEED.get(checkins[-1].health or "", len(_NEED))


def _team(context: Context, week: Week, id: str, own: Happened, read: Sequence[Reread]) -> TeamWeek:
    asked = tuple(_asked(context, week, own, read))
    silent = not own.checkins
    documents = [
        Ref(_("check-in of {day}").format(day=numbers.day(one.date, context.as_of)), context.urls.document(one.uri))
        for one in own.checkins
    ]
    return TeamWeek(
        anchor=anchor_of(id),
        team=team(context, id),
        mark=health_mark(own.checkins[-1].health) if own.checkins else None,
        sub=tuple(documents) or (Ref(_("readings only")),),
        silent=silent,
        asked=tuple(one for one in asked if one.data or one.more) if silent else (*asked, *_said(own.checkins)),
    )


def _asked(context: Context, week: Week, own: Happened, read: Sequence[Reread]) -> Iterator[Asked]:
    said: dict[str, list[Prose]] = defaultdict(list)
    for checkin in own.checkins:
        for question, text in checkin.answers:
            said[question].append(Prose(text, checkin.uri))
    moved, more = worth_telling(context, read, week, _MOST if own.checkins else _MOST_SILENT)
    moved = [*(stepped_line(context, id, week) for id in own.stepped), *moved]
    changed = [
        *(revised_line(context, one) for one in own.revised),
        *(cancelled_line(context, goal) for goal in own.cancelled),
    ]
    data: dict[str, tuple[Sequence[Line], str, str]] = {
        "moved": (moved, more, _("No reading of this week.") if not more else ""),
        "shipped": ([shipped_line(context, one, week) for one in own.shipped], "", _("Nothing in the roadmap.")),
        "leaking": ((), "", ""),
        "hidden": ([line for id in own.leading for line in leading_lines(context, id, week)], "", ""),
        "doubted": (changed, "", _("No target was revised.")),
    }
    for question, name in QUESTIONS.items():
        lines, rest, none = data[question]
        yield Asked(_(name), tuple(said[question]), tuple(lines), "" if lines else none, rest)


def _said(checkins: Sequence[CheckIn]) -> Iterator[Asked]:
    """Yield what else the team says."""
    parts = (
        (_("Wins"), [(one, one.wins) for one in checkins]),
        (_("Challenges"), [(one, one.challenges) for one in checkins]),
        (_("Needs"), [(one, one.needs) for one in checkins]),
        (_("Next"), [(one, one.next) for one in checkins]),
    )
    for name, texts in parts:
        words = tuple(Prose(text, one.uri) for one, own in texts for text in own)
        if words:
            yield Asked(name, words, ())
