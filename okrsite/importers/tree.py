"""JSON of any shape: which of its parts are objectives and key results, by the names of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from okrsite.importers.columns import Asked, is_header, kind_of
from okrsite.importers.complete import Spoken
from okrsite.importers.cycles import cycle_in
from okrsite.importers.days import day_of
from okrsite.importers.escaping import escaped
from okrsite.importers.found import SAYABLE, Doubt, FoundCheckin, Placed
from okrsite.importers.gathered import (
    Gathered,
    GatheredObjective,
    GatheredResult,
    kept,
    objective_from,
    one_line,
    result_from,
)
from okrsite.importers.grid import gather
from okrsite.importers.headers import Level, meaning_of
from okrsite.importers.jsontext import Leaf, Many, Node
from okrsite.importers.labels import key_result_label, objective_label
from okrsite.importers.rows import Gathering
from okrsite.importers.sheets import Line, Sheet
from okrsite.importers.units import are_shares, is_no_value, with_unit

_AMOUNTS = ("baseline", "start", "target", "current")
_READINGS = frozenset(
    {"checkins", "check-ins", "check_ins", "checkIns", "readings", "updates", "history", "values", "progressHistory"}
)
_TITLES: dict[Level, tuple[str, ...]] = {
    "objective": ("objective", "okr", "goal", "description", "context"),
    "key_result": ("key_result", "okr", "metric", "measurement", "description", "context"),
}
_TEXTS = ("text", "name", "title", "displayName", "label", "email", "value", "id")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a part of the tree: whose and of which cycle it is, and the objective above it."""

    team: Placed | None = None
    cycle: Placed | None = None
    above: GatheredObjective | None = None


def gather_tree(top: Many, wanted: Sequence[Asked], fallback: str) -> Gathering:
    """What a JSON file holds; `fallback` entitles key results of no objective."""
    reader = _Tree(wanted, fallback)
    for value in top.values:
        reader.walk(value, Around(), "")
    reader.finish()
    return reader.found


def text_of(node: Node) -> str:
    """The words of a value: a leaf's, those of a person or quantity that is a mapping, those of a list of leaves.

    >>> text_of(Many(1, True, ["name", "email"], [Leaf("ann", 1), Leaf("a@example.org", 1)]))
    'ann'
    """
    if isinstance(node, Leaf):
        return node.text.strip()
    if not node.keyed:
        return ", ".join(text for one in node.values if (text := text_of(one)))
    pairs = {key: one.text.strip() for key, one in node.pairs() if isinstance(one, Leaf) and one.text.strip()}
    if "value" in pairs and "text" not in pairs:
        return with_unit(pairs["value"], pairs.get("unit", ""))
    return next((pairs[key] for key in _TEXTS if key in pairs), "")


def spoken_in(node: Node, path: str = "") -> Iterator[Spoken]:
    """All texts of a tree but the words that tell objectives from key results."""
    for name, text, line in _pieces(path, node):
        last = name.rpartition(" ")[2]
        if meaning_of(last).key not in ("kind", "unit", "cycle", "year", "parent"):
            yield Spoken(text, line, name, exact=False)


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
        elif _results_of(node) and _title_of(node, "objective"):
            self._objective(node, around)
        else:
            self._container(node, around, key)

    def _leaf(self, leaf: Leaf, key: str) -> None:
        if leaf.text:
            self.found.rest.append(kept(key, leaf.text, leaf.line))

    def _container(self, node: Many, around: Around, key: str) -> None:
        inner = _settled(around, node, key)
        title = _title_of(node, "objective")
        named = meaning_of(key).key in ("team", "cycle") and title
        before = len(self.found.objectives)
        for name, value in node.pairs():
            level = meaning_of(name)
            if name == title and isinstance(value, Leaf) and (named or not key) and self.found.title is None:
                self._entitle(value, bool(named))
            elif isinstance(value, Leaf) or not level.title:
                self.walk(value, _settled(inner, None, name), name)
            elif level.key == "objective":
                for label, one in _members(value):
                    self._member(one, inner, name, label)
            else:
                for label, one in _members(value):
                    self._loose(one, inner, label)
        if named and len(self.found.objectives) == before:
            _, text, line = next(_pieces(title, dict(node.pairs())[title]))
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
        elif one.keyed and (_title_of(one, "objective") or title):
            self._objective(one, around, title)
        elif not one.keyed and title:
            opened = self._open(objective_from(title, one.line), around)
            self._results(opened, one)
        else:
            self.walk(one, around, key)

    def _loose(self, one: Node, around: Around, title: str) -> None:
        """A key result outside any objective, which may name the one that it belongs to."""
        result = _result(one, title)
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
        if sheet := _table(node):
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
        key = _title_of(node, "objective")
        text = text_of(dict(node.pairs())[key]) if key else title
        opened = self._open(objective_from(text, node.line), _settled(around, node, ""))
        results = _results_of(node)
        for name, value in node.pairs():
            meaning = meaning_of(name)
            if name == key:
                continue
            if name in results:
                self._results(opened, value)
            elif isinstance(value, Many) and (meaning.key == "objective" or _holds_objectives(value)):
                for inner, one in _members(value):
                    self._member(one, Around(opened.team, opened.cycle, opened), name, inner)
            elif meaning.key in ("team", "cycle", "year") and isinstance(value, Leaf) and _is_told(opened, value.text):
                continue
            elif meaning.key == "parent" and text_of(value):
                opened.above = Placed(text_of(value), _line(value))
            else:
                _say(opened, name, value)
                if meaning.key == "number":
                    self.found.names.setdefault(_simple(text_of(value)), opened)

    def _results(self, objective: GatheredObjective, node: Node) -> None:
        for title, one in _members(node):
            result = _result(one, title)
            if result is not None:
                objective.key_results.append(result)
            elif title or text_of(one) or isinstance(one, Many):
                _keep(objective, title or "Key result", one)

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


