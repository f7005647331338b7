"""`okrsite new`: a document to be filled in, with what is known already; a command for each kind of draft."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from okrsite.authoring.drafts import KINDS
from okrsite.authoring.drafts.conversation import Kind, Occasion, Option
from okrsite.authoring.drafts.manner import in_manner
from okrsite.cli import options
from okrsite.cli.asking import converse, is_terminal
from okrsite.cli.changes import lines_after, would_write, written
from okrsite.cli.findings import echo, show_findings
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.publish.authored import Desk, day_of_writing, desk_of, edited, refuse_coming
from okrsite.publish.closing import write_all
from okrsite.publish.files import shown
from okrsite.publish.project import Project
from okrsite.publish.site import context_of, site_of

_BLANKS = ("unfilled-placeholder", "target-without-number", "no-measurement", "empty-check-in")
"""What a template is found for, and whoever began it knows."""


class Drafts(click.Group):
    """A command for each kind of document that can be begun."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds of documents."""
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command that begins a document of a kind."""
        return _command(KINDS[cmd_name]) if cmd_name in KINDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The kind that is named; a near miss is suggested."""
        if args[0] not in KINDS and not args[0].startswith("-"):
            close = nearest(args[0], KINDS)
            hint = f"Did you mean `{close}`?" if close else f"Choose one of {', '.join(KINDS)}."
            raise click.UsageError(f"`{args[0]}` is no kind of document that can be begun. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group("new", cls=Drafts)
def command() -> None:
    """Begin a document with what is known already, at the place where it belongs.

    On a terminal you are asked for what is missing; in a script options say it, and what is missing is named. A file
    that is there is never overwritten.
    """


def _command(kind: Kind) -> click.Command:
    """The command that begins a document of a kind; its questions are its options."""

    @options.config_file
    @click.option(
        "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Into this file."
    )
    @click.option("--dry-run", is_flag=True, help="Print it, and write nothing.")
    def begin(
        config_file: str | None, output: Path | None, dry_run: bool, day: str | date | None = None, **given: object
    ) -> None:
        press = options.press_for(config_file, day)
        if kind.of_past and isinstance(day, date):
            refuse_coming(day, day_of_writing(replace(press, day=None)))
        desk = desk_of(press, press.as_of() if kind.of_numbers else day_of_writing(press))
        if desk.report.withheld:
            raise OkrsiteError("nothing is written, for some documents are not for everybody")
        begun = converse(kind, _occasion(desk, given, apart=output is not None))
        uri = shown(output.absolute(), press.project.docs_dir) if output else begun.uri
        _refuse_taken(desk, uri, begun.uri, apart=output is not None)
        raw = begun.raw if begun.uri in desk.sources else in_manner(begun.raw, uri, desk.report)
        edit = edited(desk, {uri: raw})
        if dry_run and edit.files[0].before is None:
            echo(raw.decode().rstrip("\n"))
            return
        if not dry_run:
            write_all(edit.files)
        for line in (would_write if dry_run else written)(edit.files):
            echo(line)
        if not press.project.publishes(uri):
            echo(f"  note      the site leaves it out: documents are .md files below {_docs(press.project)}")
        blanks = [one for one in edit.findings if one.name in _BLANKS]
        if blanks:
            echo(f"{len(blanks)} to fill in: okrsite check {shlex.quote(edit.files[0].shown)}")
        others = (one for one in edit.findings if one.name not in _BLANKS)
        show_findings(others, press.project.root, err=True, lines=lines_after(press.project.root, edit.files))

    made: Any = begin
    for option in reversed(kind.options):
        made = _option(option)(made)
    if not any(option.name == "date" for option in kind.options):
        made = _as_of(made)
    return click.command(kind.name, help=f"Begin {kind.does}.")(made)


def _option(option: Option) -> Callable[[Any], Any]:
    if option.name == "date":
        return click.option("--date", "day", metavar="DATE", callback=options.read_day, help=option.help)
    kind = click.Choice(option.choices) if option.choices else None
    return click.option(
        f"--{option.name}",
        option.key,
        type=kind,
        metavar=None if option.choices else option.metavar,
        multiple=option.many,
        nargs=option.parts,
        help=option.help,
    )


_as_of = click.option(
    "--as-of", "day", metavar="DATE", callback=options.read_day, help="The day that its cycle holds: a date or `today`."
)


def _occasion(desk: Desk, given: dict[str, object], *, apart: bool) -> Occasion:
    docs = desk.press.project.docs_dir
    context = context_of(desk.report, site_of(desk.press))
    return Occasion(
        context,
        desk.report,
        desk.report.as_of,
        given,
        is_terminal(),
        desk.raw,
        lambda uri: os.path.exists(docs / uri),  # noqa: PTH110 -- a name that no disk takes does not exist
        apart,
    )


def _docs(project: Project) -> str:
    return shown(project.docs_dir, project.root)


def _refuse_taken(desk: Desk, uri: str, own: str, *, apart: bool) -> None:
    """Refuse to write over a file, unless a document of ours just gets something more."""
    more = not apart and own in desk.sources
    if not more and os.path.exists(desk.press.project.docs_dir / uri):  # noqa: PTH110 -- as above
        hint = "Name another with `-o`, or another day with `--date`."
        raise OkrsiteError(f"`{desk.path(uri)}` exists already; nothing was written", hint)
