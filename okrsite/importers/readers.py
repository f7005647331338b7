"""Which reader reads which file: one table by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import TypeAlias

from okrsite.errors import OkrsiteError
from okrsite.importers.found import Found

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
}
"""The module of this room that has `read(raw, name)` for an ending; it is loaded when a file of its kind comes."""


def reader_for(name: str) -> Reader:
    """The reader of a file by its name; OkrsiteError for a kind that nobody reads."""
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        known = ", ".join(READERS)
        raise OkrsiteError(f"`{name}` is of no kind that can be imported", f"Import a file that ends in {known}.")
    read: Reader = import_module(f"okrsite.importers.{READERS[ending]}").read
    return read
