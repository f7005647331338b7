"""The history of the bench: a line of JSON for each time that it ran, never rewritten."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.measuring import Figures
from bench.scenarios import Row
from msgspec import Struct, to_builtins

ROOT = Path(__file__).parents[2]
DEFAULT = ROOT / ".cache" / "bench" / "history.jsonl"


class Entry(Struct, frozen=True):
    """What the bench found once: when, of which version and commit, on what, against whom."""

    date: str
    version: str
    commit: str
    cores: int
    python: str
    builders: dict[str, str]
    missing: list[str]
    rows: list[Row]

    @property
    def label(self) -> str:
        """The day and the commit."""
        return f"{self.date[:10]} {self.commit}"


def entry(rows: Sequence[Row], builders: Mapping[str, str], missing: Sequence[str]) -> Entry:
    """The entry of now and of this machine; `builders` are versions by name."""
    return Entry(
        datetime.now(UTC).isoformat(timespec="seconds"),
        builders["okrsite"],
        commit(),
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        platform.python_version(),
        dict(builders),
        list(missing),
        list(rows),
    )


def commit() -> str:
    """The short name of what is checked out, with `+` if something has been changed since; `?` outside of git."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        return f"{name}+" if _git("status", "--porcelain", "--untracked-files=no") else name
    except (OSError, subprocess.CalledProcessError):
        return "?"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def append(path: Path, found: Entry) -> None:
    """Write one line at the end of the history; its folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(to_builtins(found), separators=(",", ":")) + "\n")


def read(path: Path) -> tuple[list[Entry], int]:
    """The entries of a history, in order, and how many lines can't be read; none of a history that isn't there."""
    entries, damaged = [], 0
    for line in path.read_bytes().splitlines() if path.exists() else ():
        if line.strip():
            try:
                entries.append(_entry(line))
            except (ValueError, TypeError, KeyError):
                damaged += 1
    return entries, damaged


def _entry(line: bytes) -> Entry:
    written = json.loads(line)
    rows = [Row(**{**row, "figures": Figures(**row["figures"])}) for row in written["rows"]]
    return Entry(**{**written, "rows": rows})
