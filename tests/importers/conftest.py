"""Small files in the notations that people use, imported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from textwrap import dedent
from typing import Any

import pytest
from msgspec import to_builtins

from okrsite.importers.found import Found
from okrsite.importers.prose import read
from okrsite.importers.writing import Imported, Wish, write_documents
from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile

DAY = date(2026, 8, 14)


class Importer:
    """Imports text as if it stood in a file."""

    def found(self, text: str, name: str = "okrs.md") -> Found:
        """What a reader finds."""
        return read(dedent(text).lstrip("\n").encode(), name)

    def outline(self, text: str, name: str = "okrs.md") -> list[tuple[str, list[str]]]:
        """The titles that a reader finds."""
        return [
            (one.title.text, [kr.title.text for kr in one.key_results]) for one in self.found(text, name).objectives
        ]

    def written(self, text: str, name: str = "okrs.md", **wish: Any) -> Imported:
        """The documents that a text becomes."""
        given = {"team": "crew", "cycle": "2026-Q3", **wish}
        return write_documents(self.found(text, name), Wish(name, DAY, **given))

    def document(self, text: str, **wish: Any) -> str:
        """The last document that a text becomes."""
        return self.written(text, **wish).documents[-1].raw.decode()

    def keys(self, text: str, **wish: Any) -> dict[str, object]:
        """The first key result as it is written, and what its objective says."""
        content = self.report(self.written(text, **wish)).documents
        entry = next(one.content for one in content.values() if one.content.okr == "objectives").objectives[0]
        chosen = entry.key_results[0] if entry.key_results else entry
        return {
            key: value for key, value in to_builtins(chosen, builtin_types=(Decimal, date)).items() if key != "faults"
        }

    def report(self, imported: Imported) -> Report:
        """What our own check makes of the documents."""
        files = [SourceFile(one.name, one.name, one.raw) for one in imported.documents]
        return report(files, Settings(), DAY)


@pytest.fixture(scope="session")
def importer() -> Importer:
    """Imports text as if it stood in a file."""
    return Importer()
