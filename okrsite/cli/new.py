"""`okrsite new`: a document to be filled in, with what is known already."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsite.cli import options
from okrsite.cli.findings import echo, printable
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.cycle import Cycle, CycleRules, parse_cycle
from okrsite.publish.drafts import write_new
from okrsite.publish.files import shown
from okrsite.publish.site import context_of, site_of
from okrsite.views.context import Context
from okrsite.views.review import reviewed_cycle
from okrsite.views.reviewdraft import Draft, review_draft

DOCUMENTS = ("review",)
"""The kinds of documents that can be begun here."""


@click.command("new")
@click.argument("document", type=click.Choice(DOCUMENTS), metavar="review")
@options.config_file
@click.option("--team", required=True, metavar="TEAM", help="The id of the team.")
@click.option(
    "--kind",
    type=click.Choice(["monthly", "mid-cycle"]),
    default="monthly",
    help="The kind of review.",
    show_default=True,
)
@click.option(
    "--date",
    "day",
    metavar="DATE",
    callback=options.read_day,
    help="Its day: a date or `today`.  [default: the as-of day]",
)
@click.option("--cycle", metavar="CYCLE", help="The cycle it looks at.  [default: the team's on that day]")
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Into this file.")
@click.option("--dry-run", is_flag=True, help="Print it, and write nothing.")
def command(
    document: str,
    config_file: str | None,
    team: str,
    kind: str,
    day: str | date | None,
    cycle: str | None,
    output: Path | None,
    dry_run: bool,
) -> None:
    """Begin a document with what is known already: a review has the numbers of its day, and what check-ins said.

    It goes beside the team's other reviews unless a file is named. No file is ever overwritten.
    """
    press = options.press_for(config_file, day)
    report = press.report(press.project.documents())
    if report.withheld:
        raise OkrsiteError("nothing is written, for some documents are not for everybody")
    context = context_of(report, site_of(press))
    draft = _review(context, team, cycle, kind)
    if dry_run:
        echo(draft.text.rstrip("\n"))
        return
    place = output.absolute() if output else press.project.docs_dir / draft.uri
    write_new(place, shown(place, press.project.root), draft.text)
    echo(f"wrote {printable(shown(place, press.project.root))}")


def _review(context: Context, team: str, cycle: str | None, kind: str) -> Draft:
    whose = _team(context, team)
    looked_at = _cycle(context, cycle) if cycle else reviewed_cycle(context, whose, context.as_of)
    if looked_at is None:
        message = f"no cycle with objectives holds {context.as_of.isoformat()}"
        raise OkrsiteError(message, "Name the cycle with `--cycle`, or another day with `--date`.")
    return review_draft(context, whose, looked_at, context.as_of, kind)


def _team(context: Context, text: str) -> str:
    known = {id.lower(): id for id in context.graph.teams}
    if text.lower() in known:
        return known[text.lower()]
    close = nearest(text, known.values())
    hint = f"Did you mean `{close}`?" if close else "Name a team that has a document."
    raise OkrsiteError(f"there is no team `{printable(text)}`", hint)


def _cycle(context: Context, text: str) -> Cycle:
    settings = context.settings
    found = parse_cycle(text, CycleRules(settings.fiscal_year_start, settings.named_cycles))
    if found and found.id in context.graph.cycles:
        return context.graph.cycles[found.id]
    close = nearest(text, context.graph.cycles)
    hint = f"Did you mean `{close}`?" if close else "Name a cycle that has objectives, such as 2026-Q3."
    raise OkrsiteError(f"no document speaks of a cycle `{printable(text)}`", hint)
