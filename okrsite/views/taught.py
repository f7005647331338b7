"""What a cycle taught, by theme, and what it decided about its objectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from okrsite.compute.chains import Passage
from okrsite.model.cycle import Cycle
from okrsite.views.context import Context, grouped, kept
from okrsite.views.decisions import Decisions, decisions, passages_of
from okrsite.views.lessons import Learned, sourced, themes
from okrsite.views.parts import LessonNote, Ref
from okrsite.views.words import ngettext

_EACH = 2
_THEMES = 8
"""Themes beyond these are named, and told on their own pages."""


class Taught(Struct, frozen=True):
    """What a cycle taught about one theme: a few lessons, and where the others are."""

    theme: Ref
    count: str
    lessons: tuple[LessonNote, ...]
    more: Ref | None


class Lessons(Struct, frozen=True):
    """What a cycle taught; `others` are themes with few lessons."""

    note: str
    themes: tuple[Taught, ...]
    others: tuple[Ref, ...]


def lessons_of(context: Context, cycle: Cycle) -> Lessons | None:
    """Return the lessons of a cycle, the themes with most of them first; None without any."""
    own = _by_cycle(context).get(cycle.id, {})
    if not own:
        return None
    ordered = sorted(own.items(), key=lambda entry: (not entry[0], -len(entry[1])))
    shown, others = ordered[:_THEMES], ordered[_THEMES:]
    count = ngettext("{n} lesson, by theme", "{n} lessons, by theme", sum(len(them) for them in own.values()))
    return Lessons(
        count,
        tuple(_taught(context, cycle, key, them) for key, them in shown),
        tuple(_link(context, cycle, key, them) for key, them in others),
    )


@kept
def _by_cycle(context: Context) -> Mapping[str, Mapping[str, Sequence[Learned]]]:
    cycles: dict[str, dict[str, list[Learned]]] = {}
    for theme in themes(context).values():
        for one in theme.lessons:
            cycles.setdefault(one.told.cycle, {}).setdefault(theme.key, []).append(one)
    return cycles


def _taught(context: Context, cycle: Cycle, key: str, them: Sequence[Learned]) -> Taught:
    shown = them if len(them) <= _EACH + 1 else them[:_EACH]
    more = ngettext("{n} more of {cycle}", "{n} more of {cycle}", len(them) - len(shown)).format(cycle=cycle.id)
    return Taught(
        theme=Ref(themes(context)[key].name, context.urls.theme(key)),
        count=ngettext("{n} lesson", "{n} lessons", len(them)),
        lessons=tuple(sourced(context, one) for one in shown),
        more=Ref(more, _place(context, cycle, key)) if len(shown) < len(them) else None,
    )


def _link(context: Context, cycle: Cycle, key: str, them: Sequence[Learned]) -> Ref:
    return Ref(f"{themes(context)[key].name} ({len(them)})", _place(context, cycle, key))


def _place(context: Context, cycle: Cycle, key: str) -> str:
    return f"{context.urls.theme(key)}#cycle-{cycle.slug}"


def decisions_of(context: Context, cycle: Cycle) -> Decisions | None:
    """Return what was decided at the end of a cycle, None where nothing was."""
    found = _decided(context)
    return decisions(context, found.get(cycle.id, ()))


@kept
def _decided(context: Context) -> Mapping[str, Sequence[Passage]]:
    return grouped((one.cycle, one) for one in passages_of(context))
