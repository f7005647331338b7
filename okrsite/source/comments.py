"""Comments of a front matter: those that allow a finding, and those that swallow what somebody wrote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from okrsite.source.allowances import Allowance
from okrsite.source.findings import Findings, shown
from okrsite.source.front_matter import Written
from okrsite.source.nodes import Mapping, Mark, Node, Scalar

_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|\A)#[^\r\n]*")
_ALLOW = re.compile(r"#\s*okr:\s*allow\s+(?P<names>[^:]*?)\s*(?::\s*(?P<reason>.*))?$")
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_comments(written: Written, findings: Findings) -> tuple[Allowance, ...]:
    """What comments allow; a finding for each that begins with a digit, as `#1` is seldom meant as one."""
    if "#" not in written.front_matter:
        return ()
    lines = _Lines(written.front_matter)
    spans = _Spans(written.root)
    allowances = []
    for found in _COMMENT.finditer(written.front_matter):
        if spans.hold(found.start() + written.start):
            continue
        line, before = lines.before(found.start())
        allowance = _ALLOW.match(found[0].rstrip())
        if allowance is not None:
            allowances.append(_allowance(allowance, line, lines))
        elif found[0][1:2].isdigit() and before.strip():
            _report_swallowed(found[0], line + 2, len(before) + 1, findings)
    return tuple(allowances)


def _report_swallowed(comment: str, line: int, column: int, findings: Findings) -> None:
    mark = Mark(line, column, line, column, 0, 0)
    message = f"YAML takes `{shown(comment)}` for a comment"
    findings.add("swallowed-comment", mark, message, "Quote the value, or put a space behind the `#`.")


class _Lines:
    """The lines of a front matter, with what is indented below each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self.lines = _LINE_END.split(text)
        self.content = [number for number, line in enumerate(self.lines) if _is_content(line)]
        self.blocks: dict[int, int] = {}

    def before(self, offset: int) -> tuple[int, str]:
        """The index of the line at an offset, and the line's text before it."""
        line = bisect_right(self.starts, offset) - 1
        return line, self.text[self.starts[line] : offset]

    def below(self, line: int) -> tuple[int, int]:
        """First and last index of the lines of the next key and of what is indented below it."""
        following = bisect_right(self.content, line)
        if following == len(self.content):
            return line, line
        first = self.content[following]
        if first not in self.blocks:
            self.blocks[first] = self.last(first)
        return first, self.blocks[first]

    def last(self, first: int) -> int:
        """The last line of what belongs to the key at the line `first`."""
        indent, is_item = _indent(self.lines[first]), self.lines[first].lstrip().startswith("-")
        last = first
        for number in range(first + 1, len(self.lines)):
            line = self.lines[number]
            if not _is_content(line):
                continue
            own_list = not is_item and _indent(line) == indent and line.lstrip().startswith("- ")
            if _indent(line) <= indent and not own_list:
                break
            last = number
        return last


class _Spans:
    """Where the scalars of a document stand, as a `#` inside one is none of YAML's."""

    def __init__(self, root: Node) -> None:
        marks = sorted({(mark.start, mark.end) for mark in _scalars(root)})
        self.starts = [start for start, _ in marks]
        self.ends = [end for _, end in marks]

    def hold(self, offset: int) -> bool:
        """Whether a scalar stands at an offset of the file."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]


def _scalars(root: Node) -> Iterator[Mark]:
    queue: list[Node] = [root]
    while queue:
        node = queue.pop()
        if isinstance(node, Scalar):
            yield node.mark
        elif isinstance(node, Mapping):
            for key, value in node.entries:
                queue += (key, value)
        else:
            queue += node.items


def _allowance(found: re.Match[str], line: int, lines: _Lines) -> Allowance:
    names = tuple(name.strip() for name in found["names"].split(",") if name.strip())
    own_line = lines.lines[line].lstrip().startswith("#")
    first, last = lines.below(line) if own_line else (line, line)
    return Allowance(line + 2, names, (found["reason"] or "").strip(), own_line, first + 2, last + 2)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
