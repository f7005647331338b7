"""Key results of a JSON tree, and what keys say of them and of objectives."""

from __future__ import annotations

from okrsite.importers.days import day_of
from okrsite.importers.found import SAYABLE, FoundCheckin
from okrsite.importers.gathered import Gathered, GatheredResult, result_from
from okrsite.importers.headers import meaning_of
from okrsite.importers.jsontext import Leaf, Many, Node
from okrsite.importers.labels import key_result_label
from okrsite.importers.tree_shapes import pieces, text_of, title_of
from okrsite.importers.units import are_shares, is_no_value, with_unit

AMOUNTS = ("baseline", "start", "target", "current")
_READINGS = frozenset(
    {"checkins", "check-ins", "check_ins", "checkIns", "readings", "updates", "history", "values", "progressHistory"}
)


def result_of(node: Node, title: str) -> GatheredResult | None:
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
    key = title_of(node, "key_result")
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
            say(result, name, value, unit)
    return result


def _unit(node: Many) -> str:
    """The unit of the bare numbers of a key result, empty where it says nothing about them."""
    unit = next((text_of(value) for key, value in node.pairs() if meaning_of(key).key == "unit"), "")
    values = [text_of(value) for key, value in node.pairs() if meaning_of(key).key in AMOUNTS]
    joined = any(with_unit(value, unit) != value for value in values)
    return unit if joined and not are_shares(unit, values) else ""


def say(whom: Gathered, name: str, value: Node, unit: str = "") -> None:
    """Say what a key says of an objective or a key result, or keep it as text."""
    meaning, text = meaning_of(name), text_of(value)
    lossless = isinstance(value, Leaf) or (not value.keyed and all(isinstance(one, Leaf) for one in value.values))
    owned = isinstance(value, Many) and value.keyed and meaning.key in ("owner", *AMOUNTS)
    if (
        not text
        or is_no_value(text)
        or not (lossless or owned)
        or (meaning.key == "context" and isinstance(whom, GatheredResult))
    ):
        keep(whom, name, value)
    elif meaning.key in SAYABLE:
        whom.say(meaning.key, with_unit(text, unit) if meaning.key in AMOUNTS else text, value.line, name)
        if owned:
            keep(whom, name, value)
    elif not (meaning.key == "description" and text == whom.title):
        keep(whom, name, value)


def keep(whom: Gathered, name: str, value: Node) -> None:
    """Keep a value as text, piece by piece, each below the keys that lead to it."""
    for path, text, line in pieces(name, value):
        whom.keep(path, text, line)


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
            result.checkins.append(FoundCheckin(day, with_unit(value, unit), one.line, note))
            for rest, text in pairs.items():
                result.keep(f"{name} {day} {rest}", text, one.line)
        else:
            keep(result, f"{name} {key}".strip(), one)
