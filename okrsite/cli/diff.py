"""`okrsite diff`: what a change does to goals, numbers and findings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import click
from msgspec.structs import replace

from okrsite.cli import options
from okrsite.cli.findings import echo, printable
from okrsite.compute.difference import Side, difference
from okrsite.errors import ConfigError, OkrsiteError
from okrsite.publish import revision as past
from okrsite.publish.press import Press
from okrsite.publish.project import Project
from okrsite.publish.site import context_of, site_of
from okrsite.views.context import Context
from okrsite.views.differences import DifferenceView, Entry, difference_view

_MARKDOWN = "\\`*_{}[]()<>#+!|~&"


@click.command("diff")
@click.argument("before", metavar="REV")
@click.argument("after", required=False, metavar="[REV]")
@options.config_file
@options.as_of
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="How it is written.")
def command(before: str, after: str | None, config_file: str | None, as_of: str | date | None, form: str) -> None:
    """Tell what changes from one REV to another, or to the files as they are now.

    Targets moved come first, then scores and statuses, then findings new and gone. Both sides are reckoned as of the
    same day, that of the newer one, so that nothing changes by the days that pass. `--format markdown` is made for the
    comment of a pull request.
    """
    with ExitStack() as stack:
        press = options.press_for(config_file, as_of)
        old = stack.enter_context(past.at_revision(press.project, before))
        day = _day(press, after)
        new = press
        if after is not None:
            new = stack.enter_context(past.at_revision(press.project, after))
        was, now = (_context(replace(one, day=day)) for one in (old, new))
    found = difference(_side(was), _side(now))
    view = difference_view(was, now, found)
    for line in _markdown(view) if form == "markdown" else _text(view):
        echo(line)


def _day(press: Press, after: str | None) -> date:
    """The day for both sides: as asked for or configured; the newer commit's where that is wanted."""
    wish = press.settings.as_of if press.day is None else press.day
    if after is None or wish != "commit":
        return press.as_of()
    return past.date_of(press.project, past.commit_of(press.project, after))


def _context(press: Press) -> Context:
    if press.faults:
        raise ConfigError(
            f"`{press.project.config_file.name}` is not sound in that revision: {press.faults[0].message}"
        )
    project: Project = press.project
    report = press.report(project.documents())
    if report.withheld:
        raise OkrsiteError("nothing is shown, for some documents are not for everybody")
    return context_of(report, site_of(press))


def _side(context: Context) -> Side:
    return Side(context.graph, context.card, context.findings)


def _text(view: DifferenceView) -> Iterator[str]:
    yield click.style(view.fact, bold=True)
    for part in view.parts:
        yield ""
        yield click.style(part.title, bold=True)
        for entry in part.entries:
            yield f"  {_plain(entry)}"


def _plain(entry: Entry) -> str:
    text = click.style(printable(entry.text), fg="yellow" if entry.grave else None)
    note = f" ({printable(entry.note)})" if entry.note else ""
    return f"{printable(entry.name)}  {click.style(printable(entry.id), dim=True)}: {text}{note}"


def _markdown(view: DifferenceView) -> Iterator[str]:
    yield f"### {_escaped(view.fact)}"
    for part in view.parts:
        yield ""
        yield f"**{_escaped(part.title)}**"
        yield ""
        for entry in part.entries:
            mark = "⚠ " if entry.grave else ""
            note = f" — {_escaped(entry.note)}" if entry.note else ""
            yield f"- {mark}{_escaped(entry.name)} ({_escaped(entry.id)}): {_escaped(entry.text)}{note}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, in one line; names of people don't ring them up."""
    line = printable(text).replace("@", "@\u200b")
    return "".join(f"\\{sign}" if sign in _MARKDOWN else sign for sign in line)
