"""The data of the components that all pages share: frozen, plain, ready to be shown.

Texts are final: numbers are formatted, words translated, positions given in percent. What an author wrote
with inline Markdown is a `Prose`; templates escape everything else.
"""

from __future__ import annotations

from msgspec import Struct


class Ref(Struct, frozen=True):
    """Words, and where they lead; an empty address makes them plain text."""

    text: str
    address: str = ""


class Prose(Struct, frozen=True):
    """Text with inline Markdown; relative links in it start from the document `base`."""

    text: str
    base: str = ""


class Bit(Struct, frozen=True):
    """A piece of a paragraph; `kind` is empty for words, or formula, number (bold), strong, code, link or prose.

    Prose has inline Markdown, and `base` as in Prose; the `base` of a link is its address.
    """

    text: str
    kind: str = ""
    base: str = ""


Paragraph = tuple[Bit, ...]


class Day(Struct, frozen=True):
    """A day as people read it and in ISO form; `title` is the full date where `text` is an age."""

    text: str
    iso: str
    title: str = ""


class StatusMark(Struct, frozen=True):
    """A status by its key (`on_track`), which picks shape and colour, and its word."""

    key: str
    word: str


class BandMark(Struct, frozen=True):
    """A band by its key (`short`) and its word."""

    key: str
    word: str


class Segment(Struct, frozen=True):
    """One piece of a bar: `kind` is track, fill, late or gap; `x` and `width` in percent of the scale."""

    kind: str
    x: str
    width: str


class Bar(Struct, frozen=True):
    """A bar from start to target.

    `tone` is the status that colours it, `label` its words for those who don't see it. `arrow` is empty,
    `before` (moving away from the start), `beyond` (past the target) or `back` (beyond the far bound), and
    stands at `tip`. `start_edge` is solid, dashed or empty; `expected` and `highest` are ticks in percent,
    empty without. `start` and `end` are the words below both ends; `slim` bars (18 px) have none.
    """

    tone: str
    label: str
    segments: tuple[Segment, ...]
    arrow: str = ""
    tip: str = ""
    start_edge: str = "solid"
    expected: str = ""
    highest: str = ""
    start: str = ""
    end: str = ""
    slim: bool = False


class Scale(Struct, frozen=True):
    """The scale above bars: 0 and the target, and the word `expected` where all rows share it (else empty)."""

    expected: str = ""
    inside: bool = False


class Spark(Struct, frozen=True):
    """Progress over time in 96 × 22 units: paths of what was and of what was expected, and the last dot."""

    tone: str
    line: str = ""
    expected: str = ""
    x: str = ""
    y: str = ""


class Change(Struct, frozen=True):
    """A change in words; `tone` is `up` (toward the target), `down` or empty."""

    text: str
    tone: str = ""


class Seen(Struct, frozen=True):
    """When something was last read: its age, whether that is too long ago, and a second line."""

    day: Day | None
    text: str
    stale: bool = False
    more: str = ""


class Why(Struct, frozen=True):
    """Where a number comes from: the summary that names it, the formula, and paragraphs of proof."""

    summary: str
    formula: Paragraph
    paragraphs: tuple[Paragraph, ...] = ()


class Fact(Struct, frozen=True):
    """One thing that an author wrote, under its name: words, links, or lines."""

    name: str
    text: str = ""
    links: tuple[Ref, ...] = ()
    lines: tuple[Paragraph, ...] = ()


class KrRow(Struct, frozen=True):
    """One key result in a list.

    `anchor` is its id on the objective's page (empty elsewhere), `title.address` is empty there. `who` are the
    team (elsewhere than on its own page), the one responsible and the category. `way` is the share of the
    way, `way_hidden` what is said of it to those who don't see the column. `facts` are what else its author
    wrote; only the objective's page has them.
    """

    id: str
    anchor: str
    title: Ref
    status: StatusMark
    who: tuple[Ref, ...]
    now: str
    way: str
    way_hidden: str
    bar: Bar
    spark: Spark
    change: Change
    seen: Seen
    note: Prose | None = None
    remark: str = ""
    why: Why | None = None
    facts: tuple[Fact, ...] = ()


class KrList(Struct, frozen=True):
    """Key results under one head with its scale; an ended cycle words the head in the past."""

    rows: tuple[KrRow, ...]
    scale: Scale


class ObjectiveCard(Struct, frozen=True):
    """An objective at a glance: status, score, bar, and how much of it is measured and supported.

    `more` is a sentence in pieces, some of which lead somewhere.
    """

    title: Ref
    status: StatusMark
    score: str
    bar: Bar
    more: tuple[Ref, ...]
    eyebrow: tuple[Ref, ...] = ()


class Stat(Struct, frozen=True):
    """One value box: a number (`value`), a status, one glyph per thing (`units` by status, `bands`) or words
    that lead somewhere.

    `more` is the line below it, in pieces.
    """

    name: str
    value: str = ""
    status: StatusMark | None = None
    units: tuple[StatusMark, ...] = ()
    bands: tuple[BandMark, ...] = ()
    words: tuple[Ref, ...] = ()
    more: tuple[Ref, ...] = ()


class Said(Struct, frozen=True):
    """One line of a log: about whom, the value or change in words, and the author's note."""

    subject: str
    text: str
    note: Prose | None = None


class Entry(Struct, frozen=True):
    """One entry of a log: the day, a status or reported health, what was said, and who said it."""

    day: Day
    mark: StatusMark | None
    text: tuple[Ref, ...] = ()
    prose: tuple[Prose, ...] = ()
    lines: tuple[Said, ...] = ()
    by: tuple[Ref, ...] = ()


class LessonNote(Struct, frozen=True):
    """One thing learned: the claim, what shows it, its theme (a link to its other lessons) and whose it is."""

    claim: Prose
    theme: Ref | None = None
    source: tuple[Ref, ...] = ()
    evidence: Prose | None = None
    anchor: str = ""


class Cell(Struct, frozen=True):
    """One table cell: words or a link, behind any marks."""

    text: str = ""
    address: str = ""
    status: StatusMark | None = None
    band: BandMark | None = None
    bar: Bar | None = None
    spark: Spark | None = None
    day: Day | None = None
    prose: Prose | None = None
    strong: bool = False


class Column(Struct, frozen=True):
    """The head of a column; `number` aligns it at the end, `quiet` mutes it, `extra` drops it where it is narrow."""

    name: str
    number: bool = False
    extra: bool = False
    quiet: bool = False
    scale: Scale | None = None


class Row(Struct, frozen=True):
    """One table row; the first cell is its head. `tone` is a status that colours its marks."""

    cells: tuple[Cell, ...]
    tone: str = ""
    anchor: str = ""


class Table(Struct, frozen=True):
    """A table with a caption for those who don't see it.

    `plain` are rows of mere texts, the first of which is the head and all others numbers; they are quick to write
    where there are many.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    plain: tuple[tuple[str, ...], ...] = ()


class Figure(Struct, frozen=True):
    """A chart with its message as caption, what it measures, its source line and the same numbers as a table.

    `chart` is one of the charts room's values; `uid` makes the ids in the drawing unique in the page.
    """

    uid: str
    caption: str
    measures: str
    chart: object
    source: tuple[Ref, ...]
    table: Table
    anchor: str = ""


class Empty(Struct, frozen=True):
    """What is missing, why that matters, one next step."""

    missing: str
    matters: str = ""
    step: Ref | None = None


class Foot(Struct, frozen=True):
    """The last line of every page: as of when, from which commit and file, what can be done next."""

    as_of: Day
    audience: str
    commit: str = ""
    source: str = ""
    links: tuple[Ref, ...] = ()
