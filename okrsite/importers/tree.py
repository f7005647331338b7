"""JSON of any shape: which of its parts are objectives and key results, by the names of their keys."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from okrsite.importers.columns import Asked
from okrsite.importers.cycles import cycle_in
from okrsite.importers.days import day_of
from okrsite.importers.escaping import escaped
from okrsite.importers.found import Doubt, Placed
from okrsite.importers.gathered import GatheredObjective, GatheredResult, kept, objective_from, one_line
from okrsite.importers.grid import gather
from okrsite.importers.headers import meaning_of
from okrsite.importers.jsontext import Leaf, Many, Node
from okrsite.importers.opening import Gathering
from okrsite.importers.sheets import Sheet
from okrsite.importers.tree_results import keep, result_of, say
from okrsite.importers.tree_shapes import holds_objectives, members_of, pieces, results_of, text_of, title_of
from okrsite.importers.tree_tables import table_of


class Around(Struct, frozen=True):
    """What stands around a part of the tree: whose and of which cycle it is, and the objective above it."""

    team: Placed | None = None
    cycle: Placed | None = None
    above: GatheredObjective | None = None


def gather_tree(top: Many, wanted: Sequence[Asked], fallback: str) -> Gathering:
    """What a JSON file holds; `fallback` entitles key results of no objective."""
    reader = _Tree(wanted, fallback)
    for value in [top] if len(top.values) > 1 else top.values:
        reader.walk(value, Around(), "")
    reader.finish()
    return reader.found


class _Tree:
    """A tree while it is gone through."""

    def __init__(self, wanted: Sequence[Asked], fallback: str) -> None:
        self.wanted, self.fallback = wanted, fallback
        self.found = Gathering()
        self.waiting: list[tuple[list[str], GatheredResult, Around]] = []

    # Containers

    def walk(self, node: Node, around: Around, key: str) -> None:
        """Go through a part that is neither an objective nor a key result as far as its key tells."""
        if isinstance(node, Leaf):
            self._leaf(node, key)
        elif not node.keyed:
            self._list(node, around, key)
        elif results_of(node) and title_of(node, "objective"):
            self._objective(node, around)
        else:
            self._container(node, around, key)

    def _leaf(self, leaf: Leaf, key: str) -> None:
        if leaf.text:
            self.found.rest.append(kept(key, leaf.text, leaf.line))

    def _container(self, node: Many, around: Around, key: str) -> None:
        inner = _settled(around, node, key)
        title = title_of(node, "objective")
        named = meaning_of(key).key in ("team", "cycle") and title
        before = len(self.found.objectives)
        for name, value in node.pairs():
            level = meaning_of(name)
            if name == title and isinstance(value, Leaf) and (named or not key) and self.found.title is None:
                self._entitle(value, bool(named))
            elif isinstance(value, Leaf) or not level.title:
                self.walk(value, _settled(inner, None, name), name)
            elif level.key == "objective":
                for label, one in members_of(value):
                    self._member(one, inner, name, label)
            else:
                for label, one in members_of(value):
                    self._loose(one, inner, label)
        if named and len(self.found.objectives) == before:
            _, text, line = next(pieces(title, dict(node.pairs())[title]))
            self.found.rest.append(kept(key, text, line))

    def _entitle(self, leaf: Leaf, named: bool) -> None:
        """Take the title of the file; one that names a team or cycle stands with its objectives."""
        if not named:
            self.found.title = Placed(leaf.text.strip(), leaf.line)
            self.found.rest.append(Placed(f"# {escaped(one_line(leaf.text))}", leaf.line))

    def _member(self, one: Node, around: Around, key: str, title: str) -> None:
        """A part of what is called objectives."""
        if isinstance(one, Leaf):
            if one.text:
                self._open(objective_from(one.text, one.line), around)
        elif one.keyed and (title_of(one, "objective") or title):
            self._objective(one, around, title)
        elif not one.keyed and title:
            opened = self._open(objective_from(title, one.line), around)
            self._results(opened, one)
        else:
            self.walk(one, around, key)

    def _loose(self, one: Node, around: Around, title: str) -> None:
        """A key result outside any objective, which may name the one that it belongs to."""
        result = result_of(one, title)
        if result is None:
            self.walk(one, around, title)
            return
        names = []
        for key, value in one.pairs() if isinstance(one, Many) else ():
            meaning = meaning_of(key)
            if meaning.key == "parent" or meaning.of == "objective" or meaning.key == "objective":
                names.append(text_of(value))
        self.waiting.append((names, result, around))

    def _list(self, node: Many, around: Around, key: str) -> None:
        """A list: the lines of a table where its members are alike and name objectives, else one by one."""
        if sheet := table_of(node):
            self._table(sheet, around)
            return
        for one in node.values:
            if isinstance(one, Many):
                self.walk(one, around, key or "list")
        if texts := text_of(Many(node.line, False, [], [one for one in node.values if isinstance(one, Leaf)])):
            self.found.rest.append(kept(key, texts, node.line))

    def _table(self, sheet: Sheet, around: Around) -> None:
        one = gather(sheet, self.wanted, self.fallback, titles=False)
        for objective in one.objectives:
            objective.team = objective.team or around.team
            objective.cycle = objective.cycle or around.cycle
        self.found.objectives += one.objectives
        self.found.rest += one.rest
        self.found.doubts += one.doubts
        self.found.tables += one.tables
        self.found.names = one.names | self.found.names

    # Objectives

    def _open(self, objective: GatheredObjective, around: Around) -> GatheredObjective:
        objective.team, objective.cycle = around.team, around.cycle
        if around.above:
            objective.above = Placed(around.above.title, objective.line)
        self.found.objectives.append(objective)
        self.found.names.setdefault(_simple(objective.title), objective)
        return objective

    def _objective(self, node: Many, around: Around, title: str = "") -> None:
        key = title_of(node, "objective")
        text = text_of(dict(node.pairs())[key]) if key else title
        opened = self._open(objective_from(text, node.line), _settled(around, node, ""))
        results = results_of(node)
        for name, value in node.pairs():
            meaning = meaning_of(name)
            if name == key:
                continue
            if name in results:
                self._results(opened, value)
            elif isinstance(value, Many) and (meaning.key == "objective" or holds_objectives(value)):
                for inner, one in members_of(value):
                    self._member(one, Around(opened.team, opened.cycle, opened), name, inner)
            elif meaning.key in ("team", "cycle", "year") and isinstance(value, Leaf) and _is_told(opened, value.text):
                continue
            elif meaning.key == "parent" and text_of(value):
                opened.above = Placed(text_of(value), value.line)
            else:
                say(opened, name, value)
                if meaning.key == "number":
                    self.found.names.setdefault(_simple(text_of(value)), opened)

    def _results(self, objective: GatheredObjective, node: Node) -> None:
        for title, one in members_of(node):
            result = result_of(one, title)
            if result is not None:
                objective.key_results.append(result)
            elif title or text_of(one) or isinstance(one, Many):
                keep(objective, title or "Key result", one)

    def finish(self) -> None:
        """Give key results that stood outside any objective to the one that they name."""
        lost: list[tuple[GatheredResult, Around]] = []
        for names, result, around in self.waiting:
            above = next((one for name in names if (one := self.found.names.get(_simple(name)))), None)
            if above:
                above.key_results.append(result)
            else:
                lost.append((result, around))
        if lost:
            title = self.found.title.text if self.found.title else self.fallback
            opened = self._open(GatheredObjective(title, lost[0][0].line), lost[0][1])
            opened.key_results += [result for result, _ in lost]
            for result, _ in lost:
                message = f"the key result names no objective here; it stands below `{title}`"
                self.found.doubts.append(Doubt(result.line, message))


def _is_told(objective: GatheredObjective, text: str) -> bool:
    """Whether a text is the team or in the cycle that an objective has."""
    cycle = objective.cycle.text if objective.cycle else ""
    named = objective.team is not None and objective.team.text == text
    return named or (bool(text) and (text in cycle or cycle_in(text) == cycle))


def _simple(text: str) -> str:
    return " ".join(text.casefold().split())


def _settled(around: Around, node: Many | None, key: str) -> Around:
    """The surroundings within a mapping: the team and the cycle that it names, or that the key is."""
    if cycle := cycle_in(key):
        around = replace(around, cycle=Placed(cycle, node.line if node else (around.cycle.line if around.cycle else 1)))
    if node is None:
        return around
    said = {
        meaning_of(name).key: (text, value.line) for name, value in reversed(node.pairs()) if (text := text_of(value))
    }
    if "team" in said:
        around = replace(around, team=Placed(*said["team"]))
    text, line = said.get("cycle", ("", node.line))
    year = said.get("year", ("", 0))[0]
    if text or year:
        cycle = cycle_in(text) or cycle_in(f"{text} {year}") or text or year
        around = replace(around, cycle=Placed(cycle, line)) if day_of(cycle) is None else around
    of = meaning_of(key).key
    title = title_of(node, "objective")
    if of in ("team", "cycle") and title:
        named = Placed(text_of(dict(node.pairs())[title]), node.line)
        if of == "team":
            return replace(around, team=named)
        return replace(around, cycle=Placed(cycle_in(named.text) or named.text, node.line))
    return around
