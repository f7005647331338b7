"""`okrsite check`: every finding, for people, programs and forges."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from okrsite.cli import options
from okrsite.cli.findings import echo, failing, lines_below, show_findings, summary
from okrsite.cli.formats import FORMATS, formatted
from okrsite.codes import MENDABLE
from okrsite.diagnostics import Diagnostic
from okrsite.publish.asked import Asked, asked_for, typed_at, while_typing
from okrsite.publish.checking import Checked, check
from okrsite.publish.press import Press


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True), metavar="[PATH]...")
@options.config_file
@options.as_of
@options.strict
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are written.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these codes, parts of codes or names.")
@click.option("--ignore", multiple=True, metavar="RULES", help="All but these; errors are never ignored.")
@click.option("--fix", is_flag=True, help="Mend what has one right answer, then list what is left.")
@click.option("--diff", is_flag=True, help="Show what `--fix` would change, and write nothing.")
@click.option("--stdin-filename", metavar="PATH", help="The file whose new text `-` brings on standard input.")
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
    fix: bool,
    diff: bool,
    stdin_filename: str | None,
) -> None:
    """List every finding in the documents, with its line and a hint.

    Everything is read, for documents refer to each other; of PATHs, files or folders, only the findings there are
    listed. PATH `-` is text on standard input. Exits with 1 if there are errors.
    """
    chosen = {name: rules for name, rules in (("select", _split(select)), ("ignore", _split(ignore))) if rules}
    press = options.press_for(config_file, as_of, rules=chosen)
    asked = _asked(press, paths, stdin_filename)
    press = while_typing(press, asked)
    whole = True
    if fix or diff:
        from okrsite.cli.mending import mend_files, show_patches  # half of a check needs none of it

        if diff:
            ctx.exit(1 if show_patches(press, asked) else 0)
        asked, whole = mend_files(press, asked)
    checked = check(press, asked)
    _show(checked, press, asked, form, fixed=fix)
    ctx.exit(1 if failing(checked.findings, strict=strict) or not whole else 0)


def _asked(press: Press, paths: tuple[str, ...], name: str | None) -> Asked:
    """What the arguments ask about; a usage error where they don't go together."""
    if "-" not in paths:
        if name is not None:
            raise click.UsageError("`--stdin-filename` names what comes on standard input, so `-` has to be the PATH.")
        return asked_for(press.project, paths)
    if len(paths) > 1:
        raise click.UsageError("`-` stands alone: text on standard input is checked without other PATHs.")
    if name is not None and (not name or Path(name).is_dir()):
        raise click.UsageError(f"`--stdin-filename {name}` names no file.")
    if sys.stdin is None:
        raise click.UsageError("`-` reads standard input, and it is closed.")
    return typed_at(press.project, sys.stdin.buffer.read(), name)


def _show(checked: Checked, press: Press, asked: Asked, form: str, *, fixed: bool) -> None:
    err = fixed and asked.typed is not None
    typed = {asked.typed.path: asked.typed.raw} if asked.typed else {}
    lines = lines_below(press.project.root, typed)
    counted = summary(checked.findings, checked.documents)
    if form == "text":
        show_findings(checked.findings, press.project.root, err=err, lines=lines)
        echo("; ".join((counted, *_further(checked.findings, fixed=fixed))), err=err)
        return
    text = formatted(form, checked.findings, press, lines)
    if text:
        echo(text, err=err)
    echo(counted, err=True)


def _further(findings: Sequence[Diagnostic], *, fixed: bool) -> Iterator[str]:
    """What somebody may do about findings: have them mended, unless that was just done, or explained."""
    if not findings:
        return
    mendable = sum(one.name in MENDABLE for one in findings)
    if mendable and not fixed:
        yield f"`okrsite check --fix` may mend {mendable}"
    yield "`okrsite rules CODE` explains one"


def _split(texts: Iterable[str]) -> list[str]:
    return [rule for text in texts for rule in text.replace(",", " ").split()]
