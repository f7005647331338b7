"""Which nodes and lines the map and the outline of one cycle have; where they are drawn is decided elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from okrsite.model.cycle import Cycle
from okrsite.model.initiative import Initiative
from okrsite.model.objective import Objective
from okrsite.views.context import Context
from okrsite.views.values import tree_order
from okrsite.views.words import gettext as _

DEEPEST = 40
"""How many levels hang below one another; what lies deeper is drawn on this level."""


class Tie(Struct, frozen=True):
    """One line: the node `child` supports the node `parent`; `named` are the ids as written, the supporter's first.

    It is `primary` where the child hangs below the parent in the tree.
    """

    child: str
    parent: str
    named: tuple[tuple[str, str], ...]
    primary: bool


class Spot(Struct, frozen=True):
    """One node: `kind` is pillar, objective, key_result or initiative; `column` counts from the left.

    `parent` is the one node that it hangs below, `inside` that it stands below it in the same column.
    """

    id: str
    kind: str
    column: int
    parent: str | None = None
    inside: bool = False


class CycleMap(Struct, frozen=True):
    """The nodes of a cycle as a tree, and all its lines.

    Key results have nodes of their own where they are the company's. `heads` name the columns, the last of the
    company's is `company`. `children` are by parent, the top's under the empty text; `alone` are those at the top
    that are neither a pillar nor the company's.
    """

    cycle: str
    heads: tuple[str, ...]
    company: int
    spots: Mapping[str, Spot]
    children: Mapping[str, tuple[str, ...]]
    alone: frozenset[str]
    ties: tuple[Tie, ...]

    @property
    def size(self) -> int:
        """How many nodes there are, key results left out."""
        return sum(1 for spot in self.spots.values() if spot.kind != "key_result")

    def walk(self) -> Iterator[str]:
        """All ids, each followed by those below it; what stands alone comes last."""
        tops = self.children.get("", ())
        pending = [id for id in tops if id not in self.alone] + [id for id in tops if id in self.alone]
        pending.reverse()
        while pending:
            id = pending.pop()
            yield id
            pending.extend(reversed(self.children.get(id, ())))


def cycle_map(context: Context, cycle: Cycle, keep: Collection[str] | None = None) -> CycleMap:
    """Return the map of a cycle; with `keep`, of those of its nodes only."""
    nodes = _Nodes(context, cycle)
    if keep is not None:
        nodes.restrict(keep)
    heads, columns = nodes.columns()
    parents = nodes.parents()
    # A bet without an objective stands beside other work that stands alone, not far off to the right of it.
    teams = max((columns[id] for id, kind in nodes.kinds.items() if kind == "objective"), default=0)
    lone = (id for id, kind in nodes.kinds.items() if kind == "initiative" and parents[id] is None)
    columns.update(dict.fromkeys(lone, teams))
    spots = _spots(nodes.kinds, columns, parents)
    children: dict[str, list[str]] = {}
    for id, spot in spots.items():
        children.setdefault(spot.parent or "", []).append(id)
    alone = frozenset(id for id in children.get("", ()) if not nodes.is_top(id))
    return CycleMap(
        cycle=cycle.id,
        heads=heads,
        company=max((columns[id] for id, kind in nodes.kinds.items() if nodes.is_top(id)), default=0),
        spots=spots,
        children={id: tuple(ids) for id, ids in children.items()},
        alone=alone,
        ties=tuple(_ties(nodes, spots)),
    )


def related(made: CycleMap, ids: Iterable[str]) -> set[str]:
    """Return the nodes of `ids`, all that they lead to and all that leads to them."""
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    parts = ((spot.id, spot.parent) for spot in made.spots.values() if spot.kind == "key_result" and spot.parent)
    for child, parent in (*((tie.child, tie.parent) for tie in made.ties), *parts):
        up.setdefault(child, []).append(parent)
        down.setdefault(parent, []).append(child)
    chosen = [id for id in ids if id in made.spots]
    return {*_reached(chosen, up), *_reached(chosen, down)}


def _reached(ids: Sequence[str], edges: Mapping[str, Sequence[str]]) -> set[str]:
    seen, pending = set(ids), list(ids)
    while pending:
        for following in edges.get(pending.pop(), ()):
            if following not in seen:
                seen.add(following)
                pending.append(following)
    return seen


def targets(objective: Objective) -> Iterator[tuple[str, str]]:
    """Return what an objective and its key results support: who says so, and what."""
    for target in objective.supports:
        yield objective.id, target
    for part in objective.key_results:
        for target in part.supports:
            if target != objective.id:
                yield part.id, target


def bet_targets(bet: Initiative) -> tuple[str, ...]:
    """Return what an initiative moves, supports or makes measurable, each once."""
    return tuple(dict.fromkeys((*(move.key_result for move in bet.moves), *bet.supports, *bet.enables)))


class _Nodes:
    """The nodes of one cycle, by id with their kind: pillars, objectives with the company's key results, bets."""

    def __init__(self, context: Context, cycle: Cycle) -> None:
        self.context, self.graph, self.cycle = context, context.graph, cycle
        rank = {id: number for number, id in enumerate(tree_order(context))}
        own = {one.id: one for one in context.index.of_cycle.get(cycle.id, ())}
        chosen = self._upward({**own, **{one.id: one for one in self._inner(own)}})
        ordered = sorted(chosen.values(), key=lambda one: (rank.get(one.team, 0), -context.cycle(one.cycle).days))
        self.kinds: dict[str, str] = dict.fromkeys(self.graph.pillars, "pillar")
        for objective in ordered:
            self.kinds[objective.id] = "objective"
            if objective.team == self.graph.root:
                self.kinds.update(dict.fromkeys((part.id for part in objective.key_results), "key_result"))
        for bet in sorted(self._bets(own), key=lambda one: rank.get(one.team, 0)):
            self.kinds[bet.id] = "initiative"

    def restrict(self, keep: Collection[str]) -> None:
        self.kinds = {id: kind for id, kind in self.kinds.items() if id in keep}

    def _inner(self, own: Mapping[str, Objective]) -> Iterator[Objective]:
        """The objectives of shorter cycles within this one that support one of it."""
        for other in self.graph.cycles.values():
            inside = self.cycle.start <= other.start and other.end <= self.cycle.end
            if other.id != self.cycle.id and inside:
                for objective in self.context.index.of_cycle.get(other.id, ()):
                    if any(self._objective(target) in own for _by, target in targets(objective)):
                        yield objective

    def _objective(self, id: str) -> str:
        part = self.graph.key_results.get(id)
        return part.objective if part else id

    def _upward(self, chosen: dict[str, Objective]) -> dict[str, Objective]:
        pending = list(chosen.values())
        while pending:
            for _by, target in targets(pending.pop()):
                above = self.graph.objectives.get(self._objective(target))
                if above and above.id not in chosen:
                    chosen[above.id] = above
                    pending.append(above)
        return chosen

    def _bets(self, own: Collection[str]) -> Iterator[Initiative]:
        for bet in self.graph.initiatives.values():
            aims = bet_targets(bet)
            mine = bet.cycle == self.cycle.id and (not aims or any(self.node(target) for target in aims))
            if bet.state != "dropped" and (mine or any(self._objective(target) in own for target in aims)):
                yield bet

    def node(self, id: str | None) -> str | None:
        """The node that stands for an id: itself, a key result's objective, or None."""
        if id is None or id in self.kinds:
            return id
        above = self._objective(id)
        return above if above in self.kinds else None

    def is_top(self, id: str) -> bool:
        """Whether a node is a pillar or the company's."""
        if self.kinds[id] in ("pillar", "initiative"):
            return self.kinds[id] == "pillar"
        objective = self.graph.objectives.get(self._objective(id))
        return objective is not None and objective.team == self.graph.root

    def columns(self) -> tuple[tuple[str, ...], dict[str, int]]:
        """The heads of the columns from the left, and the column of every node."""
        keys = {id: self._key(id, kind) for id, kind in self.kinds.items()}
        ordered = sorted({key[:2] for key in keys.values()})
        heads = tuple(self._head(key, {one[2] for one in keys.values() if one[:2] == key}) for key in ordered)
        return heads, {id: ordered.index(key[:2]) for id, key in keys.items()}

    def _key(self, id: str, kind: str) -> tuple[int, int, str]:
        if kind == "pillar":
            return 0, 0, ""
        if kind == "initiative":
            return 3, 0, ""
        objective = self.graph.objectives[self._objective(id)]
        if objective.team == self.graph.root:
            return 1, -round(self.context.cycle(objective.cycle).days / 30.4), objective.cycle
        team = self.graph.teams.get(objective.team)
        return 2, team.level if team else 1, ""

    def _head(self, key: tuple[int, int], cycles: set[str]) -> str:
        group, level = key
        if group == 1:
            return _("Company, {cycle}").format(cycle=cycles.pop()) if len(cycles) == 1 else _("Company")
        if group == 2:
            several = any(team.level > 1 for team in self.graph.teams.values())
            named = {1: _("Departments") if several else _("Teams"), 2: _("Teams")}
            return named.get(level, _("Teams on level {n}").format(n=level))
        return _("Initiatives") if group else _("Pillars")

    def parents(self) -> dict[str, str | None]:
        """The one node that each node hangs below."""
        graph, primary = self.graph, self.context.lines.primary
        found: dict[str, str | None] = {}
        for id, kind in self.kinds.items():
            if kind == "objective":
                named = (target for _by, target in targets(graph.objectives[id]))
                aims: Iterable[str | None] = (primary.get(id), *named)
            elif kind == "key_result":
                aims = (graph.key_results[id].objective,)
            else:
                aims = bet_targets(graph.initiatives[id]) if kind == "initiative" else ()
            nodes = (self.node(aim) for aim in aims)
            found[id] = next((node for node in nodes if node is not None and node != id), None)
        return found

    def own_pairs(self, id: str) -> Iterator[tuple[str, str]]:
        """What is written about a node: who supports what."""
        if self.kinds[id] == "objective":
            yield from targets(self.graph.objectives[id])
        elif self.kinds[id] == "initiative":
            yield from ((id, target) for target in bet_targets(self.graph.initiatives[id]))


