"""The drawn map of a cycle: every node with its lines of text and its place, every line with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from okrsite.views import map_layout as layout
from okrsite.views.context import Context
from okrsite.views.map_graph import CycleMap
from okrsite.views.map_order import ordered
from okrsite.views.map_parts import Card, card
from okrsite.views.parts import StatusMark
from okrsite.views.urls import slug
from okrsite.views.values import tree_order
from okrsite.views.words import gettext as _

MOST_NODES = 1000
"""Above so many nodes a cycle has the outline only."""


class Line(Struct, frozen=True):
    """A line of text within a node: where it stands and what it says; `tone` is word, whose or title."""

    x: int
    y: int
    text: str
    tone: str


class Box(Struct, frozen=True):
    """A node as it is drawn: `y` is None where it does not show at first.

    `up` is the node that it hangs below, `more` how many hang below it beside its key results, `below` in words;
    `teams` and `key` are what filters look for, `full` is the whole title where the lines cut it.
    """

    id: str
    anchor: str
    kind: str
    mark: StatusMark
    address: str
    title: str
    full: str
    lines: tuple[Line, ...]
    x: int
    y: int | None
    width: int
    height: int
    column: int
    up: str
    inside: bool
    more: int
    below: str
    open: bool
    teams: str
    key: str
    tentative: bool


class Path(Struct, frozen=True):
    """A line between two nodes: `kind` is tree, part (of an objective, its key result) or other; hidden without `d`."""

    child: str
    parent: str
    kind: str
    d: str


class Head(Struct, frozen=True):
    """The head of a column, which can be opened up to there from the company's columns on."""

    x: int
    text: str
    column: int
    opens: bool


class Choice(Struct, frozen=True):
    """One entry of a filter: its value, its words, and the ids that it stands for."""

    value: str
    text: str
    ids: str


class MapView(Struct, frozen=True):
    """A map: its size, columns, nodes and lines, and what it can be filtered by.

    `own` says that it is the map of its page and keeps its state in the page's address. `outline` is the address of
    the outline that the marks of closed nodes lead to; empty on the outline's own page. `rights` are the right edges
    of the columns, `first` is the last one that shows at first.
    """

    label: str
    own: bool
    outline: str
    width: int
    height: int
    rights: str
    first: int
    heads: tuple[Head, ...]
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    lane: int | None
    teams: tuple[Choice, ...]
    statuses: tuple[StatusMark, ...]


class Drawn(Struct, frozen=True):
    """A map in its order, with what stands in every node; `first` is the last column of which all shows at first."""

    made: CycleMap
    cards: Mapping[str, Card]
    lines: Mapping[str, tuple[Line, ...]]
    heights: Mapping[str, int]
    first: int
    opened: frozenset[str]


def anchor(id: str) -> str:
    """Return the anchor of a node in the outline.

    >>> anchor("ONB-2026Q3-1")
    'n-onb-2026q3-1'
    """
    return f"n-{slug(id)}"


def drawn(context: Context, made: CycleMap) -> Drawn:
    """Return a map with its nodes measured and brought into their order."""
    cards = {id: card(context, id, spot.kind) for id, spot in made.spots.items()}
    edges, indents = layout.columns(made), layout.indents(made)
    lines = {
        id: tuple(_lines(cards[id], spot.kind, edges.widths[spot.column] - indents[id]))
        for id, spot in made.spots.items()
    }
    heights = {id: them[-1].y + 11 for id, them in lines.items()}
    in_order = ordered(made, heights) if made.size <= MOST_NODES else made
    first = layout.first_column(in_order)
    return Drawn(in_order, cards, lines, heights, first, layout.opened_to(in_order, first))


def _lines(it: Card, kind: str, room: int) -> Iterator[Line]:
    """The lines of a node: mark and score, whose it is (on the same line where it fits), the title."""
    y, at = layout.PORT + 4, layout.PAD + 17
    word = " ".join(filter(None, (it.mark.word, it.value)))
    if kind != "pillar":
        yield Line(at, y, word, "word")
        whose = it.whose
        end = at + round(layout.text_width(word, layout.META, bold=True)) + 8
        if whose and layout.fits(whose, room - end - layout.MARK, layout.META):
            yield Line(end, y, whose, "whose")
        elif whose:
            for text in layout.wrapped(whose, room - 2 * layout.PAD, layout.META, most=2):
                y += layout.META_STEP
                yield Line(layout.PAD, y, text, "whose")
        y += layout.TITLE_STEP
    bold = kind in ("pillar", "objective")
    for text in layout.wrapped(it.title.text or "–", room - 2 * layout.PAD, layout.TITLE, bold=bold):
        yield Line(layout.PAD, y, text, "title")
        y += layout.TITLE_STEP


