"""Edits that keep what people wrote: text changed at a key's place, read again, compared.

Paths are those of the models. Comments, order, quoting, indentation, line ends and the BOM stay.
"""

from __future__ import annotations

from collections.abc import Mapping as ReadMapping
from collections.abc import Sequence as ReadSequence
from typing import Any

from okrsite.source import emit
from okrsite.source.edit import LINE_END, Edit, SpliceRefused, plain, stands_in_flow
from okrsite.source.emit import Value
from okrsite.source.marks import Key, Places
from okrsite.source.nodes import Mapping, Node, Scalar, Sequence
from okrsite.source.write import write

__all__ = ["SpliceRefused", "Value", "insert", "splice", "widen", "write"]

_KEYED = {"checkins": "date", "readings": "kr", "scores": "id"}


def splice(raw: bytes, key_path: tuple[Key, ...], new_value: str | tuple[str, str]) -> bytes:
    """The file with another value at `key_path`, written in the style of the old one.

    `new_value` is what it is to say, unquoted. Raises SpliceRefused.

    >>> splice(b"---\\nokr: team\\nid: a  # mine\\n---\\n", ("id",), "b")
    b'---\\nokr: team\\nid: b  # mine\\n---\\n'
    """
    edit = Edit(raw)
    marks = edit.marks(key_path)
    node = edit.node(marks)
    if not isinstance(node, Scalar) and not node.flow:
        raise edit.refused("the value stands on lines of its own", marks, emit.flow(new_value))
    start, end, text = _replacement(edit, node, new_value)
    return edit.done(start, end, text, marks, node, _said(new_value))


def widen(raw: bytes, key_path: tuple[Key, ...], value: ReadMapping[str, Value]) -> bytes:
    """The file with keys of their own below the key at `key_path`, in place of its single value.

    A comment behind the value stays on the line of the key. Raises SpliceRefused.

    >>> widen(b"---\\nokr: team\\nid: a  # mine\\n---\\n", ("id",), {"b": "c"})
    b'---\\nokr: team\\nid:  # mine\\n  b: c\\n---\\n'
    """
    edit = Edit(raw)
    marks = edit.marks(key_path)
    node = edit.node(marks)
    start, end = node.mark.start, node.mark.end
    if stands_in_flow(edit.written.root, node):
        return edit.done(start, end, emit.flow(value), marks, node, _said(value))
    if not isinstance(node, Scalar) or node.mark.line != node.mark.end_line or marks.key is None:
        raise edit.refused("the value stands on lines of its own", marks, emit.flow(value))
    line_end = _end_of_line(edit.text, end)
    before = start - len(edit.text[:start]) + len(edit.text[:start].rstrip(" \t"))
    lines = emit.block(value, marks.key.column - 1 + edit.step(), edit.step())
    text = edit.text[end:line_end].rstrip() + "".join(edit.line_end + line for line in lines)
    return edit.done(before, line_end, text, marks, node, _said(value))


def insert(raw: bytes, key_path: tuple[Key, ...], key: str | None, value: Value, before: int | None = None) -> bytes:
    """The file with another entry in the mapping or list at `key_path`, at its end or before its entry `before`.

    `key` is the entry's key; in a list of check-ins, readings or scores it becomes the entry's first key.
    Raises SpliceRefused.

    >>> insert(b"---\\nokr: team\\nid: a\\n---\\n", (), "lead", "no")
    b'---\\nokr: team\\nid: a\\nlead: "no"\\n---\\n'
    """
    edit = Edit(raw)
    marks = edit.marks(key_path)
    node = edit.node(marks)
    if isinstance(node, Sequence):
        value = _as_item(key_path, key, value)
        index = len(node.items) if before is None else before
        at, text = _new_item(edit, node, value, index)
        said = plain(node)
        return edit.done(at, at, text, marks, node, [*said[:index], _said(value), *said[index:]])
    if key is None:
        raise edit.refused("the entry has no key", marks, emit.flow(value))
    if isinstance(node, Mapping):
        at, text = _new_pair(edit, node, key, value, len(node.entries) if before is None else before)
        return edit.done(at, at, text, marks, node, plain(node) | {key: _said(value)})
    at, text = _first_pair(edit, node, marks, key, value)
    return edit.done(at, at, text, marks, node, {key: _said(value)})


def _replacement(edit: Edit, node: Node, new_value: str | tuple[str, str]) -> tuple[int, int, str]:
    """Where the old value stands, and the text in its place."""
    start, end = node.mark.start, node.mark.end
    inside_flow = stands_in_flow(edit.written.root, node)
    if not isinstance(new_value, str) or not isinstance(node, Scalar):
        text = emit.flow(new_value) if inside_flow or not isinstance(new_value, str) else emit.scalar(new_value)
    elif node.style in ("|", ">"):
        return _block_text(edit, node, new_value)
    else:
        style = '"' if node.style == "meant" else node.style
        text = emit.scalar(new_value, style, inside_flow)
    if start == end and edit.text[start - 1 : start] in (":", "-"):
        text = f" {text}"
    return start, end, text


