"""Headings in the body of a retrospective that serve as well as its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.source.marks import Marks
from okrsite.source.nodes import Mark
from okrsite.source.walk import Raw

_HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#:]*$")
_BULLET = re.compile(r"\s{0,3}(?:[-*+]|\d+[.)])\s+(.*)")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_NAMES = {
    "worked": ("worked", "what worked", "what worked well", "what went well", "went well"),
    "failed": ("failed", "what failed", "did not work", "what did not work", "didn't work", "what didn't work"),
    "lessons": ("lessons", "lessons learned", "lessons learnt", "learnings", "what we learned"),
    "next": ("next", "next steps", "what next", "what is next", "what's next", "next cycle"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}


def read_sections(body: str, body_line: int, raw: Raw, marks: Marks) -> None:
    """Add the texts below such headings to `raw` where the front matter lacks the key."""
    sections: dict[str, list[tuple[int, str]]] = {}
    for field, number, text in _texts(body):
        if not raw.get(field):
            sections.setdefault(field, []).append((number + body_line, text))
    for field, texts in sections.items():
        raw[field] = [{"text": text} if field == "lessons" else text for _, text in texts]
        places = [_mark(line, text) for line, text in texts]
        marks.children[field] = Marks(places[0], None, {i: Marks(mark) for i, mark in enumerate(places)})


def _mark(line: int, text: str) -> Mark:
    return Mark(line, 1, line, len(text) + 1, 0, 0)


def _texts(body: str) -> Iterator[tuple[str, int, str]]:
    """Each bullet or paragraph below such a heading: field, index of its first line, text."""
    field, fenced = None, False
    open_text: tuple[int, str] | None = None
    for number, line in enumerate([*body.split("\n"), "# "]):
        fence = _FENCE.match(line) is not None
        fenced = fenced != fence
        heading = None if fenced else _HEADING.match(line)
        bullet = _BULLET.match(line)
        if open_text and field and (heading or bullet or fence or not line.strip()):
            yield field, *open_text
            open_text = None
        if heading or line == "# ":
            field = _FIELDS.get(heading[2].strip().lower().replace("’", "'")) if heading else None
        elif field and not fenced and not fence and line.strip():
            words = bullet[1].strip() if bullet else line.strip()
            open_text = (open_text[0], f"{open_text[1]} {words}") if open_text else (number, words)
