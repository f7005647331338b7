"""What one version of a document says of its objectives and key results, as texts, without their check-ins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from okrsite.model.names import is_id
from okrsite.model.past import MEASURES, key_result_key, objective_key
from okrsite.source.findings import Findings
from okrsite.source.front_matter import Unreadable, Written, recognise
from okrsite.source.nodes import Mapping as Keys
from okrsite.source.nodes import Node, Scalar, Sequence
from okrsite.source.top import kind_of, read_top
from okrsite.source.walk import Walk

OBJECTIVE = ("objective", "owner", "state", "commitment", "cancelled")
KEY_RESULT = ("key_result", "owner", "current", *MEASURES, "cancelled")
_LISTS = ("objectives", "key_results")
_WANTED = frozenset({"okr", "team", "cycle", "id", "aliases", *_LISTS, *OBJECTIVE, *KEY_RESULT})
_USUAL = {"state": "agreed", "commitment": "aspirational"}
_UNAGREED = ("draft", "proposed")
Raw = dict[str, Any]


class Facts(Struct, frozen=True):
    """What is written about an objective or key result: a text for each field, without those that are not written.

    `unknown` are the fields that could not be read, `aliases` other keys that it may have had before. `draft` tells
    that nobody has agreed to it yet.
    """

    fields: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    draft: bool = False


class Item(Struct, frozen=True):
    """An objective with its key results, or one of these: its id as written, and what is written about it."""

    id: str | None
    facts: Facts
    parts: tuple[Item, ...] = ()


def items_of(raw: bytes) -> tuple[Item, ...] | None:
    """The objectives of a file's bytes, none where it holds none, None where it can't be read."""
    found = recognise(raw)
    if found is None:
        return ()
    if isinstance(found, Unreadable):
        return None
    kind = kind_of(found.root)[1]
    if not isinstance(kind, Scalar) or kind.text.strip() != "objectives":
        return ()
    read = plainly(found.root)
    return tuple(_objective(one) for one in (carefully(found) if read is None else read))


def facts_of(items: tuple[Item, ...], uri: str) -> dict[str, Facts]:
    """The facts of a document's items by their keys; of two equal ones the first."""
    found: dict[str, Facts] = {}
    for key, facts in _keyed(items, uri):
        found.setdefault(key, facts)
    return found


def _keyed(items: tuple[Item, ...], uri: str) -> Iterator[tuple[str, Facts]]:
    for index, objective in enumerate(items):
        key = objective_key(objective.id, uri, index)
        earlier = tuple(alias.lower() for alias in objective.facts.aliases)
        yield key, _known_as(objective.facts, earlier)
        for number, part in enumerate(objective.parts):
            own = [key_result_key(alias, number, key) for alias in part.facts.aliases]
            inherited = [key_result_key(part.id, number, alias) for alias in earlier]
            yield key_result_key(part.id, number, key), _known_as(part.facts, (*own, *inherited))


def _known_as(facts: Facts, aliases: tuple[str, ...]) -> Facts:
    return replace(facts, aliases=aliases) if aliases != facts.aliases else facts


def carefully(found: Written) -> list[Raw]:
    """The objectives of a document, read as the model reads them."""
    whole, _, _ = read_top(_thinned(found.root), "objectives", Walk(found.text, Findings("")))
    return whole.get("objectives") or []


def plainly(root: Keys) -> list[Raw] | None:
    """The objectives of a document, read the quick way, which knows texts in block style; None for any other.

    Nearly all documents are written so, and all of their versions have to be read.
    """
    for key, value in root.entries:
        if key.text == "objectives":
            return None if root.flow else _plain_list(value, OBJECTIVE)
    return None


def _plain_list(node: Node, names: tuple[str, ...]) -> list[Raw] | None:
    if not isinstance(node, Sequence):
        return None
    found: list[Raw] = []
    for item in node.items:
        raw = _plain_entry(item, names)
        if raw is None:
            return None
        found.append(raw)
    return found


def _plain_entry(item: Node, names: tuple[str, ...]) -> Raw | None:
    """What an entry says of some keys; None unless it has its main one, and a text behind each."""
    if not isinstance(item, Keys) or item.flow:
        return None
    raw: Raw = {}
    for key, value in item.entries:
        name = key.text
        if name == "id" or name in names:
            if not isinstance(value, Scalar):
                return None
            if not value.is_null:
                raw[name] = value.text
        elif name == "key_results" and names is OBJECTIVE:
            raw[name] = _plain_list(value, KEY_RESULT)
            if raw[name] is None:
                return None
        elif name == "aliases" or not name or name.isdigit():
            return None
    return raw if names[0] in raw else None


def _thinned(root: Keys) -> Keys:
    """The keys that we follow; check-ins, links and the like are most of a document, and not looked at."""
    return root._replace(
        entries=tuple(
            (key, _thinned_list(value) if key.text in _LISTS else value)
            for key, value in root.entries
            # In braces a key may be the rest of a value that a comma cut, so all are needed.
            if key.text in _WANTED or root.flow
        )
    )


def _thinned_list(node: Node) -> Node:
    if not isinstance(node, Sequence):
        return node
    return node._replace(items=tuple(_thinned(item) if isinstance(item, Keys) else item for item in node.items))


def _objective(raw: Raw) -> Item:
    facts = _facts(raw, OBJECTIVE)
    draft = facts.fields.get("state") in _UNAGREED
    parts = tuple(_part(one, draft) for one in raw.get("key_results") or ())
    return Item(_id(raw), Facts(facts.fields, facts.unknown, facts.aliases, draft), parts)


def _part(raw: Raw, draft: bool) -> Item:
    facts = _facts(raw, KEY_RESULT)
    return Item(_id(raw), Facts(facts.fields, facts.unknown, facts.aliases, draft))


def _facts(raw: Raw, names: tuple[str, ...]) -> Facts:
    texts = {name: text for name in names if (text := _text(raw.get(name)))}
    for name in _USUAL.keys() & texts.keys():
        texts[name] = texts[name].lower()
    fields = {name: text for name, text in texts.items() if text != _USUAL.get(name)}
    return Facts(fields, tuple(raw.get("faults") or ()), tuple(map(str, raw.get("aliases") or ())))


def _id(raw: Raw) -> str | None:
    id = raw.get("id")
    return id if isinstance(id, str) and is_id(id.removeprefix(".")) else None


def _text(value: Any) -> str | None:
    """A value as one text: a range by both its ends, a cancellation by its day."""
    if isinstance(value, tuple):
        return f"{value[0]} to {value[1]}"
    if isinstance(value, dict):
        return _text(value.get("date")) or _text(value.get("reason"))
    return " ".join(value.split()) if isinstance(value, str) else None