def _line(node: Node) -> int:
    return node.line


def _members(node: Node) -> Iterator[tuple[str, Node]]:
    """The members of a list, or the values of a mapping with their keys; a mapping with a title is one member."""
    if isinstance(node, Leaf):
        yield "", node
    elif not node.keyed:
        yield from (("", one) for one in node.values)
    elif all(isinstance(one, Many) for one in node.values) or any(_is_label(key) for key in node.keys):
        yield from node.pairs()
    elif _title_of(node, "key_result"):
        yield "", node
    else:
        yield from node.pairs()


def _is_label(key: str) -> bool:
    """Whether a key only numbers what it stands for, such as `KR1`."""
    label = key_result_label(key) or objective_label(key)
    return label is not None and bool(label.number) and not label.text


def _title_of(node: Many, level: Level) -> str:
    """The key that has the title, empty if none has."""
    for wanted in _TITLES[level]:
        for key, value in node.pairs():
            meaning = meaning_of(key)
            if meaning.key == wanted and isinstance(value, Leaf) and value.text.strip() and meaning.of in ("", level):
                return key
    return ""


def _results_of(node: Many) -> list[str]:
    """The keys of a mapping that hold its key results."""
    for wanted in ("key_result", "metric"):
        named = [
            key
            for key, value in node.pairs()
            if meaning_of(key).key == wanted and not meaning_of(key).of and isinstance(value, Many)
        ]
        if named:
            return named
    return [key for key, _ in node.pairs() if meaning_of(key).key == "key_result" and meaning_of(key).which]


def _nests(node: Many) -> bool:
    """Whether a mapping holds key results within, so that it is no line of a table."""
    pairs = dict(node.pairs())
    return any(isinstance(pairs[key], Many) for key in _results_of(node))


def _holds_objectives(node: Many) -> bool:
    """Whether the members of a list are objectives by what they hold."""
    members = [one for _, one in _members(node)]
    return bool(members) and all(
        isinstance(one, Many) and _results_of(one) and _title_of(one, "objective") for one in members
    )


def _settled(around: Around, node: Many | None, key: str) -> Around:
    """The surroundings within a mapping: the team and the cycle that it names, or that the key is."""
    if cycle := cycle_in(key):
        around = replace(around, cycle=Placed(cycle, node.line if node else (around.cycle.line if around.cycle else 1)))
    if node is None:
        return around
    said = {
        meaning_of(name).key: (text, _line(value)) for name, value in reversed(node.pairs()) if (text := text_of(value))
    }
    if "team" in said:
        around = replace(around, team=Placed(*said["team"]))
    text, line = said.get("cycle", ("", node.line))
    year = said.get("year", ("", 0))[0]
    if text or year:
        cycle = cycle_in(text) or cycle_in(f"{text} {year}") or text or year
        around = replace(around, cycle=Placed(cycle, line)) if day_of(cycle) is None else around
    of = meaning_of(key).key
    title = _title_of(node, "objective")
    if of in ("team", "cycle") and title:
        named = Placed(text_of(dict(node.pairs())[title]), node.line)
        if of == "team":
            return replace(around, team=named)
        return replace(around, cycle=Placed(cycle_in(named.text) or named.text, node.line))
    return around


# Key results


def _result(node: Node, title: str) -> GatheredResult | None:
    """A key result: a text, or a mapping with a title; `title` is the key that it stands below, or empty."""
    label = key_result_label(title)
    if isinstance(node, Leaf):
        if not node.text.strip():
            return None
        if title and not (label and not label.text):
            result = result_from(title, node.line)
            result.keep("", node.text, node.line)
            return result
        return result_from(node.text, node.line, label.number if label else "")
    key = _title_of(node, "key_result")
    if not node.keyed or not (key or title):
        return None
    text = text_of(dict(node.pairs())[key]) if key else title
    result = result_from(text, node.line, label.number if label and key else "")
    if title and key and not label:
        result.keep("", title, node.line)
    unit = _unit(node)
    for name, value in node.pairs():
        if name in _READINGS and isinstance(value, Many):
            _readings(result, name, value, unit)
        elif name != key and not (unit and meaning_of(name).key == "unit"):
            _say(result, name, value, unit)
    return result


