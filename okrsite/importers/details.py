"""What stands below a key result or an objective: its fields, and everything else in its own words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from okrsite.importers.drafts import KeyResultDraft, ObjectiveDraft
from okrsite.importers.found import Placed
from okrsite.importers.headings import Headings
from okrsite.importers.inline import links_in, plain_text
from okrsite.importers.labels import field_label
from okrsite.importers.outline import Block, Outline


def last_line(block: Block) -> int:
    """The last line of a block with all that stands below it."""
    return max([block.end, *(last_line(below) for below in block.children)])


def source(outline: Outline, blocks: Sequence[Block]) -> str:
    """The Markdown of blocks that follow one another, moved to the left margin."""
    if not blocks:
        return ""
    lines = outline.lines[blocks[0].line - 1 : max(last_line(block) for block in blocks)]
    return textwrap.dedent("\n".join(lines).expandtabs(4)).strip("\n")


def describe(key_result: KeyResultDraft, blocks: Sequence[Block], outline: Outline) -> None:
    """Add what `blocks` say to a key result: what has a label of its own, and the rest as it stands."""
    for block in blocks:
        key_result.take(block.line, last_line(block))
        if block.kind == "list":
            for item in block.children:
                _piece(key_result, item, outline)
        elif block.kind == "paragraph" and not key_result.title:
            key_result.title = block.plain
        else:
            _piece(key_result, block, outline)


def _piece(key_result: KeyResultDraft, block: Block, outline: Outline) -> None:
    said = field_label(block.plain) if block.kind in ("item", "paragraph") else None
    if said is None or said[0] in ("team", "cycle"):
        text = source(outline, [block])
        key_result.rest.append(Placed(text, block.line))
        return
    key, text = said
    key_result.say(key, text, block.line, block.text)
    key_result.links.extend(links_in(block.text, block.line, outline.references))
    if block.children:
        key_result.rest.append(Placed(source(outline, block.children), block.children[0].line))


def say(objective: ObjectiveDraft, block: Block, headings: Headings, outline: Outline) -> None:
    """Add what a labelled line says to an objective, with what stands below it."""
    said = field_label(block.plain)
    assert said
    key, text = said
    below = source(outline, block.children)
    if key in ("team", "cycle"):
        headings.refine(objective, key, Placed(text, block.line))
        objective.rest.append(Placed(block.text, block.line))
    elif text:
        objective.say(key, text, block.line, block.text)
    elif key == "context" and below:
        lines = (plain_text(line.strip().lstrip("-*+ ")) for line in below.split("\n"))
        objective.say(key, " ".join(lines), block.line)
        below = ""
    if below:
        objective.rest.append(Placed(below, block.children[0].line))
    objective.take(block.line, last_line(block))
