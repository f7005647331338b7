"""The reader of CSV and TSV files."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.importers.columns import Asked
from okrsite.importers.delimited import sheet_of
from okrsite.importers.found import Found
from okrsite.importers.tabular import found_in


def read(raw: bytes, name: str, columns: Sequence[Asked] = ()) -> Found:
    """What a CSV file holds; OkrsiteError for what is no such file, or has not the columns."""
    return found_in([sheet_of(raw, name)], name, columns)
