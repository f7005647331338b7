"""The notations without any label: headings, bold lines or bullets, and what is listed below them.

Nothing says there that a heading is an objective but its place: below a heading that names a cycle, or that speaks of
OKRs by their name while its bullets look like key results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from okrsite.importers.cycles import names_cycle, speaks_of_okrs
from okrsite.importers.inline import is_all
from okrsite.importers.marks import marked
from okrsite.importers.outline import Block, Outline
from okrsite.importers.tags import Role, Tag, Tags

_TEACHES = re.compile(
    r"\b(?:guides?|about|how|template|process|what|why|defin\w+|writing|scoring|methodology|framework|best|tips|суть)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\W*(?:our\s+)?(?:vision|mission|north star|values|roadmap|notes?|kpis?|(?:(?:key|success)\s+)?metrics|milestones"
    r"|initiatives|rationale|resources|references|links|prerequisites|table of contents|contents|retrospective"
    r"|learnings?|summary|overview|background|risks|next steps)\b[^\w]*",
    re.IGNORECASE,
)


class _Section(Struct, frozen=True):
    """A heading with the blocks right below it, and whether the heading is there for a whole cycle."""

    heading: Block
    scope: bool
    blocks: list[Block] = field(default_factory=list)


class _Scope(Struct, frozen=True):
    """All sections below one heading that speaks of OKRs; `surely` where a cycle is named, else it may only teach."""

    surely: bool
    teaches: bool
    sections: list[_Section] = field(default_factory=list)


def tags(outline: Outline, known: Tags) -> Tags:
    """The objectives that nothing but their place makes objectives."""
    found: dict[int, Tag] = {}
    for scope in _scopes(outline.blocks, known):
        chosen = list(_objectives(scope))
        if chosen and (scope.surely or _look_like_results(chosen)):
            found |= {block.at: Tag(Role.OBJECTIVE, block.plain.rstrip(":")) for block, _ in chosen}
    return found


def _scopes(blocks: Sequence[Block], known: Tags) -> list[_Scope]:
    found: list[_Scope] = []
    above: list[tuple[int, _Scope]] = []
    section: _Section | None = None
    for block in blocks:
        if block.kind == "heading":
            above = [one for one in above if one[0] < block.level]
            scope = _scope(block, above[-1][1] if above else None)
            section = _Section(block, scope is not None)
            if scope is not None:
                above.append((block.level, scope))
                found.append(scope)
            if above and block.at not in known and not _ELSE.fullmatch(block.plain):
                above[-1][1].sections.append(section)
        elif section is not None:
            section.blocks.append(block)
    return [scope for scope in found if scope.surely or not scope.teaches]


def _scope(heading: Block, above: _Scope | None) -> _Scope | None:
    """What a heading opens that names a cycle or speaks of OKRs."""
    named, cycle = speaks_of_okrs(heading.plain), names_cycle(heading.plain)
    if not (named or cycle):
        return None
    if cycle and (named or above is not None):
        return _Scope(surely=True, teaches=False)
    teaches = not cycle and _TEACHES.search(heading.plain) is not None
    return _Scope(surely=above is not None and above.surely and not teaches, teaches=teaches)


def _objectives(scope: _Scope) -> Iterator[tuple[Block, Sequence[Block]]]:
    """The objectives of a scope, each with the items below it."""
    listed = [(section, item) for section in scope.sections for item in _items(section.blocks)]
    nested = [item for _, item in listed if any(below.kind == "list" for below in item.children)]
    bold = [item for _, item in listed if is_all("strong", item.text)]
    if 2 * max(len(nested), len(bold)) >= len(listed) > 1:
        yield from ((item, list(_items(item.children))) for _, item in listed if item.plain)
        return
    for section in scope.sections:
        if section.scope:
            yield from _titled(section.blocks)
        elif items := list(_items(section.blocks)):
            yield section.heading, items


def _titled(blocks: Sequence[Block]) -> Iterator[tuple[Block, Sequence[Block]]]:
    """Bold lines, each with the items of the list below it."""
    for block, below in pairwise(blocks):
        if block.kind == "paragraph" and below.kind == "list" and is_all("strong", block.text):
            yield block, below.children


def _items(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "list":
            yield from block.children


def _look_like_results(chosen: Sequence[tuple[Block, Sequence[Block]]]) -> bool:
    """Whether at least half of the items have a number, or a mark such as a priority."""
    items = [item for _, items in chosen for item in items]
    telling = [item for item in items if re.search(r"(?<![\w.])[0-9]", item.plain) or marked(item.plain).said]
    return bool(items) and 2 * len(telling) >= len(items)
