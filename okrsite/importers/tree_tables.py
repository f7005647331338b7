"""Lists of mappings in JSON that are the lines of a table."""

from __future__ import annotations

from okrsite.importers.columns import is_header, kind_of
from okrsite.importers.headers import meaning_of
from okrsite.importers.jsontext import Leaf, Many
from okrsite.importers.sheets import Line, Sheet
from okrsite.importers.tree_results import AMOUNTS
from okrsite.importers.tree_shapes import pieces, results_of, text_of


def _nests(node: Many) -> bool:
    """Whether a mapping holds key results within, so that it is no line of a table."""
    pairs = dict(node.pairs())
    return any(isinstance(pairs[key], Many) for key in results_of(node))


def table_of(node: Many) -> Sheet | None:
    """A list of mappings as a table, where their keys are titles of columns; None for other lists."""
    members = [one for one in node.values if isinstance(one, Many) and one.keyed]
    if not members or len(members) < len(node.values) or any(_nests(one) for one in members):
        return None
    keys = list(dict.fromkeys(key for one in members for key in one.keys))
    header = Line(node.line, tuple(keys))
    meanings = {meaning_of(key).key for key in keys}
    kinds = [key for key in keys if meaning_of(key).key == "kind"]
    telling = any(kind_of(text_of(value)) for one in members for key, value in one.pairs() if key in kinds)
    if not is_header(header) or not (
        {"objective", "key_result"} <= meanings or telling or {"okr", "parent"} <= meanings
    ):
        return None
    lines = []
    for one in members:
        cells = dict.fromkeys(keys, "")
        for key, value in one.pairs():
            spoken = text_of(value) if isinstance(value, Leaf) or not value.keyed else ""
            parts = [spoken] if spoken else [f"{path}: {text}".strip(": ") for path, text, _ in pieces("", value)]
            said = text_of(value) if meaning_of(key).key in ("owner", "team", "cycle", "parent", *AMOUNTS) else ""
            cells[key] = said or "; ".join(parts)
        if any(cells.values()):
            lines.append(Line(one.line, tuple(cells.values())))
    return Sheet("", (header, *lines))
