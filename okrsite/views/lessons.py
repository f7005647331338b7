"""Lessons: what retrospectives taught, by theme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from okrsite.model.chronicle import Lesson, Retrospective
from okrsite.model.cycle import CycleState
from okrsite.views.context import Context, kept
from okrsite.views.parts import LessonNote, Prose, Ref
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MARKS = ("`", "*", "_", "[", "]", "(", ")")


class Learned(Struct, frozen=True):
    """A lesson, and the retrospective that taught it."""

    lesson: Lesson
    told: Retrospective


class Theme(Struct, frozen=True):
    """All lessons of a theme, the newest cycle first; `key` is "" for those without one."""

    key: str
    name: str
    lessons: tuple[Learned, ...]


def split_claim(text: str) -> tuple[str, str]:
    """Return a lesson's first sentence, its claim, and the rest, what shows it.

    >>> split_claim("Count on the day. A month late is too late.")
    ('Count on the day.', 'A month late is too late.')
    >>> split_claim("Read `a. b` aloud."), split_claim("See [the v. 2 notes](x. y). They say")
    (('Read `a. b` aloud.', ''), ('See [the v. 2 notes](x. y).', 'They say'))
    """
    for end in _SENTENCE_END.finditer(text):
        head = text[: end.start()]
        if _balanced(head) and len(head) > 12 and text[end.end()].isupper():
            return head, text[end.end() :]
    return text, ""


def _balanced(text: str) -> bool:
    even = all(text.count(mark) % 2 == 0 for mark in _MARKS[:3])
    return even and text.count("[") == text.count("]") and text.count("(") == text.count(")")


def theme_key(theme: str | None) -> str:
    """Return what makes two spellings of a theme the same.

    >>> theme_key("  Follow-up ") == theme_key("follow up"), theme_key(None)
    (True, '')
    """
    return " ".join((theme or "").replace("-", " ").split()).casefold()


def theme_anchor(key: str) -> str:
    """Return the place of a theme in the archive.

    >>> theme_anchor("time & money"), theme_anchor("")
    ('theme-time-money', 'theme-none')
    """
    return f"theme-{slug(key)}" if key else "theme-none"


@kept
def archived(context: Context) -> tuple[Retrospective, ...]:
    """Return the retrospectives of cycles that are over, the newest cycle first, then by team; made once."""
    over = (CycleState.CLOSING, CycleState.CLOSED)
    cycles = context.graph.cycles
    newest = sorted(cycles, key=lambda id: (cycles[id].end, -cycles[id].days, id), reverse=True)
    order = {id: at for at, id in enumerate(newest) if context.card.states[id] in over}
    told = [one for one in context.graph.retrospectives if one.cycle in order]
    return tuple(sorted(told, key=lambda one: (order[one.cycle], context.team_name(one.team).lower(), one.uri)))


@kept
def themes(context: Context) -> Mapping[str, Theme]:
    """Return all themes by key, those with most lessons first, the lessons without one last; made once."""
    return _themes(archived(context))


def _themes(told: Iterable[Retrospective]) -> Mapping[str, Theme]:
    groups: dict[str, list[Learned]] = {}
    for retrospective in told:
        for lesson in retrospective.lessons:
            groups.setdefault(theme_key(lesson.theme), []).append(Learned(lesson, retrospective))
    ordered = sorted(groups.items(), key=lambda entry: (not entry[0], -len(entry[1]), entry[0]))
    return {key: Theme(key, _name(them) or _("Without a theme"), tuple(them)) for key, them in ordered}


def _name(them: Iterable[Learned]) -> str:
    """The most usual spelling of a theme, of several the newest."""
    spelled = Counter(" ".join((one.lesson.theme or "").split()) for one in them)
    return spelled.most_common(1)[0][0]


def note(lesson: Lesson, uri: str, theme: Ref | None, source: tuple[Ref, ...] = ()) -> LessonNote:
    """Return a lesson as it is shown; `uri` is the document that it is written in."""
    claim, evidence = split_claim(lesson.text)
    return LessonNote(Prose(claim, uri), theme, source, Prose(evidence, uri) if evidence else None)


def sourced(context: Context, one: Learned, *, theme: bool = False, team: bool = True) -> LessonNote:
    """Return a lesson with the retrospective that it is from, and with its theme where that is asked for."""
    cycle = context.graph.cycles[one.told.cycle]
    words = f"{context.team_name(one.told.team)}, {cycle.id}" if team else cycle.id
    source = Ref(words, context.urls.retrospective(cycle, one.told.team))
    link = theme_link(context, one.lesson.theme) if theme and theme_key(one.lesson.theme) else None
    return note(one.lesson, one.told.uri, link, (source,))


def theme_link(context: Context, theme: str | None) -> Ref:
    """Return a theme with its page in the archive."""
    return Ref(" ".join((theme or "").split()), context.urls.theme(theme_key(theme)))


def others(context: Context, theme: str) -> Ref:
    """Return the link from a lesson to the others of its theme, or its theme alone where there are none."""
    key = theme_key(theme)
    found = themes(context).get(key)
    if found is None:
        return Ref(theme)
    more = len(found.lessons) - 1
    if not more:
        return Ref(theme, context.urls.theme(key))
    text = ngettext("{theme}, {n} more lesson", "{theme}, {n} more lessons", more)
    return Ref(text.format(theme=theme), context.urls.theme(key))
