"""The notation with labels: `Objective 1:`, `O1.`, `KR1.1`, `**Key Result:**`, `- KR: …`, `#### Key results`."""

from __future__ import annotations

import re

from okrsite.importers.labels import is_section, key_result_label, objective_label
from okrsite.importers.outline import Block, Outline
from okrsite.importers.tags import Role, Tag, Tags

_ANNOUNCES_RESULTS = re.compile(r"(?is).*\bkey\s+results?\b[^.]*:\s*")
_ANNOUNCES_AIM = re.compile(r"(?is).*\bobjectives?\b[^.]*:\s*")
_BOX = re.compile(r"\[[ xX✓]\]\s+")
_LONGEST_ANNOUNCEMENT = 200
_LONGEST_TITLE = 500


def tags(outline: Outline) -> Tags:
    """The role of every block that a label names."""
    found = {}
    for block in outline.walk():
        tag = _tag(block) if block.plain else None
        if tag:
            found[block.at] = tag
    return found


def _tag(block: Block) -> Tag | None:
    if is_section(block.plain):
        return Tag(Role.RESULTS)
    if len(block.plain) > _LONGEST_TITLE:
        return None
    box = _BOX.match(block.plain)
    ticked, text = (box[0], block.plain[box.end() :]) if box else ("", block.plain)
    label = objective_label(text)
    if label:
        return Tag(Role.OBJECTIVE, ticked + label.text, label.number)
    label = key_result_label(text)
    if label:
        return Tag(Role.KEY_RESULT, ticked + label.text, label.number, label.role)
    return _announcement(block) if block.kind == "paragraph" and len(block.plain) < _LONGEST_ANNOUNCEMENT else None


def _announcement(block: Block) -> Tag | None:
    """A sentence that ends in a colon and speaks of what comes next."""
    if _ANNOUNCES_RESULTS.fullmatch(block.plain):
        return Tag(Role.RESULTS)
    return Tag(Role.AIM) if _ANNOUNCES_AIM.fullmatch(block.plain) else None
