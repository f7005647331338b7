"""Files that are written, as people read them: what is new whole, what is changed as a difference."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from okrsite.cli.findings import Lines, lines_below, printable
from okrsite.publish.closing import File


def would_write(files: Iterable[File]) -> Iterator[str]:
    """What would be written, as lines."""
    none = True
    for file in files:
        none = False
        if file.before is None:
            yield click.style(f"would write {printable(file.shown)}", bold=True)
            yield from (f"  {printable(line)}".rstrip() for line in file.after.decode("utf-8-sig").splitlines())
        elif file.before == file.after:
            yield _unchanged(file)
        else:
            yield click.style(f"would change {printable(file.shown)}", bold=True)
            yield from difference(file)
    if none:
        yield "nothing to write"


def written(files: Iterable[File]) -> Iterator[str]:
    """What was written, a line a file."""
    for file in files:
        same = file.before == file.after
        yield _unchanged(file) if same else f"{'wrote' if file.before is None else 'changed'} {printable(file.shown)}"


def _unchanged(file: File) -> str:
    return f"unchanged {printable(file.shown)}: it stands there already"


def lines_after(root: Path, files: Iterable[File]) -> Lines:
    """The lines of files as they will be once some are written; paths are relative to `root`."""
    return lines_below(root, {file.shown: file.after for file in files})


def difference(file: File) -> Iterator[str]:
    """What changes in a file, with two lines around it."""
    before = (file.before or b"").decode("utf-8-sig").splitlines()
    after = file.after.decode("utf-8-sig").splitlines()
    for line in list(difflib.unified_diff(before, after, n=2, lineterm=""))[2:]:
        colour = {"+": "green", "-": "red"}.get(line[:1])
        yield click.style(f"  {printable(line)}".rstrip(), fg=colour)
