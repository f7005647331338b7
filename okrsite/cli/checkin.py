"""`okrsite checkin`: a reading, put where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import click

from okrsite.authoring.checkins import NewReading, entry_at, written_at
from okrsite.authoring.steps import STEPPED
from okrsite.cli import asking, options
from okrsite.cli.changes import lines_after, would_write, written
from okrsite.cli.findings import echo, printable, show_findings
from okrsite.model.key_result import KeyResult
from okrsite.model.reading import Reading
from okrsite.publish.as_of import today
from okrsite.publish.authored import Edited, day_of_writing, desk_of, refuse_coming
from okrsite.publish.checkins import key_result_named, prepare_checkin
from okrsite.publish.closing import write_all
from okrsite.report import Report
from okrsite.source.fields import MisreadError, read_share
from okrsite.views import numbers
from okrsite.views.marks import status_mark
from okrsite.views.told import now_text, wanted_text

_BELOW_ZERO = re.compile(r"[-−][\d.$€£¥]")


class Readings(click.Command):
    """A command whose values may be below zero: `-40` is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, a number below zero last."""
        below = [word for word in args if _BELOW_ZERO.match(word)]
        if below and "--" not in args:
            args = [*(word for word in args if word not in below), "--", *below]
        return super().parse_args(ctx, args)


def _share(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            read_share(value)
    except MisreadError:
        raise click.BadParameter(f"`{value}` is no number from 0 to 1, no percentage and no n/10.") from None
    return value


@click.command("checkin", cls=Readings)
@click.argument("key_result", metavar="KR")
@click.argument("value", required=False)
@options.config_file
@options.as_of
@click.option(
    "--date", "day", metavar="DATE", callback=options.read_day, help="The day of the reading.  [default: today]"
)
@click.option("--note", metavar="TEXT", help="What there is to say about it.")
@click.option("--confidence", metavar="SHARE", callback=_share, help="That the target will be met: 0.7, 70% or 7/10.")
@click.option("--health", type=click.Choice(["green", "amber", "red"]), help="How its owner feels about it.")
@click.option("--replace", is_flag=True, help="Write over the reading that the day has already.")
@click.option("--dry-run", is_flag=True, help="Show what would be changed, and write nothing.")
def command(
    key_result: str,
    value: str | None,
    config_file: str | None,
    as_of: str | date | None,
    day: str | date | None,
    note: str | None,
    confidence: str | None,
    health: str | None,
    replace: bool,
    dry_run: bool,
) -> None:
    """Record VALUE as today's reading of the key result KR.

    It goes into the file of the key result, in the fewest lines that do, below its other check-ins; or into the
    team's check-in document of that day. Of milestones VALUE is the name or the number of the one that is done, of a
    key result that is done or not it is `done`.
    """
    press = options.press_for(config_file, as_of)
    when = _day(day, day_of_writing(press))
    desk = desk_of(press, max(when, day_of_writing(press)))
    meant = key_result_named(desk.report, key_result)
    value = value if value is not None else _asked(desk.report, meant)
    reading = NewReading(when, value.strip(), confidence, note, health)
    edit = prepare_checkin(desk, meant, reading, replace=replace)
    if not dry_run:
        write_all(edit.files)
    for line in (would_write if dry_run else written)(edit.files):
        echo(line)
    for line in _moved(edit, meant, reading):
        echo(line)
    for line in (*_kept(edit, meant), *_weekly(edit, meant)):
        echo(line)
    if desk.report.as_of > day_of_writing(press):
        echo(f"  note      the site's numbers are of {day_of_writing(press)} (`as_of`), before this reading")
    lines = lines_after(press.project.root, edit.files)
    show_findings(edit.findings, press.project.root, err=True, lines=lines)


def _day(wish: str | date | None, usual: date) -> date:
    if wish == "commit":
        raise click.UsageError("`--date` is a date or `today`.")
    day = wish if isinstance(wish, date) else usual if wish is None else today()
    refuse_coming(day, usual)
    return day


def _asked(report: Report, key_result: KeyResult) -> str:
    """The value, asked for on a terminal."""
    if not asking.is_terminal():
        raise click.UsageError(f"Missing argument 'VALUE': the reading of `{key_result.id}`.")
    current = report.card.key_results[key_result.id].current
    last = f"last {printable(_said(current))}" if current else "no reading yet"
    wanted = wanted_text(key_result)
    echo(f"{printable(key_result.title)}: {last}{f', wanted {printable(wanted)}' if wanted else ''}", err=True)
    answer: str = click.prompt("New reading", err=True)
    return answer


def _moved(edit: Edited, key_result: KeyResult, reading: NewReading) -> Iterator[str]:
    """What the reading changes: reading, progress, status, and the objective's score."""
    one, other = (report.card.key_results[key_result.id] for report in (edit.before, edit.after))
    yield f"{key_result.id}  {printable(key_result.title)}"
    if key_result.type in STEPPED:
        steps = [report.graph.key_results[key_result.id] for report in (edit.before, edit.after)]
        yield _step("done", now_text(steps[0], one), now_text(steps[1], other))
    else:
        yield _step("reading", _said(one.current), _said(other.current))
    yield _step("progress", numbers.percent(one.progress), numbers.percent(other.progress))
    yield _step("status", status_mark(one.status).word, status_mark(other.status).word)
    before, after = (report.card.objectives[key_result.objective].score for report in (edit.before, edit.after))
    yield _step("objective", f"score {numbers.score(before)}", numbers.score(after))
    if other.current and other.current.date > reading.date:
        yield f"  note      the reading of {other.current.date} is newer, and counts"


def _kept(edit: Edited, key_result: KeyResult) -> Iterator[str]:
    """That `current` stays where the key result has one: from now on it is a reading like others."""
    document, path = written_at(edit.before, key_result)
    current = entry_at(document, path).current
    if current is not None:
        line = document.where(*path, "current").line
        yield f"  note      `current: {printable(current)}` stays, in line {line}; the newest reading counts"


def _weekly(edit: Edited, key_result: KeyResult) -> Iterator[str]:
    """What a team that keeps check-in documents might want instead."""
    graph = edit.before.graph
    objective = graph.objective_of(key_result)
    cycle = graph.cycles[objective.cycle]
    kept = [one for one in graph.checkins if one.team == objective.team and cycle.contains(one.date)]
    if kept and edit.files[-1].path.name != kept[-1].uri.rpartition("/")[2]:
        yield f"  note      for all of the team's key results at once: okrsite new checkin --team {objective.team}"


def _step(name: str, before: str, after: str) -> str:
    way = after if before == after else f"{before} → {after}"
    return f"  {name:9} {printable(way)}"


def _said(reading: Reading | None) -> str:
    return f"{reading.text} on {reading.date}" if reading else "none"
