"""Markdown as a tree of headings, paragraphs, items and tables, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct, field

from okrsite.importers.inline import is_all, plain_text
from okrsite.importers.labels import begins_anew

Kind = Literal["heading", "paragraph", "list", "item", "table", "other"]
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_MARKED = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_FULL = 80
_FAR = 4
_DEEPEST = 40


class Row(Struct, frozen=True):
    """A row of a table: its cells as Markdown, and its line."""

    cells: tuple[str, ...]
    line: int


class Block(Struct, frozen=True):
    """A piece of the file from `line` to `end` (its own text, without what stands below it).

    `at` tells blocks apart. `text` is Markdown, `plain` its words. A list has its items below it, an item what follows
    its first paragraph; `level` is a heading's.
    """

    kind: Kind
    at: int
    line: int
    end: int
    text: str = ""
    plain: str = ""
    level: int = 0
    children: tuple[Block, ...] = ()
    rows: tuple[Row, ...] = ()


class Outline(Struct, frozen=True):
    """A file's blocks in order, its lines, and the link definitions that its texts refer to."""

    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    references: dict[str, Any] = field(default_factory=dict)

    def walk(self, blocks: Sequence[Block] | None = None) -> Iterator[Block]:
        """Every block, those below others behind them."""
        for block in self.blocks if blocks is None else blocks:
            yield block
            yield from self.walk(block.children)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Indented text is no code here: people indent lists as deep as they like.
    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["code"])


def outline(text: str) -> Outline:
    """The outline of a Markdown text, whose line ends are `\\n`."""
    environment: dict[str, Any] = {}
    tree = SyntaxTreeNode(_parser().parse("\n".join(_at_the_margin(text.split("\n"))), environment))
    references = environment.get("references", {})
    lines = tuple(text.split("\n"))
    return Outline(tuple(_Builder(lines, references).blocks(tree.children)), lines, references)


def _at_the_margin(lines: list[str]) -> Iterator[str]:
    """The lines, with lists at the margin that begin too far to the right for Markdown to take them for lists."""
    cut, listed = 0, False
    for line in lines:
        written = line.expandtabs(4)
        indent = len(written) - len(written.lstrip())
        if written.strip():
            if indent < cut:
                cut = 0
            if not cut and not listed and indent >= _FAR and _MARKED.match(line):
                cut = indent
            listed = cut > 0 or _MARKED.match(line) is not None or (listed and indent > 0)
        yield written[cut:] if cut else line


def _last(block: Block) -> int:
    return max([block.end, *(_last(below) for below in block.children)])


class _Builder:
    """Turns the parser's tree into blocks."""

    def __init__(self, lines: tuple[str, ...], references: dict[str, Any]) -> None:
        self.lines, self.references, self.count = lines, references, 0

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        for node in nodes:
            line, end = self._lines(node)
            if node.type == "heading":
                yield self._block("heading", line, end, self._content(node), level=int(node.tag[1:]))
            elif node.type == "paragraph":
                yield from self._pieces(self._content(node), line)
            elif node.type in ("bullet_list", "ordered_list"):
                yield from self._lists(node)
            elif node.type == "table":
                yield self._table(node, line, end)
            elif node.type == "blockquote":
                yield from self.blocks(node.children)
            else:
                yield self._block("other", line, end)

    def _lists(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """A list, in parts where lines at the margin stand between its items that are none of theirs."""
        items: list[Block] = []
        for child in node.children:
            item, outside = self._item(child)
            items.append(item)
            if outside:
                yield self._list(items)
                yield from outside
                items = []
        if items:
            yield self._list(items)

    def _list(self, items: list[Block]) -> Block:
        return Block("list", self._next(), items[0].line, _last(items[-1]), children=tuple(items))

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _block(self, kind: Kind, line: int, end: int, text: str = "", level: int = 0) -> Block:
        return Block(kind, self._next(), line, end, text, plain_text(text, self.references), level)

    def _lines(self, node: SyntaxTreeNode) -> tuple[int, int]:
        first, last = node.map or (0, 1)
        while last - 1 > first and not self.lines[last - 1].strip():
            last -= 1
        return first + 1, last

    def _content(self, node: SyntaxTreeNode) -> str:
        return node.children[0].content if node.children else ""

    def _pieces(self, content: str, line: int) -> Iterator[Block]:
        """A paragraph, cut where a line begins something of its own or the line before is broken off."""
        piece: list[str] = []
        for index, text in enumerate(content.split("\n")):
            if piece and (self._parts(line + index) or begins_anew(plain_text(text, self.references))):
                yield self._piece(piece, line + index)
                piece = []
            piece.append(text)
        yield self._piece(piece, line + content.count("\n") + 1)

    def _parts(self, number: int) -> bool:
        """Whether a line begins a piece of a paragraph: after a broken line, or as a sentence at a list's margin."""
        before, line = self.lines[number - 2], self.lines[number - 1]
        if _HARD_BREAK.search(before) or is_all("strong", _MARKED.sub("", before, count=1).strip()):
            return True
        lazy = _MARKED.match(before) is not None and line[:1].isupper()
        return lazy and len(before) < _FULL and not before.rstrip().endswith((",", ";"))

    def _piece(self, piece: list[str], behind: int) -> Block:
        text = "\n".join(_HARD_BREAK.sub("", line).strip() for line in piece)
        return self._block("paragraph", behind - len(piece), behind - 1, text)

    def _item(self, node: SyntaxTreeNode) -> tuple[Block, list[Block]]:
        """An item, and the paragraphs that Markdown counts to it though they begin anew at the margin."""
        at = self._next()
        line, _ = self._lines(node)
        below = list(self.blocks(node.children))
        first = below[0] if below and below[0].kind == "paragraph" and below[0].line == line else None
        if first is None:
            return Block("item", at, line, line, children=tuple(below)), []
        margin = len(self.lines[line - 1]) - len(self.lines[line - 1].lstrip())
        outside = [block for block in below[1:] if self._stands_at(block, margin)]
        inside = below[1 : -len(outside)] if outside else below[1:]
        return Block("item", at, line, first.end, first.text, first.plain, children=tuple(inside)), outside

    def _stands_at(self, block: Block, margin: int) -> bool:
        written = self.lines[block.line - 1]
        return block.kind == "paragraph" and len(written) - len(written.lstrip()) <= margin

    def _table(self, node: SyntaxTreeNode, line: int, end: int) -> Block:
        rows = [row for part in node.children for row in part.children]
        found = [Row(tuple(self._content(cell) for cell in row.children), self._lines(row)[0]) for row in rows]
        return Block("table", self._next(), line, end, rows=tuple(found))
