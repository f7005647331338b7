"""Updates: the latest weeks in short, what teams ask for, what was reached and what misses taught, all weeks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.model.week import Week
from okrsite.views.context import Context
from okrsite.views.learned import ToldOf, reached_in, taught_last
from okrsite.views.marks import foot
from okrsite.views.onward import last_closed
from okrsite.views.page import Deferred, Found, Page
from okrsite.views.parts import Empty, Foot, Ref
from okrsite.views.reviews import Reviewed, reviews_of
from okrsite.views.selection import current_cycle
from okrsite.views.shortweeks import ShortWeek, latest_weeks
from okrsite.views.wanted import Help, help_wanted, wanted_words
from okrsite.views.week import cycle_of_week
from okrsite.views.weeklines import reread
from okrsite.views.weeksaid import week_fact
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_CYCLES = 8
_REVIEWS = 5


class WeeksOf(Struct, frozen=True):
    """The weeks of a cycle, newest first."""

    cycle: Ref
    weeks: tuple[Ref, ...]


class UpdatesView(Struct, frozen=True):
    """The page of all updates; `older` cycles are folded away."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    latest: tuple[ShortWeek, ...]
    help: Help
    told: tuple[ToldOf, ...]
    reviews: tuple[Reviewed, ...]
    cycles: tuple[WeeksOf, ...]
    older: tuple[WeeksOf, ...]
    older_words: str
    empty: Empty | None
    foot: Foot


def updates_pages(context: Context) -> Iterator[Page]:
    """Return the page of all updates."""
    title = _("Updates")
    yield Page(
        address=context.urls.updates(),
        title=title,
        description=_("Check-ins week by week, what teams ask for, what was reached and what misses taught."),
        template="updates.html",
        view=Deferred(partial(updates, context)),
        found=(Found("", title), Found("help", _("Help wanted")), Found("weeks", _("All weeks"))),
    )


def updates(context: Context) -> UpdatesView:
    """Return the latest weeks in short and the way to all others."""
    weeks = list(context.weekly)[::-1]
    cycle = current_cycle(context)
    before = last_closed(context, cycle) if cycle else None
    told = (reached_in(context, cycle) if cycle else None, taught_last(context).get(before.id) if before else None)
    cycles = _by_cycle(context, weeks)
    rest = cycles[_CYCLES:]
    return UpdatesView(
        eyebrow=(Ref(_("Updates")), *((Ref(cycle.id, context.urls.cycle(cycle)),) if cycle else ())),
        fact=_fact(context, weeks),
        act=_act(context),
        latest=latest_weeks(context),
        help=help_wanted(context),
        told=tuple(one for one in told if one),
        reviews=reviews_of(context, cycle)[:_REVIEWS] if cycle else (),
        cycles=tuple(cycles[:_CYCLES]),
        older=tuple(rest),
        older_words=ngettext("{n} earlier cycle", "{n} earlier cycles", len(rest)),
        empty=None if weeks else _empty(),
        foot=foot(context, None, Ref(_("All cycles"), context.urls.cycles())),
    )


def _fact(context: Context, weeks: list[Week]) -> str:
    if not weeks:
        return _("Nobody has checked in yet.")
    week = weeks[0]
    return _("Week {n}: {fact}").format(
        n=week.of_year, fact=week_fact(reread(context, context.weekly[week].read, week))
    )


def _act(context: Context) -> str:
    words = wanted_words(context)
    return _("Help wanted: {needs}.").format(needs=words) if words else ""


def _by_cycle(context: Context, weeks: list[Week]) -> list[WeeksOf]:
    groups: dict[Cycle | None, list[Ref]] = {}
    for week in weeks:
        link = Ref(f"W{week.of_year:02}", context.urls.week(week))
        groups.setdefault(cycle_of_week(context, week), []).append(link)
    return [
        WeeksOf(Ref(cycle.id, context.urls.cycle(cycle)) if cycle else Ref(_("Between cycles")), tuple(links))
        for cycle, links in groups.items()
    ]


def _empty() -> Empty:
    return Empty(
        _("No check-in yet."),
        _("The first reading, or the first document with `okr: checkin`, starts the first week."),
    )
