"""A theme of the archive: all that was learned about it, cycle by cycle; long ones are cut by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.views.context import Context
from okrsite.views.lessons import Learned, Theme, sourced, themes
from okrsite.views.marks import foot
from okrsite.views.page import Deferred, Found, Heading, Page
from okrsite.views.parts import Foot, LessonNote, Ref
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_MOST = 120
"""Whole years beyond so many lessons have pages of their own."""
_OPEN = 40
"""Cycles beyond so many lessons are folded."""


class ThemeCycle(Struct, frozen=True):
    """What one cycle taught about a theme."""

    anchor: str
    cycle: Ref
    count: str
    folded: bool
    lessons: tuple[LessonNote, ...]


class ThemeView(Struct, frozen=True):
    """The page of a theme, or of one year of it; `years` lead to the others."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    cycles: tuple[ThemeCycle, ...]
    years: tuple[Ref, ...]
    foot: Foot


def theme_pages(context: Context) -> Iterator[Page]:
    """Return the page of every theme, and of the years that have too much to tell for one page."""
    for theme in themes(context).values():
        now, earlier = _divided(context, theme)
        yield _page(context, theme, None, now)
        for year, lessons in earlier.items():
            yield _page(context, theme, year, lessons)


def _divided(context: Context, theme: Theme) -> tuple[Sequence[Learned], dict[int, Sequence[Learned]]]:
    """Return the lessons of the newest years, as many as a page bears, and those of each earlier year."""
    shown: list[Learned] = []
    earlier: dict[int, Sequence[Learned]] = {}
    for year, group in groupby(theme.lessons, key=lambda one: context.cycle(one.told.cycle).end.year):
        lessons = list(group)
        if earlier or (shown and len(shown) + len(lessons) > _MOST):
            earlier[year] = lessons
        else:
            shown += lessons
    return shown, earlier


def _page(context: Context, theme: Theme, year: int | None, lessons: Sequence[Learned]) -> Page:
    title = _("Lessons: {theme}").format(theme=theme.name)
    if year:
        title = _("{title}, {year}").format(title=title, year=year)
    cycles = [context.cycle(id) for id in dict.fromkeys(one.told.cycle for one in lessons)]
    return Page(
        address=context.urls.theme(theme.key, year),
        title=title,
        description=_("What teams learned about {theme}, cycle by cycle.").format(theme=theme.name),
        template="theme.html",
        view=Deferred(partial(theme_view, context, theme, year)),
        toc=tuple(Heading(_anchor(cycle), cycle.id) for cycle in cycles),
        found=(Found("", title),),
    )


def theme_view(context: Context, theme: Theme, year: int | None = None) -> ThemeView:
    """Return the page of a theme, or of one of its earlier years."""
    now, earlier = _divided(context, theme)
    lessons = earlier[year] if year else now
    whole = Ref(theme.name, context.urls.theme(theme.key)) if year else Ref(theme.name)
    count = ngettext("{n} lesson", "{n} lessons", len(lessons))
    years = [Ref(_("the newest"), context.urls.theme(theme.key))] if year else []
    years += [
        Ref(_("{n} of {year}").format(n=len(them), year=other), context.urls.theme(theme.key, other))
        for other, them in earlier.items()
        if other != year
    ]
    return ThemeView(
        eyebrow=(Ref(_("Archive"), context.urls.archive()), whole, *([Ref(str(year))] if year else [])),
        fact=_("{theme}: {lessons}").format(theme=theme.name, lessons=count),
        act=_from(lessons),
        cycles=tuple(_cycles(context, lessons)),
        years=tuple(years),
        foot=foot(context, None, Ref(_("All themes"), f"{context.urls.archive()}#lessons")),
    )


def _from(lessons: Sequence[Learned]) -> str:
    teams = ngettext("{n} team", "{n} teams", len({one.told.team for one in lessons}))
    cycles = ngettext("{n} cycle", "{n} cycles", len({one.told.cycle for one in lessons}))
    return _("from {teams} in {cycles}, newest first.").format(teams=teams, cycles=cycles)


def _cycles(context: Context, lessons: Sequence[Learned]) -> Iterator[ThemeCycle]:
    before = 0
    for id, group in groupby(lessons, key=lambda one: one.told.cycle):
        own, cycle = list(group), context.cycle(id)
        count = ngettext("{n} lesson", "{n} lessons", len(own))
        notes = tuple(sourced(context, one) for one in own)
        link = Ref(cycle.id, context.urls.cycle(cycle))
        yield ThemeCycle(_anchor(cycle), link, count, bool(before) and before + len(own) > _OPEN, notes)
        before += len(own)


def _anchor(cycle: Cycle) -> str:
    return f"cycle-{cycle.slug}"