def map_view(context: Context, it: Drawn, *, own: bool = True, outline: str = "") -> MapView:
    """Return the drawing of a map."""
    made, edges = it.made, layout.columns(it.made)
    indents = layout.indents(made)
    placed = layout.place(made, it.heights, it.opened)
    last = max((made.spots[id].column for id in placed.tops), default=0)
    boxes = {id: _box(it, id, edges, indents[id], placed.tops.get(id)) for id in made.walk()}
    return MapView(
        label=_("Map of {cycle}: from pillars to initiatives").format(cycle=made.cycle),
        own=own,
        outline=outline,
        width=edges.until(last),
        height=placed.height,
        rights=" ".join(str(edges.until(column)) for column in range(len(made.heads))),
        first=it.first,
        heads=tuple(
            Head(edges.lefts[column], text, column, column >= made.company) for column, text in enumerate(made.heads)
        ),
        boxes=tuple(boxes.values()),
        paths=tuple(_paths(made, boxes)),
        lane=placed.lane,
        teams=tuple(_teams(context, it.cards)),
        statuses=tuple({one.key: one.mark for one in it.cards.values() if one.key}.values()),
    )


def _box(it: Drawn, id: str, edges: layout.Columns, indent: int, top: int | None) -> Box:
    spot, said, lines = it.made.spots[id], it.cards[id], it.lines[id]
    more = _count(it.made, id)
    titles = [line.text for line in lines if line.tone == "title"]
    return Box(
        id=id,
        anchor=anchor(id),
        kind=spot.kind,
        mark=said.mark,
        address=said.title.address,
        title=said.title.text,
        full=said.title.text if titles[-1].endswith("…") else "",
        lines=lines,
        x=edges.lefts[spot.column] + indent,
        y=top,
        width=edges.widths[spot.column] - indent,
        height=it.heights[id],
        column=spot.column,
        up=spot.parent or "",
        inside=spot.inside,
        more=more,
        below=_("{n} below {title}").format(n=more, title=said.title.text) if more else "",
        open=id in it.opened,
        teams=" ".join(said.teams),
        key=said.key,
        tentative=said.tentative,
    )


def _count(made: CycleMap, id: str) -> int:
    """How many nodes a node shows or hides: all below it but its own key results and what hangs below those."""
    pending = [child for child in made.children.get(id, ()) if made.spots[child].kind != "key_result"]
    found = 0
    while pending:
        step = pending.pop()
        found += made.spots[step].kind != "key_result"
        pending.extend(made.children.get(step, ()))
    return found


def _paths(made: CycleMap, boxes: Mapping[str, Box]) -> Iterator[Path]:
    """The lines of the tree, those of key results to their objectives, and over them all others."""
    for id, spot in made.spots.items():
        if spot.parent:
            yield _path(boxes[id], boxes[spot.parent], "part" if spot.kind == "key_result" else "tree")
    for tie in made.ties:
        if not tie.primary:
            yield _path(boxes[tie.child], boxes[tie.parent], "other")


def _path(child: Box, parent: Box, kind: str) -> Path:
    if child.y is None or parent.y is None:
        return Path(child.id, parent.id, kind, "")
    here, there = child.y + layout.PORT, parent.y + layout.PORT
    if kind == "other":
        right = parent.x + parent.width
        d = layout.curve(child.x, here + 5, right if right < child.x else parent.x, there + 13)
    elif child.inside:
        d = layout.inner_path(parent.x + 7, parent.y + parent.height, child.x, here)
    else:
        d = layout.branch_path(parent.x + parent.width, there, child.x, here)
    return Path(child.id, parent.id, kind, d)


def _teams(context: Context, cards: Mapping[str, Card]) -> Iterator[Choice]:
    """The teams that can be chosen, each with those below it, in the order of the organisation."""
    having = {team for one in cards.values() for team in one.teams}
    teams = context.graph.teams
    below: dict[str, list[str]] = {}
    for id in tree_order(context):
        step: str | None = id
        seen: set[str] = set()
        while step is not None and step in teams and step not in seen:
            below.setdefault(step, []).append(id)
            seen.add(step)
            step = teams[step].parent
    for id in tree_order(context):
        ids = [one for one in below[id] if one in having]
        if ids and id != context.graph.root:
            indent = "\u2003" * max(teams[id].level - 1, 0)
            yield Choice(id, indent + teams[id].name, " ".join(ids))
