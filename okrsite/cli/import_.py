"""`okrsite import`: what people already have becomes documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli import options
from okrsite.cli.findings import echo, printable
from okrsite.errors import ConfigError, OkrsiteError
from okrsite.publish.project import NAMES
from okrsite.settings import Settings

if TYPE_CHECKING:  # readers and the check bring much that `--help` need not wait for
    from okrsite.importers.columns import Asked
    from okrsite.importers.found import Doubt, FoundColumn
    from okrsite.publish.importing import Import, Plan


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.config_file
@click.option("--team", metavar="TEAM", help="Whose OKRs these are, where a file does not say it.")
@click.option("--cycle", metavar="CYCLE", help="Of which cycle they are, where a file does not say it.")
@click.option(
    "--column",
    "columns",
    metavar="MEANING=TITLE",
    multiple=True,
    help="What a column of a table holds, such as `target=Aim`; can be given again.",
)
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Where documents go."
)
@click.option("--dry-run", is_flag=True, help="Show what would be written and what is doubtful, and write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    config_file: str | None,
    team: str | None,
    cycle: str | None,
    columns: tuple[str, ...],
    output: Path | None,
    dry_run: bool,
) -> None:
    """Turn FILEs in which people keep their OKRs into documents.

    Each team's objectives of a cycle become a document below the output folder, by default that of the documents.
    What can't be placed is kept as text, and what is doubtful is listed with its line. No file is ever overwritten.
    Exits with 1 if a file can't be imported.
    """
    wanted = _asked(columns, files)
    work = _import(config_file, output, team, cycle)
    work.columns = wanted
    failed = False
    for plan in work.plans(files):
        failed |= _carry_out(plan, dry_run)
    ctx.exit(1 if failed else 0)


def _asked(columns: tuple[str, ...], files: tuple[Path, ...]) -> Sequence[Asked]:
    """What `--column` says; ConfigError where it says nothing, or no file has columns."""
    if not columns:
        return ()
    from okrsite.importers.columns import asked
    from okrsite.importers.readers import is_tabular

    wanted = [asked(text) for text in columns]
    if not any(is_tabular(one.name) for one in files):
        raise ConfigError("`--column` is for CSV, XLSX and JSON, and none is to be imported", "Leave it out.")
    return wanted


def _import(config_file: str | None, output: Path | None, team: str | None, cycle: str | None) -> Import:
    """The work to be done; without a configuration the folder has to be named."""
    from okrsite.publish.importing import Import, known_documents

    if config_file is None and not any(Path(name).is_file() for name in NAMES):
        if output is None:
            message = f"there is no configuration file `{NAMES[0]}` here that says where documents go"
            raise ConfigError(message, "Name a folder with `--output DIR`, or begin a site with `okrsite init`.")
        root, folder, settings, project = Path.cwd(), output.absolute(), Settings(), None
    else:
        press = options.press_for(config_file)
        project, settings = press.project, press.settings
        root, folder = project.root, (output.absolute() if output else project.docs_dir)
    return Import(folder, root, settings, team, cycle, known_documents(project, folder, root))


def _carry_out(plan: Plan, dry_run: bool) -> bool:
    """Tell what becomes of a file, and write it unless it is only to be shown; whether it can't be imported."""
    from okrsite.publish.importing import write_plan

    if plan.refusal is not None:
        _refuse(plan.refusal)
        return True
    for line in _doubtful(plan.source, plan.doubts):
        echo(line)
    if plan.edited:
        names = ", ".join(f"`{printable(one.shown)}`" for one in plan.edited)
        told = "is" if len(plan.edited) == 1 else "are"
        message = (
            f"{names} {told} not what `{printable(plan.source)}` gives; one of them was edited since it was imported"
        )
        _refuse(
            OkrsiteError(
                f"{message}. Nothing of it is written", "Import into another folder with `--output DIR`, and compare."
            )
        )
        return True
    if not dry_run:
        write_plan(plan)
    for line in _told(plan, dry_run):
        echo(line)
    return False


def _refuse(refusal: OkrsiteError) -> None:
    click.secho("okrsite: ", fg="red", bold=True, nl=False, err=True)
    echo(printable(refusal.message), err=True)
    if refusal.hint:
        echo(f"hint: {printable(refusal.hint)}", err=True)


def _doubtful(source: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    for doubt in doubts:
        place = click.style(f"{printable(source)}:{doubt.line}:", bold=True)
        yield f"{place} {printable(doubt.message)}"


def _told(plan: Plan, dry_run: bool) -> Iterator[str]:
    """What was written, or would be, and how much it holds."""
    for target in plan.targets:
        name = printable(target.shown)
        if target.state == "same":
            yield f"unchanged {name}"
        elif dry_run:
            yield click.style(f"would write {name}", bold=True)
            yield from (f"  {printable(line)}".rstrip() for line in target.document.raw.decode().splitlines())
        else:
            yield f"wrote {name}"
    yield from _columns(plan.columns)
    objectives = sum(target.document.objectives for target in plan.targets)
    results = sum(target.document.key_results for target in plan.targets)
    held = f"{_counted(objectives, 'objective')} with {_counted(results, 'key result')}"
    doubts = f", {_counted(len(plan.doubts), 'doubt')}" if plan.doubts else ""
    known = "; nothing has changed since it was imported" if not plan.new else ""
    yield f"{printable(plan.source)}: {held}{doubts}{known}"


def _columns(columns: Sequence[FoundColumn]) -> Iterator[str]:
    """What the columns of each sheet were taken for, as `--column` would say it."""
    for sheet in dict.fromkeys(one.sheet for one in columns):
        mine = [one for one in columns if one.sheet == sheet]
        of = f" of `{printable(sheet)}`" if sheet else ""
        meant = (f"{one.means}={printable(one.title)}" for one in mine if one.means != "body")
        yield f"columns{of}: {', '.join(meant)}"
        if rest := [printable(one.title) for one in mine if one.means == "body"]:
            yield f"columns{of} kept as text: {', '.join(rest)}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
