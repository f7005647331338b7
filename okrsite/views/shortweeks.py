"""Weeks in short: how many key results moved, and the check-ins with their first words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from msgspec import Struct

from okrsite.compute.weekly import Happened
from okrsite.model.chronicle import CheckIn
from okrsite.model.week import Week
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import health_mark, on
from okrsite.views.parts import Entry, Prose, Ref
from okrsite.views.week import anchor_of
from okrsite.views.weeklines import reread, team_of
from okrsite.views.weeksaid import week_fact
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext

LATEST = 3
_MOST = 6
_NAMED = 4


class ShortWeek(Struct, frozen=True):
    """A week in short: what moved, its newest check-ins, and what else there is."""

    week: Ref
    sub: str
    fact: str
    entries: tuple[Entry, ...]
    more: str


class ShortWeeksView(Struct, frozen=True):
    """Weeks that an author placed in a page."""

    weeks: tuple[ShortWeek, ...]


def short_week(context: Context, week: Week, teams: Collection[str] = ()) -> ShortWeek:
    """Return a week in short; of some teams only where these are given."""
    happened = context.weekly[week]
    checkins = [one for one in reversed(happened.checkins) if not teams or one.team in teams]
    ids = [id for id in happened.read if not teams or team_of(context, id) in teams]
    return ShortWeek(
        week=Ref(_("Week {n} of {year}").format(n=week.of_year, year=week.year), context.urls.week(week)),
        sub=numbers.span(week.first, week.last),
        fact=week_fact(reread(context, ids, week)),
        entries=tuple(_entry(context, week, one) for one in checkins[:_MOST]),
        more=_more(context, happened, checkins, teams),
    )


def latest_weeks(context: Context, teams: Collection[str] = (), cycles: Collection[str] = ()) -> tuple[ShortWeek, ...]:
    """Return the newest weeks in short, at most three: of some teams, and that share a day with some cycles."""
    spans = [context.cycle(id) for id in cycles]
    fitting = (
        week
        for week in reversed(tuple(context.weekly))
        if (not spans or any(one.start <= week.last and week.first <= one.end for one in spans))
        and _told_by(context, week, teams)
    )
    return tuple(short_week(context, week, teams) for week in islice(fitting, LATEST))


def _told_by(context: Context, week: Week, teams: Collection[str]) -> bool:
    happened = context.weekly[week]
    if not teams or any(one.team in teams for one in happened.checkins):
        return True
    return any(team_of(context, id) in teams for id in (*happened.read, *happened.stepped))


def _entry(context: Context, week: Week, one: CheckIn) -> Entry:
    """A check-in by its team and first words: what was won, else what is hard, else what comes next."""
    said = next((texts[0] for texts in (one.wins, one.challenges, one.next, one.needs) if texts), None)
    place = f"{context.urls.week(week)}#{anchor_of(one.team)}"
    team = Ref(context.team_name(one.team), place)
    ending = (Ref(". "),) if said else ()
    return Entry(
        day=on(one.date, context.as_of),
        mark=health_mark(one.health),
        text=(team, *ending),
        prose=(Prose(said, one.uri),) if said else (),
    )


def _more(context: Context, happened: Happened, checkins: Sequence[CheckIn], teams: Collection[str]) -> str:
    wrote = {one.team for one in happened.checkins}
    read = dict.fromkeys(team_of(context, id) for id in (*happened.read, *happened.stepped))
    silent = sorted(context.team_name(id) for id in read if id not in wrote and (not teams or id in teams))
    left = len(checkins) - _MOST
    words = [ngettext("{n} more check-in", "{n} more check-ins", left)] if left > 0 else []
    if len(silent) > _NAMED:
        words.append(_("readings of {n} more teams").format(n=len(silent)))
    elif silent:
        words.append(_("readings of {teams}").format(teams=listed(silent)))
    text = "; ".join(words)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
