"""Files that are written, as people read them: what is new whole, what is changed as a difference."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

import click

from okrsite.cli.findings import printable
from okrsite.publish.closing import File


def would_write(files: Iterable[File]) -> Iterator[str]:
    """What would be written, as lines."""
    none = True
    for file in files:
        none = False
        if file.before is None:
            yield click.style(f"would write {printable(file.shown)}", bold=True)
            yield from (f"  {printable(line)}".rstrip() for line in file.after.decode("utf-8-sig").splitlines())
        else:
            yield click.style(f"would change {printable(file.shown)}", bold=True)
            yield from difference(file)
    if none:
        yield "nothing to write"


def written(files: Iterable[File]) -> Iterator[str]:
    """What was written, a line a file."""
    for file in files:
        yield f"{'wrote' if file.before is None else 'changed'} {printable(file.shown)}"


def difference(file: File) -> Iterator[str]:
    """What changes in a file, with two lines around it."""
    before = (file.before or b"").decode("utf-8-sig").splitlines()
    after = file.after.decode("utf-8-sig").splitlines()
    for line in list(difflib.unified_diff(before, after, n=2, lineterm=""))[2:]:
        colour = {"+": "green", "-": "red"}.get(line[:1])
        yield click.style(f"  {printable(line)}".rstrip(), fg=colour)
