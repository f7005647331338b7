"""`okrsite export`: all data, for other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsite.cli import options
from okrsite.cli.findings import failing, show_findings
from okrsite.errors import OkrsiteError
from okrsite.export.files import export_json
from okrsite.publish.site import context_of, site_of
from okrsite.publish.store import write_whole


@click.command("export")
@options.config_file
@options.as_of
@options.audience
@options.strict
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="What is written.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Instead of standard output.")
@click.pass_context
def command(
    ctx: click.Context,
    config_file: str | None,
    as_of: str | date | None,
    audience: str | None,
    strict: bool,
    form: str,
    output: str | None,
) -> None:
    """Write all data of all cycles as one document."""
    press = options.press_for(config_file, as_of, audience)
    report = press.report(press.project.documents())
    show_findings(report.findings if strict else report.withheld, press.project.root, err=True)
    if report.withheld:
        raise OkrsiteError("nothing is written, for some documents are not for everybody")
    if strict and failing(report.findings, strict=True):
        ctx.exit(1)
    text = export_json(context_of(report, site_of(press)))
    if output is None:
        click.echo(text.encode("utf-8"), nl=False)
        return
    try:
        write_whole(Path(output).absolute(), text.encode("utf-8"))
    except OSError as error:
        raise OkrsiteError(f"`{output}` cannot be written: {error.strerror}") from None
