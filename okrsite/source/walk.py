"""Nodes to what the models validate: plain mappings and lists in the models' own shape, with their marks.

What cannot stand is dropped with a finding; the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from okrsite.source.entries import Entry, KeyResultEntry
from okrsite.source.findings import Findings, shown
from okrsite.source.marks import Marks
from okrsite.source.nodes import Mapping, Node, Scalar, Sequence
from okrsite.source.shapes import Slot, needed, slots
from okrsite.source.strays import meant_pairs
from okrsite.source.values import is_one_line, read_value, scalar_text, written_text

DEFINING = frozenset({"baseline", "start", "target", "change", "maintain", "milestones", "done"})
_NOTHING = frozenset({"", "~", "null", "''", '""'})
Raw = dict[str, Any]


class Walk(Struct, frozen=True):
    """One file's text and findings while its nodes are read."""

    text: str
    findings: Findings

    def entry(self, node: Mapping, model: type[Entry], raw: Raw, marks: Marks) -> Raw | None:
        """What a mapping says, added to `raw` and `marks`; None where a reading was cut."""
        known = slots(model)
        for key, value, cut in self.pairs(node, model):
            slot = known.get(key.text)
            if cut and key.text == "value":
                return None
            if slot is None:
                self.unknown(key, model)
            elif cut:
                self.note_fault(raw, model, key.text)
            else:
                self.key(key, value, slot, model, raw, marks)
        return self.complete(node, model, raw, marks)

    def pairs(self, node: Mapping, model: type[Entry] | None) -> list[tuple[Scalar, Node, bool]]:
        """The keys that are meant as such, each with whether a stray key behind it cut its value."""
        return meant_pairs(node, model, self.text, self.findings)

    def unknown(self, key: Scalar, model: type[Entry]) -> None:
        """Report a key that the contract does not know here."""
        close = self.findings.nearest(key.text, slots(model))
        hint = f"Did you mean `{close}`?" if close else f"Known here: {', '.join(slots(model))}."
        self.findings.add("unknown-key", key.mark, f"`{shown(key.text)}` is no known key here", hint)

    def key(self, key: Scalar, value: Node, slot: Slot, model: type[Entry], raw: Raw, marks: Marks) -> None:
        """Read the value of one known key."""
        dropped = self.findings.dropped
        read, inner = self.value(value, slot)
        inner.key = key.mark
        marks.children[slot.key] = inner
        if read is not None:
            raw[slot.key] = read
        if self.findings.dropped > dropped:
            self.note_fault(raw, model, slot.key)

    def note_fault(self, raw: Raw, model: type[Entry], key: str) -> None:
        """Remember that a key result lost part of its definition."""
        if model is KeyResultEntry and key in DEFINING:
            raw.setdefault("faults", []).append(key)

    def value(self, node: Node, slot: Slot) -> tuple[Any, Marks]:
        """What a key holds, None where it holds nothing usable."""
        if slot.model is None:
            return read_value(node, slot, self.text, self.findings)
        marks = Marks(node.mark)
        if slot.many:
            return self.many(node, slot, slot.model, marks), marks
        return self.one(node, slot.key, slot.model, marks), marks

    def many(self, node: Node, slot: Slot, model: type[Entry], marks: Marks) -> list[Raw] | None:
        """A list of entries, from a list, from a mapping by their first key, or from a single text."""
        if isinstance(node, Mapping) and model.keyed_by is not None:
            return list(self.keyed(node, slot, model, model.keyed_by, marks))
        if isinstance(node, Scalar):
            nodes: tuple[Node, ...] = () if node.is_null else (node,)
        elif isinstance(node, Sequence):
            nodes = node.items
        else:
            message = f"`{slot.key}` holds keys of its own, expected a list"
            self.findings.drop("wrong-shape", node.mark, message, "Begin each of its items with `- `.")
            return None
        found: list[Raw] = []
        for item in nodes:
            inner = Marks(item.mark)
            raw = self.one(item, slot.key, model, inner)
            if raw is not None:
                marks.children[len(found)] = inner
                found.append(raw)
        return found

    def keyed(self, node: Mapping, slot: Slot, model: type[Entry], name: str, marks: Marks) -> Iterator[Raw]:
        """Entries of a mapping whose keys are dates or ids."""
        index = 0
        for key, value, cut in self.pairs(node, None):
            if cut:
                continue
            inner = Marks(value.mark, key.mark, {name: Marks(key.mark, key.mark)})
            raw: Raw | None = {name: key.text}
            if not (isinstance(value, Scalar) and value.is_null):
                raw = self.one(value, key.text, model, inner, raw)
            if raw is not None:
                marks.children[index] = inner
                index += 1
                yield raw

    def one(self, node: Node, key: str, model: type[Entry], marks: Marks, raw: Raw | None = None) -> Raw | None:
        """One entry, from a mapping or from the text that stands for its main key."""
        raw = {} if raw is None else raw
        if isinstance(node, Scalar) and node.is_null:
            return None
        if isinstance(node, Mapping) and not self.is_sentence(node, model):
            return self.entry(node, model, raw, marks)
        if model.short is not None and (isinstance(node, Scalar) or is_one_line(node)):
            return self.short(node, key, model, model.short, raw, marks)
        found = "a list" if isinstance(node, Sequence) else "one value"
        message = f"`{shown(key)}` holds {found}, expected keys with values"
        self.findings.drop("wrong-shape", node.mark, message, f"Known here: {', '.join(slots(model))}.")
        return None

    def is_sentence(self, node: Mapping, model: type[Entry]) -> bool:
        """Whether a mapping is a text in which YAML saw a key: `- We learned: ship early`."""
        if model.short is None or not is_one_line(node):
            return False
        if node.flow:
            return bool(node.entries) and node.entries[0][0].style == "flow"
        key = node.entries[0][0].text
        return " " in key and self.findings.nearest(key, slots(model)) is None

    def short(self, node: Node, key: str, model: type[Entry], name: str, raw: Raw, marks: Marks) -> Raw | None:
        """An entry written as one text, which stands for its main key."""
        if isinstance(node, Scalar):
            words = scalar_text(node, key, self.findings)
        else:
            words = written_text(node, self.text)
            message = f"YAML would misread a value of `{shown(key)}`; it is taken as `{shown(words)}`"
            self.findings.add("misread-value", node.mark, message, "Quote the value.")
        if words is None:
            return None
        if model.keyed_by is not None and model.keyed_by not in raw:
            message = f"`{shown(words)}` stands without its `{model.keyed_by}`"
            hint = f"Write it behind its `{model.keyed_by}` and a colon."
            self.findings.drop("missing-key", node.mark, message, hint)
            return None
        marks.children[name] = Marks(node.mark)
        raw[name] = words
        return raw

    def complete(self, node: Mapping, model: type[Entry], raw: Raw, marks: Marks) -> Raw | None:
        """The entry, unless a key is missing that it cannot do without; a finding for each needed key."""
        missing = [name for name in needed(model) if name not in raw]
        if not missing:
            return raw
        for name in missing:
            place = marks.children.get(name)
            if place is None or self.text[place.value.start : place.value.end] in _NOTHING:
                self.findings.drop("missing-key", _first_line(node), f"`{name}` is missing", f"Add `{name}:`.")
        return None if any(slots(model)[name].required for name in missing) else raw


def _first_line(node: Mapping) -> Any:
    return node.entries[0][0].mark if node.entries else node.mark
