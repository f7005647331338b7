"""Which reader reads which file: one table by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from okrsite.errors import OkrsiteError
from okrsite.importers.found import Found

if TYPE_CHECKING:  # prose needs nothing of tables
    from okrsite.importers.columns import Asked

Reader: TypeAlias = Callable[[bytes, str], Found]
"""From a file's bytes and its name to what it holds; OkrsiteError with a hint where it can't be read."""

READERS = {
    ".md": "prose",
    ".mdx": "prose",
    ".markdown": "prose",
    ".mdown": "prose",
    ".mkd": "prose",
    ".mkdn": "prose",
    ".txt": "prose",
    ".csv": "csv_file",
    ".tsv": "csv_file",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".json": "json_file",
    ".jsonl": "json_file",
    ".ndjson": "json_file",
}
"""The module of this room that has `read(raw, name)` for an ending; it is loaded when a file of its kind comes."""


TABULAR = ("csv_file", "workbook", "json_file")
"""The readers of tables, whose `read` also takes what somebody says that the columns hold."""


def reader_for(name: str, columns: Sequence[Asked] = ()) -> Reader:
    """The reader of a file by its name; OkrsiteError for a kind that nobody reads.

    `columns` is what somebody says of the columns of tables; other readers leave it alone.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        known = ", ".join(READERS)
        raise OkrsiteError(f"`{name}` is of no kind that can be imported", f"Import a file that ends in {known}.")
    read = import_module(f"okrsite.importers.{READERS[ending]}").read
    found: Reader = partial(read, columns=columns) if is_tabular(name) else read
    return found


def is_tabular(name: str) -> bool:
    """Whether a file by its name holds tables, whose columns can be named."""
    return READERS.get(PurePath(name).suffix.lower()) in TABULAR
