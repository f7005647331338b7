"""What a team wrote along the way: check-ins, reviews, roadmaps, the documents of its objectives."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from okrsite.model.chronicle import Review
from okrsite.model.initiative import Initiative
from okrsite.views import numbers
from okrsite.views.checkindraft import checkins_by_team
from okrsite.views.context import Context, grouped, kept
from okrsite.views.marks import health_mark
from okrsite.views.parts import Ref, StatusMark
from okrsite.views.reviews import kind_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_NEWEST = 6


class Writing(Struct, frozen=True):
    """One document: when or what it is about, a reported health, a few words."""

    link: Ref
    mark: StatusMark | None = None
    text: str = ""


class Writings(Struct, frozen=True):
    """Documents of one kind, newest first; `older` are folded away."""

    head: str
    newest: tuple[Writing, ...]
    older: tuple[Writing, ...] = ()


def writings(context: Context, team: str) -> tuple[Writings, ...]:
    """Return the documents of a team by kind, kinds without any left out."""
    groups = (
        (_("Check-ins"), _checkins(context, team)),
        (_("Reviews"), _reviews(context, team)),
        (_("Roadmaps"), _roadmaps(context, team)),
    )
    return tuple(Writings(head, tuple(all[:_NEWEST]), tuple(all[_NEWEST:])) for head, all in groups if all)


@kept
def _reviews_by_team(context: Context) -> dict[str, tuple[Review, ...]]:
    return grouped((one.team, one) for one in context.graph.reviews)


@kept
def _bets_by_team(context: Context) -> dict[str, tuple[Initiative, ...]]:
    return grouped((one.team, one) for one in context.graph.initiatives.values())


def _checkins(context: Context, team: str) -> list[Writing]:
    own = (one for one in checkins_by_team(context).get(team, ()) if one.date <= context.as_of)
    return [
        Writing(
            Ref(numbers.day(one.date, context.as_of), context.urls.document(one.uri)),
            health_mark(one.health),
            ngettext("{n} reading", "{n} readings", len(one.readings)),
        )
        for one in sorted(own, key=lambda one: (one.date, one.uri), reverse=True)
    ]


def _reviews(context: Context, team: str) -> list[Writing]:
    own = _reviews_by_team(context).get(team, ())
    return [
        Writing(
            Ref(numbers.day(one.date, context.as_of), context.urls.document(one.uri)),
            None,
            kind_of(one),
        )
        for one in sorted(own, key=lambda one: (one.date, one.uri), reverse=True)
    ]


def _roadmaps(context: Context, team: str) -> list[Writing]:
    bets: dict[str, list[str | None]] = {}
    for one in _bets_by_team(context).get(team, ()):
        bets.setdefault(one.uri, []).append(one.cycle)
    return [
        Writing(
            Ref(_title(cycles), context.urls.document(uri)),
            None,
            ngettext("{n} initiative", "{n} initiatives", len(cycles)),
        )
        for uri, cycles in sorted(bets.items(), key=lambda entry: (entry[1][0] or "", entry[0]), reverse=True)
    ]


def _title(cycles: Iterable[str | None]) -> str:
    named = next((cycle for cycle in cycles if cycle), None)
    return _("Roadmap {cycle}").format(cycle=named) if named else _("Roadmap")
