"""Lessons: what retrospectives taught, by theme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.model.chronicle import Lesson, Retrospective
from okrsite.views.context import Context
from okrsite.views.parts import LessonNote, Prose, Ref
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NEWEST = 6
_MARKS = ("`", "*", "_", "[", "]", "(", ")")


@dataclass(frozen=True, slots=True)
class Theme:
    """The lessons of one theme, newest first; the `older` ones are folded away."""

    anchor: str
    name: str
    count: str
    lessons: tuple[LessonNote, ...]
    older: tuple[LessonNote, ...]


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


def theme_key(theme: str) -> str:
    """Return what makes two spellings of a theme the same.

    >>> theme_key("  Trust ") == theme_key("trust")
    True
    """
    return " ".join(theme.split()).casefold()


def theme_anchor(theme: str) -> str:
    """Return the place of a theme in the archive.

    >>> theme_anchor("Time & money")
    'theme-time-money'
    """
    return f"theme-{slug(theme_key(theme))}"


def theme_sizes(retrospectives: Iterable[Retrospective]) -> dict[str, int]:
    """Return how many lessons each theme has, by its key."""
    sizes: dict[str, int] = {}
    for retrospective in retrospectives:
        for lesson in retrospective.lessons:
            if lesson.theme:
                sizes[theme_key(lesson.theme)] = sizes.get(theme_key(lesson.theme), 0) + 1
    return sizes


def note(lesson: Lesson, uri: str, theme: Ref | None, source: tuple[Ref, ...] = ()) -> LessonNote:
    """Return a lesson as it is shown; `uri` is the document that it is written in."""
    claim, evidence = split_claim(lesson.text)
    return LessonNote(Prose(claim, uri), theme, source, Prose(evidence, uri) if evidence else None)


def others(context: Context, theme: str, sizes: dict[str, int]) -> Ref:
    """Return the link from a lesson to the others of its theme, or its theme alone where there are none."""
    more = sizes.get(theme_key(theme), 1) - 1
    address = f"{context.urls.archive()}#{theme_anchor(theme)}"
    if not more:
        return Ref(theme, address)
    text = ngettext("{theme}, {n} more lesson", "{theme}, {n} more lessons", more)
    return Ref(text.format(theme=theme), address)


def themes(context: Context, retrospectives: Iterable[Retrospective]) -> tuple[Theme, ...]:
    """Return all lessons by theme, the themes by name, those without one last; lessons keep the given order."""
    groups: dict[str, tuple[str, list[LessonNote]]] = {}
    for retrospective in retrospectives:
        source = _source(context, retrospective)
        for lesson in retrospective.lessons:
            name = " ".join((lesson.theme or "").split())
            kept = groups.setdefault(theme_key(name), (name, []))
            kept[1].append(note(lesson, retrospective.uri, None, source))
    ordered = sorted(groups.items(), key=lambda entry: (not entry[0], entry[0]))
    return tuple(_theme(name, lessons) for _key, (name, lessons) in ordered)


def _theme(name: str, lessons: list[LessonNote]) -> Theme:
    count = ngettext("{n} lesson", "{n} lessons", len(lessons))
    if not name:
        name, anchor = _("Without a theme"), "theme-none"
    else:
        anchor = theme_anchor(name)
    return Theme(anchor, name, count, tuple(lessons[:_NEWEST]), tuple(lessons[_NEWEST:]))


def _source(context: Context, retrospective: Retrospective) -> tuple[Ref, ...]:
    cycle = context.graph.cycles[retrospective.cycle]
    address = context.urls.retrospective(cycle, retrospective.team)
    return (Ref(f"{context.team_name(retrospective.team)}, {cycle.id}", address),)
