"""The reader of JSON and JSON lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from okrsite.importers.columns import Asked
from okrsite.importers.delimited import text_of
from okrsite.importers.found import Found
from okrsite.importers.jsontext import parse
from okrsite.importers.sheets import MOST_BYTES, Sheet, refuse_beyond
from okrsite.importers.tabular import completed, found_of
from okrsite.importers.tree import gather_tree
from okrsite.importers.tree_shapes import spoken_in


def read(raw: bytes, name: str, columns: Sequence[Asked] = ()) -> Found:
    """What a JSON file holds, by the names of its keys; OkrsiteError for what is no JSON."""
    refuse_beyond(name, "bytes", len(raw), MOST_BYTES)
    text, doubts = text_of(raw, name)
    top = parse(text, name)
    gathering = gather_tree(top, columns, PurePath(name).stem)
    gathering.doubts += doubts
    found = found_of([(Sheet("", ()), gathering)], name)
    return completed(found, spoken_in(top)) if found.objectives else found
