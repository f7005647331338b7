"""A file while it is edited: where its values stand, and whether only the intended one changed."""

from __future__ import annotations

import codecs
import re
from typing import Any

from okrsite.errors import OkrsiteError
from okrsite.source.front_matter import Written, recognise
from okrsite.source.marks import Key, Places
from okrsite.source.nodes import Mapping, Node, Scalar, Sequence
from okrsite.source.read import Document, SourceFile, read

LINE_END = re.compile(r"\r\n|\n|\r")


class SpliceRefused(OkrsiteError):  # noqa: N818 -- it says what happened, not that something broke
    """An edit that cannot be done safely; the hint has the lines to change by hand."""


class Edit:
    """A file while it is edited."""

    def __init__(self, raw: bytes) -> None:
        written = recognise(raw)
        document = read(SourceFile("", "", raw)).document
        if not isinstance(written, Written) or document is None:
            raise SpliceRefused("the file is no document that can be read", "Run `okrsite check` on it first.")
        self.raw = raw
        self.written: Written = written
        self.document: Document = document
        self.text = written.text
        found = LINE_END.search(written.text)
        self.line_end = found[0] if found else "\n"

    def marks(self, path: tuple[Key, ...]) -> Places:
        """The marks at exactly this path."""
        marks = self.document.marks.at(*path)
        if marks is None:
            parent = self.document.marks.find(*path)
            line = (parent.key or parent.value).line
            raise SpliceRefused(f"the file has no `{_dotted(path)}`", f"Add it by hand below line {line}.")
        return marks

    def node(self, marks: Places) -> Node:
        """The node that stands at these marks."""
        queue: list[Node] = [self.written.root]
        while queue:
            node = queue.pop()
            if node.mark == marks.value:
                return node
            if isinstance(node, Mapping):
                queue.extend(value for _, value in node.entries)
            elif isinstance(node, Sequence):
                queue.extend(node.items)
        raise self.refused("the text stands outside of the front matter, or in several values", marks, "")

    def refused(self, reason: str, marks: Places, wanted: str) -> SpliceRefused:
        """A refusal that says where to write what by hand."""
        where = f"Change line {(marks.key or marks.value).line} by hand"
        return SpliceRefused(reason, f"{where}: {wanted}" if wanted else f"{where}.")

    def step(self) -> int:
        """By how many columns this file indents."""
        for _, value in self.written.root.entries:
            if isinstance(value, Mapping) and not value.flow:
                return max(value.mark.column - 1, 1)
        return 2

    def done(self, start: int, end: int, text: str, marks: Places, node: Node, said: Any) -> bytes:
        """The new bytes, once they read as the old ones but for what was intended."""
        changed = self.text[:start] + text + self.text[end:]
        bom = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
        new_raw = bom + changed.encode()
        again = recognise(new_raw)
        if not isinstance(again, Written):
            reason = again.message if again is not None else "the file would be no document"
            raise self.refused(reason, marks, text.strip())
        same_body = again.body == self.written.body
        if not same_body or plain(again.root) != plain(self.written.root, node, said):
            raise self.refused("more than the intended value would change", marks, text.strip())
        return new_raw


def plain(node: Node, at: Node | None = None, said: Any = None) -> Any:
    """What a node says, with `said` in the place of the node `at`."""
    if at is not None and node is at:
        return said
    if isinstance(node, Scalar):
        return None if node.is_null else node.text.strip()
    if isinstance(node, Mapping):
        return {key.text: plain(value, at, said) for key, value in node.entries}
    return [plain(item, at, said) for item in node.items]


def stands_in_flow(root: Node, wanted: Node) -> bool:
    """Whether a node below `root` stands in braces or brackets."""
    queue: list[tuple[Node, bool]] = [(root, False)]
    while queue:
        node, inside = queue.pop()
        if node is wanted:
            return inside
        if isinstance(node, Mapping):
            queue.extend((value, inside or node.flow) for _, value in node.entries)
        elif isinstance(node, Sequence):
            queue.extend((item, inside or node.flow) for item in node.items)
    return False


def _dotted(path: tuple[Key, ...]) -> str:
    return ".".join(str(key) for key in path)
