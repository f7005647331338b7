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
    lines = _LINE_END.split(written.front_matter)
    spans = _Spans(written.root)
    allowances = []
    for found in _COMMENT.finditer(written.front_matter):
        at = found.start() + written.start
        if spans.hold(at):
            continue
        line = len(_LINE_END.findall(written.front_matter, 0, found.start()))
        column = at - max(written.text.rfind("\n", 0, at), written.text.rfind("\r", 0, at))
        allowance = _ALLOW.match(found[0].rstrip())
        if allowance is not None:
            allowances.append(_allowance(allowance, line, lines))
        elif found[0][1:2].isdigit() and lines[line][: column - 1].strip():
            mark = Mark(line + 2, column, line + 2, column, at, at)
            message = f"YAML takes `{shown(found[0])}` for a comment"
            findings.add("swallowed-comment", mark, message, "Quote the value, or put a space behind the `#`.")
    return tuple(allowances)


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


def _allowance(found: re.Match[str], line: int, lines: list[str]) -> Allowance:
    names = tuple(name.strip() for name in found["names"].split(",") if name.strip())
    own_line = lines[line].lstrip().startswith("#")
    first, last = _below(line, lines) if own_line else (line, line)
    return Allowance(line + 2, names, (found["reason"] or "").strip(), own_line, first + 2, last + 2)


def _below(line: int, lines: list[str]) -> tuple[int, int]:
    """First and last index of the lines of the next key and of what is indented below it."""
    first = next((number for number in range(line + 1, len(lines)) if _is_content(lines[number])), line)
    indent = _indent(lines[first])
    is_item = lines[first].lstrip().startswith("-")
    last = first
    for number in range(first + 1, len(lines)):
        if not _is_content(lines[number]):
            continue
        deeper = _indent(lines[number]) > indent
        own_list = not is_item and _indent(lines[number]) == indent and lines[number].lstrip().startswith("- ")
        if not (deeper or own_list):
            break
        last = number
    return first, last


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
