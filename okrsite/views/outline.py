"""The outline of a cycle: the nodes and lines of its map as nested lists, for keyboards, screens of any size, paper."""

from __future__ import annotations

from msgspec import Struct

from okrsite.views.context import Context
from okrsite.views.map_graph import CycleMap, Tie
from okrsite.views.map_view import Drawn, anchor
from okrsite.views.parts import Ref, StatusMark
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class Also(Struct, frozen=True):
    """What a node supports beside what it hangs below: the link there, and who says so and what, as ids."""

    link: Ref
    named: str


class Branch(Struct, frozen=True):
    """A node of the outline with those below it.

    `named` are the ids of the line to the node that it hangs below, as written; `count` says how many follow.
    """

    id: str
    anchor: str
    kind: str
    mark: StatusMark
    value: str
    title: Ref
    whose: str
    teams: str
    key: str
    named: str
    also: tuple[Also, ...]
    open: bool
    count: str
    children: tuple[Branch, ...]


class Outline(Struct, frozen=True):
    """What leads to the company and its strategy, and what stands alone; `anchored` on its own page."""

    label: str
    anchored: bool
    branches: tuple[Branch, ...]
    alone: tuple[Branch, ...]


def outline(context: Context, it: Drawn, *, page: str = "") -> Outline:
    """Return the outline of a map; in a page of an author links lead to the outline's own `page`."""
    made = it.made
    ties: dict[str, list[Tie]] = {}
    for tie in made.ties:
        ties.setdefault(tie.child, []).append(tie)
    tops = made.children.get("", ())
    return Outline(
        label=_("Outline of {cycle}").format(cycle=made.cycle),
        anchored=not page,
        branches=tuple(_branch(context, it, ties, id, page) for id in tops if id not in made.alone),
        alone=tuple(_branch(context, it, ties, id, page) for id in tops if id in made.alone),
    )


def _branch(context: Context, it: Drawn, ties: dict[str, list[Tie]], id: str, page: str) -> Branch:
    said, below = it.cards[id], it.made.children.get(id, ())
    mine = ties.get(id, ())
    others = tuple(_also(context, tie, page) for tie in mine if not tie.primary)
    own = sum(it.made.spots[child].kind == "key_result" for child in below)
    return Branch(
        id=id,
        anchor=anchor(id),
        kind=it.made.spots[id].kind,
        mark=said.mark,
        value=said.value,
        title=said.title,
        whose=said.whose,
        teams=" ".join(said.teams),
        key=said.key,
        named=" ".join(_named(tie) for tie in mine if tie.primary),
        also=others,
        open=id in it.opened or 0 < own == len(below),
        count=_count(it.made, id),
        children=tuple(_branch(context, it, ties, child, page) for child in below),
    )


def _also(context: Context, tie: Tie, page: str) -> Also:
    return Also(Ref(context.title(tie.parent), f"{page}#{anchor(tie.parent)}"), _named(tie))


def _named(tie: Tie) -> str:
    return " ".join(f"{by}>{target}" for by, target in tie.named)


def _count(made: CycleMap, id: str) -> str:
    kinds = [made.spots[child].kind for child in made.children.get(id, ())]
    goals, bets = kinds.count("objective"), kinds.count("initiative")
    parts = [
        ngettext("{n} objective", "{n} objectives", goals) if goals else "",
        ngettext("{n} initiative", "{n} initiatives", bets) if bets else "",
    ]
    return ", ".join(filter(None, parts))
