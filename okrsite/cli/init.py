"""`okrsite init`: a new repository that builds, checks and publishes at once."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from okrsite import __version__
from okrsite.authoring.starter import FORGES, HOOK, Starter, starter_files
from okrsite.cli import options
from okrsite.cli.findings import echo, printable
from okrsite.publish.as_of import today
from okrsite.publish.starting import Ground, Taken, ground_of, install_hook, lay_out

_KEPT = ("README.md",)
"""What a new repository does without where it is there: nothing depends on it."""


def _name(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise click.BadParameter("a name is a line of text.")
    return value.strip()


@click.command("init")
@click.argument("folder", required=False, default=".", metavar="[DIR]", type=click.Path(file_okay=False))
@click.option(
    "--name", metavar="TEXT", default="Our company", callback=_name, help="What it is called.", show_default=True
)
@click.option("--ci", type=click.Choice(FORGES), default="github", help="Where it is published.", show_default=True)
@click.option(
    "--as-of", "day", metavar="DATE", callback=options.read_day, help="The day its cycle holds.  [default: today]"
)
@click.option("--dry-run", is_flag=True, help="List the files, and write nothing.")
def command(folder: str, name: str, ci: str, day: str | date | None, dry_run: bool) -> None:
    """Make a new repository in DIR: a company, two teams, a cycle that holds today, and all it takes to publish.

    It builds and checks as it is. Nothing that is there is overwritten: a README.md stays as it is, and if
    another file is in the way, none is written.
    """
    place = Path(os.path.normpath(folder))
    ground = ground_of(place.absolute())
    starter = Starter(name, day if isinstance(day, date) else today(), __version__, ci, ground.prefix or "")
    files = starter_files(starter)
    kept = [path for path in _KEPT if os.path.lexists(place / path)]
    files = {path: text for path, text in files.items() if path not in kept}
    if dry_run:
        for path in files:
            echo(f"would write {_below(place, path)}")
        _tell_kept(place, kept)
        return
    try:
        lay_out(Ground(place, ground.prefix), files, HOOK)
    except Taken as taken:
        for path in taken.paths:
            echo(printable(path), err=True)
        raise
    for path in files:
        echo(f"wrote {_below(place, path)}")
    _tell_kept(place, kept)
    for line in (*_hook(ground, files[HOOK], starter), "", "Next:", *_next(place, starter)):
        echo(line)


def _below(place: Path, path: str) -> str:
    return printable((place / path).as_posix())


def _tell_kept(place: Path, kept: Iterable[str]) -> None:
    for path in kept:
        echo(f"not written: {_below(place, path)} is there already")


def _hook(ground: Ground, text: str, starter: Starter) -> Iterator[str]:
    """What became of the git hook."""
    if install_hook(ground, text):
        yield "installed the hook that checks documents before a commit"
    elif ground.prefix is not None:
        yield f"left your git hooks alone; to check documents before a commit: {_enable(starter)}"


def _enable(starter: Starter) -> str:
    return f"git config core.hooksPath {shlex.quote(f'{starter.folder}hooks')}"


def _next(place: Path, starter: Starter) -> Iterator[str]:
    """The commands that lead to a page with a check-in of one's own."""
    steps = [] if place == Path() else [f"cd {shlex.quote(str(place))}"]
    steps += [
        "okrsite build",
        f"okrsite checkin {' '.join(starter.reading)}",
        "okrsite build",
        "python3 -m http.server --directory site",
    ]
    yield from (f"    {step}" for step in steps)
    yield ""
    yield "Then open http://127.0.0.1:8000/, and write your own documents over those in docs. While you write:"
    yield "    okrsite serve"
