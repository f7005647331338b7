"""`okrsite close`: final scores, retrospectives to write, drafts of what goes on, and the seal."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from okrsite.cli import options
from okrsite.cli.findings import echo, printable, show_findings
from okrsite.closing.refusal import Refusal
from okrsite.model.archive import Drift
from okrsite.publish.closing import File, Prepared, Wish, prepare_amendment, prepare_close, write_all


@click.command("close")
@click.argument("cycle")
@options.config_file
@options.as_of
@click.option("--now", is_flag=True, help="Do not wait until the days of grace are over.")
@click.option("--unmeasured", type=click.Choice(["zero"]), help="Score key results without a reading 0, and say so.")
@click.option("--next", "following", metavar="CYCLE", help="Where drafts go on.  [default: the next of that length]")
@click.option("--no-carry-over", is_flag=True, help="Draft nothing for the next cycle.")
@click.option("--amend", is_flag=True, help="Seal again a cycle that is closed, as its documents are now.")
@click.option("--reason", metavar="TEXT", help="With `--amend`: why its documents were changed.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@options.strict
def command(
    cycle: str,
    config_file: str | None,
    as_of: str | date | None,
    now: bool,
    unmeasured: str | None,
    following: str | None,
    no_carry_over: bool,
    amend: bool,
    reason: str | None,
    dry_run: bool,
    strict: bool,
) -> None:
    """Close CYCLE: record its final scores, draft what is to be written next, and seal its documents.

    Each team gets a retrospective with its final scores, to be written, and drafts for the next cycle of what it did
    not reach, to be decided about. The seal then tells every later edit, until it is declared with `--amend`.
    """
    _refuse_mixture(amend, reason, now=now, unmeasured=unmeasured, following=following, no_carry_over=no_carry_over)
    press = options.press_for(config_file, as_of)
    try:
        if amend:
            prepared = prepare_amendment(press, cycle, reason)
        else:
            words = " ".join(
                [f"okrsite close {shlex.quote(cycle)}", *([f"--as-of {as_of}"] if as_of else []), *["--now"] * now]
            )
            wish = Wish(cycle, words, now, unmeasured is not None, not no_carry_over, following, strict)
            prepared = prepare_close(press, wish)
    except Refusal as refusal:
        _explain(refusal, press.project.root)
        raise
    if dry_run:
        for line in _shown(prepared.files):
            echo(line)
        return
    write_all(prepared.files)
    for file in prepared.files:
        echo(f"{'wrote' if file.before is None else 'changed'} {printable(file.shown)}")
    for line in _amended(prepared) if amend else _closed(prepared):
        echo(line)


def _refuse_mixture(amend: bool, reason: str | None, **others: object) -> None:
    if reason is not None and not reason.strip():
        raise click.UsageError("`--reason` says nothing.")
    if reason and not amend:
        raise click.UsageError("`--reason` goes with `--amend`.")
    if amend and any(others.values()):
        raise click.UsageError("`--amend` changes nothing but the seal, and goes with `--reason` alone.")


def _explain(refusal: Refusal, root: Path) -> None:
    """Write what stands in the way, one by one."""
    for line in refusal.lines:
        echo(printable(line), err=True)
    show_findings(refusal.findings, root, err=True)


def _shown(files: tuple[File, ...]) -> Iterator[str]:
    """What would be written: new files whole, changed ones as a difference."""
    if not files:
        yield "nothing to write"
    for file in files:
        before = (file.before or b"").decode("utf-8-sig").splitlines()
        after = file.after.decode("utf-8-sig").splitlines()
        if file.before is None:
            yield click.style(f"would write {printable(file.shown)}", bold=True)
            yield from (f"  {printable(line)}".rstrip() for line in after)
        else:
            yield click.style(f"would change {printable(file.shown)}", bold=True)
            lines = list(difflib.unified_diff(before, after, n=2, lineterm=""))[2:]
            yield from (f"  {printable(line)}".rstrip() for line in lines)


def _closed(prepared: Prepared) -> Iterator[str]:
    seal = prepared.seal
    yield f"{seal.cycle} is closed; the seal holds {_documents(len(seal.documents))}"
    if seal.open:
        yield f"{_documents(len(seal.open))} to be written and decided; seal what is done with: {seal.amending}"


def _amended(prepared: Prepared) -> Iterator[str]:
    drift, seal = prepared.drift or Drift(), prepared.seal
    told = (
        ("edited", drift.edited),
        ("added", drift.added),
        ("gone", drift.missing),
        ("sealed now", tuple(path for path in drift.open if path not in seal.open)),
        ("still open, for not all is decided", seal.open),
    )
    for word, paths in told:
        for path in paths:
            yield f"{word}: {printable(path)}"
    if not prepared.files:
        yield f"{seal.cycle} is as it was sealed"


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
