"""`okrsite check`: every finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from okrsite.cli import options
from okrsite.cli.findings import echo, failing, show_findings, summary
from okrsite.diagnostics import Diagnostic
from okrsite.publish.files import shown


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True), metavar="[PATH]...")
@options.config_file
@options.as_of
@options.strict
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these codes, parts of codes or names.")
@click.option("--ignore", multiple=True, metavar="RULES", help="All but these; errors are never ignored.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    config_file: str | None,
    as_of: str | date | None,
    strict: bool,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> None:
    """List every finding in the documents, with its line and a hint.

    Everything is read, for documents refer to each other; of PATHs, files or folders, only the findings there are
    listed. Exits with 1 if there are errors.
    """
    chosen = {name: rules for name, rules in (("select", _split(select)), ("ignore", _split(ignore))) if rules}
    press = options.press_for(config_file, as_of, rules=chosen)
    report = press.report(press.project.documents())
    findings = _below(report.findings, paths, press.project.root)
    if form == "json":
        from okrsite.export.data import finding_data

        echo(json.dumps({"findings": [finding_data(one) for one in findings]}, ensure_ascii=False, indent=1))
    else:
        show_findings(findings, press.project.root)
        echo(summary(findings, len(report.documents) + len(report.unreadable)))
    ctx.exit(1 if failing(findings, strict=strict) else 0)


def _split(texts: Iterable[str]) -> list[str]:
    return [rule for text in texts for rule in text.replace(",", " ").split()]


def _below(findings: Sequence[Diagnostic], paths: Sequence[str], root: Path) -> tuple[Diagnostic, ...]:
    if not paths:
        return tuple(findings)
    wanted = [shown(Path(path).absolute(), root) for path in paths]
    return tuple(
        finding
        for finding in findings
        if any(path in (".", finding.where.path) or finding.where.path.startswith(f"{path}/") for path in wanted)
    )
