"""One build: how long, how much of the processors and of memory, and what it wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.watch import Costs
from msgspec import Struct
from msgspec.structs import astuple

Snapshot = dict[str, tuple[int, int, int]]
"""Inode, time of change and size of each file, by its path."""


class BuildError(Exception):
    """A build that failed; its text is one line."""


class Figures(Struct, frozen=True):
    """What one build cost, or the medians of several.

    `seconds` are of the wall, `cpu` those of all its processes. `memory` is the peak in MiB of all its processes
    together, sampled, and never less than the peak of its largest one, which the kernel keeps. `files` and `size`
    in bytes are those of the site afterwards, `written` and `written_size` what the build wrote anew in its
    folder, with its caches.
    """

    seconds: float
    cpu: float
    memory: float
    files: int
    size: int
    written: int
    written_size: int


def measured(command: Sequence[str], folder: Path) -> Figures:
    """Run a build in its folder to its end; one that fails or takes too long raises a `BuildError`."""
    before = snapshot(folder)
    os.sync()  # else it would wait for what the build before it left to be written
    costs = _run(command, folder)
    after = snapshot(folder)
    site = [state for path, state in after.items() if path.startswith("site/")]
    new = [state for path, state in after.items() if before.get(path) != state]
    return Figures(costs["seconds"], costs["cpu"], costs["peak"] / 1024, len(site), _size(site), len(new), _size(new))


def _run(command: Sequence[str], folder: Path) -> Costs:
    log = folder.parent / f"{folder.name}.log"
    watch = [sys.executable, str(Path(__file__).with_name("watch.py")), str(log), *command]
    costs: Costs = json.loads(subprocess.run(watch, cwd=folder, stdout=subprocess.PIPE, check=True).stdout)
    if costs["code"]:
        raise BuildError(reason(log.read_text(errors="replace"), costs["code"]))
    return costs


def reason(log: str, code: int) -> str:
    """Why a build failed, in one line: its exit code and the last thing it said.

    >>> reason("Building\\n\\nError: no theme\\n", 1)
    'exit code 1: Error: no theme'
    """
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return f"exit code {code}: {lines[-1][:200] if lines else 'it said nothing'}"


def snapshot(folder: Path) -> Snapshot:
    """The state of every file in a build's folder, except its documents."""
    return {os.path.relpath(entry.path, folder): _state(entry) for entry in _files(folder, leave=("docs",))}


def _files(folder: Path, leave: Sequence[str] = ()) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in leave:
                    yield from _files(Path(entry.path))
            else:
                yield entry


def _state(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    found = entry.stat(follow_symlinks=False)
    return found.st_ino, found.st_mtime_ns, found.st_size


def _size(states: Sequence[tuple[int, int, int]]) -> int:
    return sum(size for _, _, size in states)


def middle(figures: Sequence[Figures]) -> Figures:
    """The median of each figure.

    >>> middle([Figures(3.0, 5.0, 9.0, 1, 2, 3, 4), Figures(1.0, 6.0, 7.0, 1, 2, 3, 4)])
    Figures(seconds=2.0, cpu=5.5, memory=8.0, files=1, size=2, written=3, written_size=4)
    """
    seconds, cpu, memory, *counts = (median(column) for column in zip(*map(astuple, figures), strict=True))
    return Figures(seconds, cpu, memory, *map(int, counts))