def _spots(kinds: Mapping[str, str], columns: Mapping[str, int], parents: Mapping[str, str | None]) -> dict[str, Spot]:
    """Place every node: right of its parent, or below it in the same column where its own lies no further right."""
    made: dict[str, Spot] = {}
    depths: dict[str, int] = {}

    def line(id: str) -> list[str]:
        """The nodes from one that is placed already, or from the top, down to `id`."""
        path: list[str] = []
        step: str | None = id
        while step is not None and step not in made and step not in path:
            path.append(step)
            step = parents[step]
        return path[::-1]

    for id in kinds:
        for step in line(id):
            parent = made.get(parents[step] or "")
            while parent and depths[parent.id] >= DEEPEST:
                parent = made[parent.parent or ""]
            inside = parent is not None and columns[step] <= parent.column
            column = parent.column if parent and inside else columns[step]
            depths[step] = depths[parent.id] + 1 if parent else 0
            made[step] = Spot(step, kinds[step], column, parent.id if parent else None, inside)
    return {id: made[id] for id in kinds}


def _ties(nodes: _Nodes, spots: Mapping[str, Spot]) -> Iterator[Tie]:
    for id in spots:
        grouped: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for by, target in nodes.own_pairs(id):
            parent = nodes.node(target)
            if parent is None or parent == id:
                continue
            hangs = spots[id].parent == parent
            grouped.setdefault((id if hangs or by not in spots else by, parent), []).append((by, target))
        for (child, parent), named in grouped.items():
            yield Tie(child, parent, tuple(named), spots[child].parent == parent)


def with_order(made: CycleMap, children: Mapping[str, Sequence[str]]) -> CycleMap:
    """Return the same map with its nodes in another order."""
    return replace(made, children={id: tuple(ids) for id, ids in children.items()})
