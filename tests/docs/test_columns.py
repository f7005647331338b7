"""The page about importing names everything that a column can hold, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from okrsite.importers.columns import asked
from okrsite.importers.headers import MEANINGS
from okrsite.importers.readers import READERS


def test_the_guide_names_all_meanings_of_columns(guide: Callable[[str], Any]) -> None:
    tables = [table for table in guide("importing").tables() if table.titles[0] == "Meaning"]
    named = [word for table in tables for row in table.rows for word in re.findall(r"`([\w.-]+)`", row[0])]
    assert set(named) == {*MEANINGS, "2026-07-13"} and len(named) == len(set(named))
    assert all(asked(f"{word}=Title") for word in named)


def test_the_guide_speaks_of_every_kind_of_table(guide: Callable[[str], Any]) -> None:
    text = guide("importing").text.lower()
    kinds = {ending.lstrip(".") for ending, reader in READERS.items() if reader != "prose"}
    assert {"csv", "xlsx", "json", "jsonl"} <= kinds
    assert all(kind in text for kind in ("csv", "xlsx", "json", ".jsonl"))
