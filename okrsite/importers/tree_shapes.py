"""What the parts of a JSON tree are called and hold, by the names of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsite.importers.complete import Spoken
from okrsite.importers.headers import Level, meaning_of
from okrsite.importers.jsontext import Leaf, Many, Node
from okrsite.importers.labels import key_result_label, objective_label
from okrsite.importers.units import with_unit

_TITLES: dict[Level, tuple[str, ...]] = {
    "objective": ("objective", "okr", "goal", "description", "context"),
    "key_result": ("key_result", "okr", "metric", "measurement", "description", "context"),
}
_TEXTS = ("text", "name", "title", "displayName", "label", "email", "value", "id")


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


def members_of(node: Node) -> Iterator[tuple[str, Node]]:
    """The members of a list, or the values of a mapping with their keys; a mapping with a title is one member."""
    if isinstance(node, Leaf):
        yield "", node
    elif not node.keyed:
        yield from (("", one) for one in node.values)
    elif all(isinstance(one, Many) for one in node.values) or any(_is_label(key) for key in node.keys):
        yield from node.pairs()
    elif title_of(node, "key_result"):
        yield "", node
    else:
        yield from node.pairs()


def _is_label(key: str) -> bool:
    """Whether a key only numbers what it stands for, such as `KR1`."""
    label = key_result_label(key) or objective_label(key)
    return label is not None and bool(label.number) and not label.text


def title_of(node: Many, level: Level) -> str:
    """The key that has the title, empty if none has."""
    for wanted in _TITLES[level]:
        for key, value in node.pairs():
            meaning = meaning_of(key)
            if meaning.key == wanted and isinstance(value, Leaf) and value.text.strip() and meaning.of in ("", level):
                return key
    return ""


def results_of(node: Many) -> list[str]:
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


def holds_objectives(node: Many) -> bool:
    """Whether the members of a list are objectives by what they hold."""
    members = [one for _, one in members_of(node)]
    return bool(members) and all(
        isinstance(one, Many) and results_of(one) and title_of(one, "objective") for one in members
    )


def pieces(path: str, node: Node) -> Iterator[tuple[str, str, int]]:
    """The texts below a node: the keys that lead to each, parted by spaces, the text, and its line."""
    if isinstance(node, Leaf):
        if node.text.strip():
            yield path, node.text.strip(), node.line
    elif not node.keyed and all(isinstance(one, Leaf) for one in node.values):
        if text := text_of(node):
            yield path, text, node.line
    else:
        names: Iterable[str] = node.keys if node.keyed else (str(count) for count in range(1, len(node.values) + 1))
        for name, one in zip(names, node.values, strict=True):
            yield from pieces(f"{path} {name}".strip(), one)


def spoken_in(node: Node, path: str = "") -> Iterator[Spoken]:
    """All texts of a tree but the words that tell objectives from key results."""
    for name, text, line in pieces(path, node):
        last = name.rpartition(" ")[2]
        if meaning_of(last).key not in ("kind", "unit", "cycle", "year", "parent"):
            yield Spoken(text, line, name, exact=False)
