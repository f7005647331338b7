"""The examples of importing are imported, and become what the page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

from okrsite.importers.readers import reader_for
from okrsite.importers.writing import Wish, write_documents


def test_each_example_becomes_the_document_that_the_page_shows(guide: Callable[[str], Any]) -> None:
    blocks = guide("importing").blocks()
    pairs = [(text, shown) for text, shown in pairwise(blocks) if text.info == "markdown"]
    assert pairs
    for text, shown in pairs:
        found = reader_for("okrs.md")(text.text.encode(), "okrs.md")
        imported = write_documents(found, Wish("okrs.md", date(2026, 8, 14), team="reception", cycle="2026-Q3"))
        assert [one.raw.decode() for one in imported.documents] == [shown.text + "\n"]


def test_the_doubts_are_those_that_the_page_tells(guide: Callable[[str], Any]) -> None:
    text = next(block.text for block in guide("importing").blocks() if block.info == "markdown")
    doubts = write_documents(
        reader_for("okrs.md")(text.encode(), "okrs.md"), Wish("okrs.md", date(2026, 8, 14), team="reception")
    ).doubts
    assert [one.line for one in doubts] == [11, 11]
    assert {"baseline", "target"} == {one.message.split()[1] for one in doubts}
