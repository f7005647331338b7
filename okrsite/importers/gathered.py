"""Objectives and key results of a table or a tree while they are gathered, cell by cell; no cell is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from okrsite.importers.escaping import escaped
from okrsite.importers.found import Doubt, FoundCheckin, FoundKeyResult, FoundLink, FoundObjective, Placed
from okrsite.importers.labels import key_result_label, objective_label
from okrsite.importers.marks import marked
from okrsite.model.characters import plain

_YES = frozenset({"true", "yes", "y", "1", "ja", "sim", "sí", "si", "oui", "да", "wahr"})
_LINK = re.compile(r"https?://[^\s<>\"]+")


def kept(name: str, text: str, line: int) -> Placed:
    """A cell as Markdown, below the title of its column where it has one."""
    title = one_line(name).rstrip(":")
    return Placed(escaped(f"{title}: {text}" if title else text), line)


def one_line(text: str) -> str:
    """A text as a title: without line breaks."""
    return " ".join(text.split())


class Gathered(Struct, eq=False):
    """A title with what is said of it so far."""

    title: str
    line: int
    number: str = ""
    said: dict[str, Placed] = field(default_factory=dict)
    links: list[FoundLink] = field(default_factory=list)
    rest: list[Placed] = field(default_factory=list)

    def say(self, key: str, text: str, line: int, name: str = "") -> None:
        """Note what a cell says under a key; a second, different word on the same is kept beside it."""
        if not text:
            return
        text = text if key == "context" else one_line(text)
        if key == "done" and plain(text).casefold() in _YES:
            text = "x"
        if key not in self.said:
            self.said[key] = Placed(text, line)
        elif self.said[key].text != text:
            self.keep(name or key, text, line)

    def keep(self, name: str, text: str, line: int) -> None:
        """Keep a cell as text, once."""
        if not text:
            return
        piece = kept(name, text, line)
        if all(piece.text != other.text for other in self.rest):
            self.rest.append(piece)
            self.links.extend(FoundLink(found[0].rstrip(".,;:)"), "", line) for found in _LINK.finditer(text))

    def say_all(self, said: Mapping[str, str], line: int) -> None:
        """Note several things."""
        for key, text in said.items():
            self.say(key, text, line)


class GatheredResult(Gathered, eq=False):
    """A key result being gathered."""

    checkins: list[FoundCheckin] = field(default_factory=list)

    def found(self) -> FoundKeyResult:
        """The key result as it was found."""
        title = Placed(self.title, self.line)
        return FoundKeyResult(
            title, dict(self.said), self.number, tuple(self.checkins), _each(self.links), tuple(self.rest)
        )


class GatheredObjective(Gathered, eq=False):
    """An objective being gathered.

    `above` is what the file calls the one that it serves, `group` the heading above it.
    """

    team: Placed | None = None
    cycle: Placed | None = None
    above: Placed | None = None
    group: Placed | None = None
    key_results: list[GatheredResult] = field(default_factory=list)

    def found(self, parent: int | None = None) -> FoundObjective:
        """The objective as it was found; `parent` is the position of the one above it."""
        return FoundObjective(
            title=Placed(self.title, self.line),
            key_results=tuple(one.found() for one in self.key_results),
            team=self.team,
            cycle=self.cycle,
            said=dict(self.said),
            number=self.number,
            links=_each(self.links),
            rest=tuple(self.rest),
            parent=parent,
        )


def _each(links: Iterable[FoundLink]) -> tuple[FoundLink, ...]:
    return tuple(dict.fromkeys(links))


def objective_from(text: str, line: int, number: str = "") -> GatheredObjective:
    """An objective by the text of its cell, without label and marks.

    >>> one = objective_from("Objective 2: Grow [P1]", 3)
    >>> one.title, one.number, one.said["priority"].text
    ('Grow', '2', 'P1')
    """
    title = one_line(text)
    label = objective_label(title)
    if label and label.text:
        title, number = label.text, label.number or number
    found = marked(title)
    opened = GatheredObjective(found.text, line, number)
    opened.say_all(found.said, line)
    return opened


def result_from(text: str, line: int, number: str = "") -> GatheredResult:
    """A key result by the text of its cell, without label and marks.

    >>> result_from("KR 1.2 — Raise completion", 3).number
    '1.2'
    """
    title = one_line(text)
    label = key_result_label(title)
    role = ""
    if label and label.text:
        title, number, role = label.text, label.number or number, label.role
    found = marked(title)
    result = GatheredResult(found.text, line, number)
    result.say_all({**found.said, **({"owner": role} if role else {})}, line)
    return result


def in_order(
    objectives: Iterable[GatheredObjective], names: Mapping[str, GatheredObjective], doubts: list[Doubt]
) -> tuple[FoundObjective, ...]:
    """Objectives as they were found, each with the position of the one above it; circles are told and left out.

    `names` are those by which the file calls its objectives, in small letters.
    """
    listed = list(objectives)
    places = {id(one): place for place, one in enumerate(listed)}
    called = [names.get(one_line(one.above.text).casefold()) if one.above else None for one in listed]
    parents = [places.get(id(one)) if one else None for one in called]
    for place, one in enumerate(listed):
        if one.above and (parents[place] is None or _in_circle(place, parents)):
            why = "is none of the objectives here" if parents[place] is None else "would make a circle"
            doubts.append(Doubt(one.above.line, f"`{one.above.text}`, above `{one.title}`, {why}; it is kept as text"))
            parents[place] = None
            one.keep("Parent", one.above.text, one.above.line)
    return tuple(one.found(parent) for one, parent in zip(listed, parents, strict=True))


def _in_circle(place: int, parents: list[int | None]) -> bool:
    """Whether one who goes up from a place comes back to it."""
    at, steps = parents[place], 0
    while at is not None and at != place and steps <= len(parents):
        at, steps = parents[at], steps + 1
    return at == place