def _block_text(edit: Edit, node: Scalar, text: str) -> tuple[int, int, str]:
    """The lines below `|` or `>`, with the indentation of the old ones."""
    header = _end_of_line(edit.text, node.mark.start)
    old = edit.text[header : node.mark.end]
    lines = [line for line in LINE_END.split(old) if line.strip()]
    if not lines or (node.style == ">" and "\n" in text):
        return node.mark.start, header + len(old.rstrip()), emit.scalar(text, '"')
    pad = " " * (len(lines[0]) - len(lines[0].lstrip(" ")))
    new = "".join(edit.line_end + (pad + line if line else "") for line in text.split("\n"))
    return header, header + len(old.rstrip()), new


def _new_item(edit: Edit, node: Sequence, value: Value, index: int) -> tuple[int, str]:
    if node.flow:
        return _in_flow(node, [(item, item) for item in node.items], index, emit.flow(value))
    indent = node.mark.column - 1
    gap = max(node.items[0].mark.column - node.mark.column, 2) if _on_one_line(node) else 2
    lines = emit.block_item(value, indent, gap, edit.step())
    return below(edit, node.items[index - 1], lines) if index else _above(edit, node, lines)


def _on_one_line(node: Sequence) -> bool:
    """Whether the first item begins on the line of its dash."""
    return node.items[0].mark.line == node.mark.line and node.items[0].mark.start > node.mark.start


def _new_pair(edit: Edit, node: Mapping, key: str, value: Value, index: int) -> tuple[int, str]:
    if node.flow:
        pair = f"{emit.scalar(key, flow=True)}: {emit.flow(value)}"
        return _in_flow(node, node.entries, index, pair)
    style = _quotes(node.entries[max(index - 1, 0)][0])
    lines = emit.block_entry(key, value, node.entries[0][0].mark.column - 1, _step(node, edit), style)
    return below(edit, node.entries[index - 1][1], lines) if index else _above(edit, node, lines)


def _quotes(key: Scalar) -> str:
    """The quotes of a key, for the key beside it."""
    return key.style if key.style in ("'", '"') else ""


def _step(node: Mapping, edit: Edit) -> int:
    """By how many columns the entries of a mapping indent what they hold."""
    for key, value in node.entries:
        if isinstance(value, Mapping) and not value.flow:
            return value.mark.column - key.mark.column
    return edit.step()


def _first_pair(edit: Edit, node: Scalar, marks: Places, key: str, value: Value) -> tuple[int, str]:
    """The first entry below a key that holds nothing yet."""
    if node.mark.start != node.mark.end or marks.key is None:
        raise edit.refused("a value stands where the entry belongs", marks, emit.flow({key: value}))
    indent = marks.key.column - 1 + edit.step()
    return below(edit, node, emit.block_entry(key, value, indent, edit.step()))


def _in_flow(
    node: Mapping | Sequence, entries: ReadSequence[tuple[Node, Node]], index: int, text: str
) -> tuple[int, str]:
    """An entry in braces or brackets, behind the one before it."""
    if not entries:
        return node.mark.start + 1, text
    return (entries[index - 1][1].mark.end, f", {text}") if index else (entries[0][0].mark.start, f"{text}, ")


def _above(edit: Edit, node: Mapping | Sequence, lines: list[str]) -> tuple[int, str]:
    """New lines above the first one of a collection that has its lines for itself; else in front of its second."""
    start = node.mark.start - (node.mark.column - 1)
    if edit.text[start : node.mark.start].strip(" "):
        first = node.items[0] if isinstance(node, Sequence) else node.entries[0][1]
        return below(edit, first, lines)
    return start, "".join(line + edit.line_end for line in lines)


def below(edit: Edit, last: Node, lines: list[str]) -> tuple[int, str]:
    """Where new lines go below the line on which `last` ends, and their text."""
    end = _true_end(edit.text, last)
    at = _end_of_line(edit.text, end)
    return at, "".join(edit.line_end + line for line in lines)


def _true_end(text: str, node: Node) -> int:
    """Where a value ends, without the blank lines that a block text drops."""
    while not isinstance(node, Scalar) and not node.flow:
        node = node.entries[-1][1] if isinstance(node, Mapping) else node.items[-1]
    if not isinstance(node, Scalar) or node.style not in ("|", ">"):
        return node.mark.end
    written = text[node.mark.start : node.mark.end]
    if "+" not in LINE_END.split(written, maxsplit=1)[0]:
        return node.mark.start + len(written.rstrip())
    return node.mark.end - _last_end(written)


def _last_end(written: str) -> int:
    """The length of the line end at the end of a text."""
    return 2 if written.endswith("\r\n") else int(written.endswith(("\n", "\r")))


def _end_of_line(text: str, at: int) -> int:
    found = LINE_END.search(text, at)
    return found.start() if found else len(text)


def _as_item(path: tuple[Key, ...], key: str | None, value: Value) -> Value:
    """An entry that has its key inside, as lists want it."""
    name = _KEYED.get(str(path[-1])) if path else None
    if key is None or name is None:
        return value
    return {name: key, **(value if isinstance(value, ReadMapping) else {"value": value})}


def _said(value: Value) -> Any:
    """What a value will read as."""
    if isinstance(value, bool):
        return emit.truth(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, ReadMapping):
        return {key: _said(inner) for key, inner in value.items()}
    return [_said(inner) for inner in value]
