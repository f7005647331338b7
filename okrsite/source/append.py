"""A list item that is written already, comments and all, put below the others of its list."""

from __future__ import annotations

from collections.abc import Sequence as Lines

from okrsite.source.edit import Edit, plain
from okrsite.source.marks import Key
from okrsite.source.nodes import Sequence
from okrsite.source.splice import below
from okrsite.source.traps import parse_as_meant


def append(raw: bytes, key_path: tuple[Key, ...], lines: Lines[str]) -> bytes:
    r"""The file with an item at the end of the list at `key_path`; `lines` are its text, not indented.

    Raises SpliceRefused where the list is not in block style, or where more would change than that.

    >>> append(b"---\nokr: strategy\npillars:\n  - id: A\n---\n", ("pillars",), ["# New", "- id: B"])
    b'---\nokr: strategy\npillars:\n  - id: A\n  # New\n  - id: B\n---\n'
    """
    edit = Edit(raw)
    marks = edit.marks(key_path)
    node = edit.node(marks)
    if not isinstance(node, Sequence) or node.flow or not node.items:
        raise edit.refused("the list is not written with one item a line", marks, "")
    made = parse_as_meant("\n".join(lines), 1, 0)
    assert isinstance(made, Sequence) and len(made.items) == 1
    pad = " " * (node.mark.column - 1)
    at, text = below(edit, node.items[-1], [pad + line if line else "" for line in lines])
    return edit.done(at, at, text, marks, node, [*plain(node), plain(made.items[0])])
