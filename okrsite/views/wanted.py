"""Help wanted: what teams ask for, since when, and in how many check-ins."""

from __future__ import annotations

from msgspec import Struct

from okrsite.compute.needs import Need
from okrsite.model.week import week_of
from okrsite.views.context import Context
from okrsite.views.marks import age
from okrsite.views.parts import Day, Prose, Ref
from okrsite.views.week import anchor_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_MOST = 8


class Wanted(Struct, frozen=True):
    """One need: in the team's words, whose, since when; `text` is in how many check-ins it stood so far."""

    prose: Prose
    team: Ref
    since: Day
    text: str


class Help(Struct, frozen=True):
    """All needs that are open, the oldest first; `others` are folded away."""

    first: tuple[Wanted, ...]
    others: tuple[Wanted, ...]


def help_wanted(context: Context) -> Help:
    """Return the needs that are open."""
    needs = [_wanted(context, need) for need in context.needs]
    return Help(tuple(needs[:_MOST]), tuple(needs[_MOST:]))


def _wanted(context: Context, need: Need) -> Wanted:
    place = f"{context.urls.week(week_of(need.latest.date))}#{anchor_of(need.team)}"
    words = ngettext("in {n} check-in", "in {n} check-ins in a row", need.times) if need.times > 1 else ""
    return Wanted(
        Prose(need.text, need.latest.uri),
        Ref(context.team_name(need.team), place),
        age(need.since, context.as_of),
        words,
    )


def wanted_words(context: Context) -> str:
    """Return how many needs of how many teams are open, in a sentence; empty without any.

    One team is called by its name.
    """
    needs = context.needs
    if not needs:
        return ""
    teams = sorted({context.team_name(need.team) for need in needs})
    count = ngettext("{n} need", "{n} needs", len(needs))
    whose = teams[0] if len(teams) == 1 else _("{n} teams").format(n=len(teams))
    return ngettext("{count} of {whose} is open", "{count} of {whose} are open", len(needs)).format(
        count=count, whose=whose
    )
