"""Whom to remind: teams whose running key results nobody has looked at for too long; teams, never persons."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from okrsite.model.key_result import KeyResult
from okrsite.views import numbers
from okrsite.views.checkindraft import running
from okrsite.views.context import Context
from okrsite.views.editing import team_checkin
from okrsite.views.marks import person
from okrsite.views.parts import Ref
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

MOST_NAMED = 12


class Reminder(Struct, frozen=True):
    """A team with what waits for a look, since when, whom to ask, and where to begin."""

    team: Ref
    text: str
    ask: Ref | None
    links: tuple[Ref, ...]


class Reminders(Struct, frozen=True):
    """Teams that wait for a check-in, those with the most first; `more` says how many are not named."""

    named: tuple[Reminder, ...]
    more: str


def reminders(context: Context) -> Reminders | None:
    """Return the teams with stale key results, None where there are none."""
    waiting = sorted(_waiting(context), key=lambda one: (-len(one[1]), context.team_name(one[0]).casefold(), one[0]))
    left = len(waiting) - MOST_NAMED
    if not waiting:
        return None
    return Reminders(
        named=tuple(_reminder(context, team, stale, total) for team, stale, total in waiting[:MOST_NAMED]),
        more=ngettext("and {n} more team", "and {n} more teams", left) if left > 0 else "",
    )


def _waiting(context: Context) -> Iterator[tuple[str, list[KeyResult], int]]:
    for team in context.graph.teams:
        all = [part for one in running(context, team) for part in one.key_results]
        live = [part for part in all if not context.card.key_results[part.id].cancelled]
        stale = [part for part in live if context.card.key_results[part.id].stale]
        if stale:
            yield team, stale, len(live)


def _reminder(context: Context, team: str, stale: list[KeyResult], total: int) -> Reminder:
    known = context.graph.teams[team]
    ask = known.lead or known.champion
    return Reminder(
        team=Ref(known.name, context.urls.team(team)),
        text="; ".join([_count(len(stale), total), *_since(context, stale)]),
        ask=person(context, ask) if ask else None,
        links=team_checkin(context, team),
    )


def _count(stale: int, total: int) -> str:
    return ngettext("{stale} of {n} key result", "{stale} of {n} key results", total).replace("{stale}", str(stale))


def _since(context: Context, stale: list[KeyResult]) -> Iterator[str]:
    days = [context.card.key_results[part.id].last_checkin for part in stale]
    seen = [day for day in days if day]
    if seen:
        yield _("oldest check-in {ago}").format(ago=numbers.ago(min(seen), context.as_of))
    if len(seen) < len(days):
        yield _("{n} never read").format(n=len(days) - len(seen)) if seen else _("never read")