def _unit(node: Many) -> str:
    """The unit of the bare numbers of a key result, empty where it says nothing about them."""
    unit = next((text_of(value) for key, value in node.pairs() if meaning_of(key).key == "unit"), "")
    values = [text_of(value) for key, value in node.pairs() if meaning_of(key).key in _AMOUNTS]
    joined = any(with_unit(value, unit) != value for value in values)
    return unit if joined and not are_shares(unit, values) else ""


def _say(whom: Gathered, name: str, value: Node, unit: str = "") -> None:
    """Say what a key says of an objective or a key result, or keep it as text."""
    meaning, text = meaning_of(name), text_of(value)
    lossless = isinstance(value, Leaf) or (not value.keyed and all(isinstance(one, Leaf) for one in value.values))
    owned = isinstance(value, Many) and value.keyed and meaning.key in ("owner", *_AMOUNTS)
    if (
        not text
        or is_no_value(text)
        or not (lossless or owned)
        or (meaning.key == "context" and isinstance(whom, GatheredResult))
    ):
        _keep(whom, name, value)
    elif meaning.key in SAYABLE:
        whom.say(meaning.key, with_unit(text, unit) if meaning.key in _AMOUNTS else text, _line(value), name)
        if owned:
            _keep(whom, name, value)
    elif not (meaning.key == "description" and text == whom.title):
        _keep(whom, name, value)


def _keep(whom: Gathered, name: str, value: Node) -> None:
    """Keep a value as text, piece by piece, each below the keys that lead to it."""
    for path, text, line in _pieces(name, value):
        whom.keep(path, text, line)


def _pieces(path: str, node: Node) -> Iterator[tuple[str, str, int]]:
    if isinstance(node, Leaf):
        if node.text.strip():
            yield path, node.text.strip(), node.line
    elif not node.keyed and all(isinstance(one, Leaf) for one in node.values):
        if text := text_of(node):
            yield path, text, node.line
    else:
        names: Iterable[str] = node.keys if node.keyed else (str(count) for count in range(1, len(node.values) + 1))
        for name, one in zip(names, node.values, strict=True):
            yield from _pieces(f"{path} {name}".strip(), one)


def _readings(result: GatheredResult, name: str, node: Many, unit: str) -> None:
    """Dated values, as a mapping by day or as a list; others are kept as text."""
    for key, one in node.pairs() if node.keyed else (("", one) for one in node.values):
        pairs = (
            {meaning_of(inner).key or inner: text_of(value) for inner, value in one.pairs()}
            if isinstance(one, Many)
            else {}
        )
        day = day_of(key or pairs.pop("date", "")) if key or "date" in pairs else None
        value = (
            text_of(one)
            if isinstance(one, Leaf)
            else next((pairs.pop(at) for at in ("value", "current") if at in pairs), "")
        )
        if day and value:
            note = pairs.pop("note", "") or pairs.pop("comment", "")
            result.checkins.append(FoundCheckin(day, with_unit(value, unit), _line(one), note))
            for rest, text in pairs.items():
                result.keep(f"{name} {day} {rest}", text, _line(one))
        else:
            _keep(result, f"{name} {key}".strip(), one)


# Tables


def _table(node: Many) -> Sheet | None:
    """A list of mappings as a table, where their keys are titles of columns; None for other lists."""
    members = [one for one in node.values if isinstance(one, Many) and one.keyed]
    if not members or len(members) < len(node.values) or any(_nests(one) for one in members):
        return None
    keys = list(dict.fromkeys(key for one in members for key in one.keys))
    header = Line(node.line, tuple(keys))
    meanings = {meaning_of(key).key for key in keys}
    kinds = [key for key in keys if meaning_of(key).key == "kind"]
    telling = any(kind_of(text_of(value)) for one in members for key, value in one.pairs() if key in kinds)
    if not is_header(header) or not (
        {"objective", "key_result"} <= meanings or telling or {"okr", "parent"} <= meanings
    ):
        return None
    lines = []
    for one in members:
        cells = dict.fromkeys(keys, "")
        for key, value in one.pairs():
            spoken = text_of(value) if isinstance(value, Leaf) or not value.keyed else ""
            pieces = [spoken] if spoken else [f"{path}: {text}".strip(": ") for path, text, _ in _pieces("", value)]
            said = text_of(value) if meaning_of(key).key in ("owner", "team", "cycle", "parent", *_AMOUNTS) else ""
            cells[key] = said or "; ".join(pieces)
        if any(cells.values()):
            lines.append(Line(one.line, tuple(cells.values())))
    return Sheet("", (header, *lines))
