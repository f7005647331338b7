"""Nodes to single values and lists of text: what was written, with a finding where YAML took it apart."""

from __future__ import annotations

import re
from typing import TypeGuard

from okrsite.source.fields import Written
from okrsite.source.findings import Findings, shown
from okrsite.source.marks import Marks
from okrsite.source.nodes import Mapping, Node, Scalar, Sequence
from okrsite.source.placeholders import placeholder_in
from okrsite.source.shapes import Slot

Value = str | tuple[str, str] | list[str] | None
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_KEPT_FORMS = ("text", "quantity", "level", "texts", "ids")


def written_text(node: Node, text: str) -> str:
    """The source text of a node, on one line."""
    return " ".join(text[node.mark.start : node.mark.end].split())


def read_value(node: Node, slot: Slot, text: str, findings: Findings) -> tuple[Value, Marks]:
    """What a key of a single value or a list of texts holds; None where nothing or nothing usable is written."""
    written = slot.written or Written("text")
    marks = Marks(node.mark)
    if written.form in ("texts", "ids"):
        return _texts(node, slot, text, findings, marks), marks
    if isinstance(node, Scalar):
        return scalar_text(node, slot.key, findings), marks
    if written.form == "level" and isinstance(node, Sequence):
        return _range(node, slot, text, findings), marks
    return _as_written(node, slot, text, findings), marks


def scalar_text(node: Scalar, key: str, findings: Findings) -> str | None:
    """The text of a scalar, None for null; a finding where YAML would have misread it."""
    if node.is_null:
        return None
    if node.style == "meant" and placeholder_in(node.text) is None:
        message = f"YAML would misread the value of `{key}`; it is taken as `{shown(node.text)}`"
        findings.add("misread-value", node.mark, message, "Quote the value.")
    return node.text.strip() or None


def _as_written(node: Node, slot: Slot, text: str, findings: Findings) -> str | None:
    """A collection where a single value belongs: kept as its source text when it was written in one line."""
    if not isinstance(node, Scalar) and node.flow:
        kept = written_text(node, text)
        if _is_misread(node, slot, kept):
            message = f"YAML would misread the value of `{slot.key}`; it is taken as `{shown(kept)}`"
            findings.add("misread-value", node.mark, message, "Quote the value.")
        return kept
    found = "a list" if isinstance(node, Sequence) else "keys of their own"
    message = f"`{slot.key}` holds {found}, expected one value"
    findings.drop("wrong-shape", node.mark, message, _one_value_hint(slot.key))
    return None


def _is_misread(node: Mapping | Sequence, slot: Slot, kept: str) -> bool:
    """Whether a text in brackets or braces is to be quoted; a blank is to be filled in, and one of two owners to go."""
    if slot.key == "owner" and isinstance(node, Sequence) and len(node.items) > 1:
        return False
    return (slot.written is None or slot.written.form in _KEPT_FORMS) and placeholder_in(kept) is None


def _one_value_hint(key: str) -> str:
    return "Name one, never a committee." if key == "owner" else f"Write `{key}: …` on one line."


def _range(node: Sequence, slot: Slot, text: str, findings: Findings) -> Value:
    ends = [item.text.strip() for item in node.items if isinstance(item, Scalar) and not item.is_null]
    if node.flow and _cuts_a_number(node, text):
        message = f"`{slot.key}` is `{written_text(node, text)}`, in which YAML cuts a number at its comma"
        findings.drop("stray-key", node.mark, message, "Quote both ends, or write one a line.")
        return None
    if len(ends) == 2 == len(node.items):
        return ends[0], ends[1]
    if len(node.items) == 1 and node.flow:
        return _as_written(node, slot, text, findings)
    message = f"`{slot.key}` is a list of {len(node.items)}, expected the two ends of a range"
    findings.drop("wrong-shape", node.mark, message, "Write it like [30, 40].")
    return None


def _cuts_a_number(node: Sequence, text: str) -> bool:
    """Whether brackets hold `12,000`: digits cut off by a comma, and not the two ends of a range."""
    tails = [item for item in node.items[1:] if _is_tail(item, text)]
    return any(len(node.items) > 2 or item.text.startswith("0") for item in tails)


def _is_tail(item: Node, text: str) -> TypeGuard[Scalar]:
    if not isinstance(item, Scalar) or item.style or _THOUSANDS.match(item.text) is None:
        return False
    before = text[max(0, item.mark.start - 2) : item.mark.start]
    return before[-1:] == "," and before[:1].isdigit()


def _texts(node: Node, slot: Slot, text: str, findings: Findings, marks: Marks) -> Value:
    items: list[tuple[str, Node]] = []
    if isinstance(node, Sequence):
        items = _items(node, slot, text, findings)
    else:
        only = _one(node, slot, text, findings)
        items = [] if only is None else [(only, node)]
    for index, (_, item) in enumerate(items):
        marks.children[index] = Marks(item.mark)
    return [words for words, _ in items]


def _one(node: Scalar | Mapping, slot: Slot, text: str, findings: Findings) -> str | None:
    if isinstance(node, Scalar):
        return scalar_text(node, slot.key, findings)
    return _as_written(node, slot, text, findings)


def _items(node: Sequence, slot: Slot, text: str, findings: Findings) -> list[tuple[str, Node]]:
    items: list[tuple[str, Node]] = []
    for item in node.items:
        if items and node.flow and _is_tail(item, text):
            items[-1] = _joined(items[-1], item, slot, findings)
            continue
        words = _item(item, slot, text, findings)
        if words is not None:
            items.append((words, item))
    return items


def _joined(before: tuple[str, Node], tail: Scalar, slot: Slot, findings: Findings) -> tuple[str, Node]:
    """Two pieces of a list that were one text with a number in it."""
    words, node = before
    joined = f"{words},{tail.text}"
    mark = node.mark._replace(end=tail.mark.end, end_line=tail.mark.end_line, end_column=tail.mark.end_column)
    message = f"YAML would cut `{shown(joined)}` in `{slot.key}` at its comma; it is taken as one text"
    findings.add("misread-value", mark, message, "Quote the value.")
    return joined, Scalar(joined, mark, "meant")


def _item(item: Node, slot: Slot, text: str, findings: Findings) -> str | None:
    if isinstance(item, Scalar):
        return scalar_text(item, slot.key, findings)
    if is_one_line(item):
        kept = written_text(item, text)
        message = f"YAML would misread a value of `{slot.key}`; it is taken as `{shown(kept)}`"
        findings.add("misread-value", item.mark, message, "Quote the value.")
        return kept
    message = f"a value of `{slot.key}` has keys or a list of its own, expected text"
    findings.drop("wrong-shape", item.mark, message, "Write it as one text.")
    return None


def is_one_line(node: Mapping | Sequence) -> bool:
    """Whether a collection begins and ends in one line, as a sentence does in which YAML sees keys."""
    return node.mark.line == node.mark.end_line
