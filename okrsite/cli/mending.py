"""`okrsite check --fix` and `--diff`: what is mended, what would be, and what has to be changed by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click
from msgspec.structs import replace

from okrsite.authoring.patch import patch
from okrsite.cli.findings import counted, echo, is_harmless, printable
from okrsite.errors import OkrsiteError
from okrsite.publish.asked import Asked
from okrsite.publish.mending import MendedFile, mend
from okrsite.publish.press import Press
from okrsite.source.write import write


def show_patches(press: Press, asked: Asked) -> bool:
    """Write what would be mended, as a patch; whether there is anything."""
    files = mend(press, asked)
    for file in files:
        echo(_shown_patch(patch(file.source.path, file.source.raw, file.mending.raw)), nl=False)
    _tell(files, "would be mended")
    return any(file.mending.done for file in files)


def mend_files(press: Press, asked: Asked) -> tuple[Asked, bool]:
    """Mend the files that were asked about, or the typed text, which goes to standard output.

    What is asked about from now on, and whether all that can be mended could be written.
    """
    files = mend(press, asked)
    if asked.typed:
        raw = next((file.mending.raw for file in files), asked.typed.raw)
        sys.stdout.buffer.write(raw)
        asked, written = replace(asked, typed=replace(asked.typed, raw=raw)), list(files)
    else:
        written = [file for file in files if _write(file)]
    _tell(written, "mended")
    return asked, len(written) == len(files)


def _write(file: MendedFile) -> bool:
    """Put a mended file in the place of the one that was read; what somebody changed meanwhile stays."""
    if not file.mending.done:
        return True
    try:
        write(file.place, file.source.raw, file.mending.raw)
    except OkrsiteError as error:
        echo(f"{click.style('okrsite: ', fg='red', bold=True)}{printable(error.message)}", err=True)
        echo(f"hint: {error.hint}", err=True)
        return False
    return True


def _tell(files: Iterable[MendedFile], verb: str) -> None:
    """Say what was mended and what was not, where, and what to do about that."""
    findings = changed = 0
    for file in files:
        for one in file.mending.done:
            place = f"{printable(file.source.path)}:{one.finding.where.line}:"
            rule = click.style(f"{one.finding.code} [{one.finding.name}]", fg="green")
            echo(f"{click.style(place, bold=True)} {rule} {verb}: {printable(one.told)}", err=True)
        for no in file.mending.refused:
            place = f"{printable(file.source.path)}:{no.finding.where.line}:"
            rule = click.style(f"{no.finding.code} [{no.finding.name}]", fg="yellow")
            echo(f"{click.style(place, bold=True)} {rule} not mended: {printable(no.reason)}", err=True)
            for line in no.hint.splitlines():
                echo(f"    {printable(line)}", err=True)
        findings += len(file.mending.done)
        changed += bool(file.mending.done)
    if findings:
        echo(f"{counted(findings, 'finding')} {verb} in {counted(changed, 'file')}", err=True)


def _shown_patch(text: str) -> str:
    """A patch without anything that a terminal would take for a command."""
    return "".join(sign if is_harmless(sign) or sign in "\t\n\r\ufeff" else "\ufffd" for sign in text)
