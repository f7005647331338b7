"""Objectives without a label of their own: what stands right above labelled key results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsite.importers.inline import is_all
from okrsite.importers.outline import Block, Outline
from okrsite.importers.tags import Role, Tag, Tags


def tags(outline: Outline, known: Tags) -> Tags:
    """The objectives above key results and above headings that announce them, and those that an aim announces."""
    found: dict[int, Tag] = {}
    for block in _above(outline.blocks, known):
        if block.at not in known and block.plain:
            found[block.at] = _objective(block)
    if found:
        found |= {block.at: _objective(block) for block in _beside(outline.blocks, found, known)}
    return found


def _objective(block: Block) -> Tag:
    return Tag(Role.OBJECTIVE, block.plain)


def _above(blocks: Sequence[Block], known: Tags, owner: Block | None = None) -> Iterator[Block]:
    """What each key result, or heading that announces some, stands below; `owner` is the item around it."""
    headings: list[Block] = []
    announced = titled = None
    for block in blocks:
        role = known[block.at].role if block.at in known else None
        if block.kind == "heading":
            headings = [one for one in headings if one.level < block.level]
            titled = None
        if role is Role.AIM:
            announced = block
        elif announced is not None and block.kind == "paragraph":
            yield block
            titled, announced = block, None
        elif role in (Role.KEY_RESULT, Role.RESULTS) and (above := owner or titled or _last(headings, known)):
            yield above
        elif block.kind == "paragraph" and is_all("strong", block.text):
            titled = block
        if block.kind == "heading":
            headings.append(block)
        if block.kind == "list":
            yield from _in_list(block, known, owner or titled or _last(headings, known))


def _last(headings: list[Block], known: Tags) -> Block | None:
    """The nearest heading that is not a label itself."""
    return next((one for one in reversed(headings) if one.at not in known), None)


def _in_list(block: Block, known: Tags, owner: Block | None) -> Iterator[Block]:
    for item in block.children:
        role = known[item.at].role if item.at in known else None
        if role in (Role.KEY_RESULT, Role.RESULTS):
            if owner is not None:
                yield owner
        else:
            yield from _above(item.children, known, item if item.plain else owner)


def _beside(blocks: Sequence[Block], found: Tags, known: Tags) -> Iterator[Block]:
    """Items in bold in those lists that hold an implied objective, which have no key results themselves."""
    for block in blocks:
        if block.kind == "list" and any(_holds(item, found) for item in block.children):
            yield from (one for one in _bold_items(block) if one.at not in found and one.at not in known)


def _holds(item: Block, found: Tags) -> bool:
    return item.at in found or any(_holds(below, found) for below in item.children)


def _bold_items(block: Block) -> Iterator[Block]:
    for item in block.children:
        if item.kind == "item" and is_all("strong", item.text):
            yield item
        yield from _bold_items(item)
