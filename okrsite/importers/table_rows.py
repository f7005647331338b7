"""The rows of a table as objectives and key results being gathered."""

from __future__ import annotations

from msgspec import Struct, field

from okrsite.importers.drafts import KeyResultDraft, ObjectiveDraft
from okrsite.importers.entry import NAMES
from okrsite.importers.found import Placed
from okrsite.importers.headings import Headings
from okrsite.importers.inline import links_in
from okrsite.importers.marks import marked
from okrsite.importers.outline import Block, Outline
from okrsite.importers.tables import TableReading, TableRow


class GatheredRows(Struct):
    """The objectives that a table opens, in order, and the lines that it takes up whatever becomes of them."""

    opened: list[ObjectiveDraft] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def gather_rows(
    block: Block,
    reading: TableReading,
    bucket: str,
    objective: ObjectiveDraft | None,
    headings: Headings,
    outline: Outline,
) -> GatheredRows:
    """Put the rows of a table where they belong: below `objective`, or below the objectives among them."""
    gathered = GatheredRows()
    key_result: KeyResultDraft | None = None
    frame = set(range(block.line, block.end + 1)) - {row.line for row in reading.rows}
    for row in reading.rows:
        if row.kind == "objective":
            objective = _objective(row, headings, outline)
            objective.lines |= {row.line} | frame
            gathered.opened.append(objective)
        elif objective is None or not row.title:
            headings.keep(Placed(_told(row), row.line))
            gathered.used.add(row.line)
        elif row.kind == "key_result":
            key_result = _key_result(row, outline)
            key_result.lines |= {row.line} | frame
            objective.add(bucket, key_result)
        else:
            below = key_result or objective
            below.rest.append(Placed(_told(row), row.line))
            below.take(row.line)
    return gathered


def _objective(row: TableRow, headings: Headings, outline: Outline) -> ObjectiveDraft:
    opened = ObjectiveDraft(row.title, row.line, row.number, level=headings.level)
    headings.place(opened)
    opened.links.extend(links_in(row.markdown, row.line, outline.references))
    return opened


def _key_result(row: TableRow, outline: Outline) -> KeyResultDraft:
    found = marked(row.title)
    key_result = KeyResultDraft(found.text, row.line, row.number)
    key_result.say_all({**found.said, **row.said}, row.line)
    key_result.links.extend(links_in(row.markdown, row.line, outline.references))
    key_result.rest.extend(Placed(text, row.line) for text in row.rest)
    return key_result


def _told(row: TableRow) -> str:
    """All that a row says, in one line."""
    said = [f"{NAMES.get(key, key)}: {text}" for key, text in row.said.items()]
    return " · ".join(part for part in (row.title, *said, *row.rest) if part)
