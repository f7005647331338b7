"""What a reader found in a file, before anybody decides what it means; all readers yield the same.

A reader cuts text apart and says which words stand for what. It never decides about numbers: values are the words of
the file, and `okrsite.importers.values` finds the number in them. A reader loses nothing: what it can't place is
`rest`, of the key result, of the objective or of the whole file.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

SAYABLE = (
    "baseline",
    "start",
    "target",
    "change",
    "current",
    "progress",
    "score",
    "confidence",
    "status",
    "owner",
    "priority",
    "measurement",
    "window",
    "cohort",
    "category",
    "weight",
    "context",
    "done",
)
"""What may be said of an objective or a key result, in one's own words; readers name nothing else in `said`.

`progress` is a share that somebody reckoned, `status` a word or a sign such as `On track` or 🟡, `done` a tick.
"""


class Placed(Struct, frozen=True):
    """A piece of text, and the line of the file on which it begins (1 is the first)."""

    text: str
    line: int


class Doubt(Struct, frozen=True):
    """Something that a person should look at: a sentence in the present tense, and the line that it is about."""

    line: int
    message: str


class FoundLink(Struct, frozen=True):
    """An address that a text links to, with the words that were the link."""

    url: str
    name: str
    line: int


class FoundCheckin(Struct, frozen=True):
    """A dated value: the day as `2026-07-13`, the value and the note as they are typed."""

    day: str
    value: str
    line: int
    note: str = ""


class FoundKeyResult(Struct, frozen=True):
    """A key result: its title as plain text, and what the file says of it.

    `number` is how the file numbers it, `1.2` or `3`, or empty. `rest` is Markdown that has no place of its own.
    """

    title: Placed
    said: Mapping[str, Placed] = field(default_factory=dict)
    number: str = ""
    checkins: tuple[FoundCheckin, ...] = ()
    links: tuple[FoundLink, ...] = ()
    rest: tuple[Placed, ...] = ()


class FoundObjective(Struct, frozen=True):
    """An objective with its key results; `team` and `cycle` are said by the file, in its own words, or None.

    `parent` is the position, among all objectives found, of the one that it stands below in a cascade.
    """

    title: Placed
    key_results: tuple[FoundKeyResult, ...] = ()
    team: Placed | None = None
    cycle: Placed | None = None
    said: Mapping[str, Placed] = field(default_factory=dict)
    number: str = ""
    links: tuple[FoundLink, ...] = ()
    rest: tuple[Placed, ...] = ()
    parent: int | None = None


class FoundColumn(Struct, frozen=True):
    """A column of a table: its title, what it is taken for (`body` is text), and its sheet where there are several."""

    title: str
    means: str
    sheet: str = ""


class Found(Struct, frozen=True):
    """All that a file holds; `rest` is Markdown that belongs to no objective, in the order of the file.

    `surely` tells whether the teams are named as such; else they are headings that may as well be themes, and give way
    to a team that the person who imports has named.
    """

    objectives: tuple[FoundObjective, ...] = ()
    title: Placed | None = None
    rest: tuple[Placed, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    surely: bool = True
    columns: tuple[FoundColumn, ...] = ()
