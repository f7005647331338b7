"""Findings as people read them: one line, the source line with a caret, a hint."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import click

from okrsite.diagnostics import Diagnostic, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_JOINERS = "\u200c\u200d"  # Persian words and many emoji hold them
_INSTEAD = {"\t": " ", "\n": " "}
_WIDTH = 100
Lines = Callable[[str], tuple[str, ...]]
_BEFORE = 60


def printable(text: str) -> str:
    r"""`text` in one line, without anything that a terminal would take for a command.

    >>> printable("a\x1b[2J\tb\u2009%")
    'a\ufffd[2J b\u2009%'
    """
    return "".join(sign if is_harmless(sign) else _INSTEAD.get(sign, "\ufffd") for sign in text)


def is_harmless(sign: str) -> bool:
    r"""Whether a terminal just shows a sign.

    >>> is_harmless("\u3000"), is_harmless("\x1b"), is_harmless("\u202e")
    (True, False, False)
    """
    return sign.isprintable() or sign in _SPACES or sign in _JOINERS


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Write a line; colours only on a terminal whose owner wants them."""
    click.echo(text, nl=nl, err=err, color=False if os.environ.get("NO_COLOR") else None)


def show_findings(findings: Iterable[Diagnostic], root: Path, *, err: bool = False, lines: Lines | None = None) -> None:
    """Write findings with their source lines; paths are relative to `root`, where `lines` come from unless given."""
    lines = lines or lines_below(root)
    for finding in findings:
        where, colour = finding.where, _COLOURS[finding.severity]
        place = f"{printable(where.path)}:{where.line}:{where.column}:"
        rule = click.style(f"{finding.code} [{finding.name}]", fg=colour)
        echo(f"{click.style(place, bold=True)} {rule} {printable(finding.message)}", err=err)
        for line in excerpt(lines(where.path), where.line, where.column):
            echo(click.style(line, dim=True), err=err)
        if finding.hint:
            echo(f"    hint: {printable(finding.hint)}", err=err)


def excerpt(lines: tuple[str, ...], line: int, column: int) -> list[str]:
    """The source line with a caret below the column, long lines cut; nothing where there is no such line.

    >>> excerpt(("okr: team", "nmae: Sales"), 2, 1)
    ['    2 | nmae: Sales', '      | ^']
    """
    if not 0 < line <= len(lines):
        return []
    start = max(0, column - 1 - _BEFORE)
    shown = printable(lines[line - 1][start : start + _WIDTH]).rstrip()
    return [f"{line:5} | {shown}", f"      | {' ' * (column - 1 - start)}^"]


def summary(findings: Iterable[Diagnostic], documents: int) -> str:
    """How many findings of each kind there are.

    >>> summary((), 1)
    'no findings in 1 document'
    """
    counts = Counter(finding.severity for finding in findings)
    parts = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{', '.join(parts) or 'no findings'} in {counted(documents, 'document')}"


def failing(findings: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether findings make a command fail: errors do, and with `strict` warnings too."""
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(finding.severity in grave for finding in findings)


def counted(number: int, thing: str) -> str:
    """A number of things.

    >>> counted(1, "file"), counted(2, "file")
    ('1 file', '2 files')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def lines_below(root: Path, typed: Mapping[str, bytes] | None = None) -> Lines:
    """The lines of a file by its path relative to `root`: of what is typed, else of what is on the disk."""

    @lru_cache(maxsize=256)
    def lines(path: str) -> tuple[str, ...]:
        raw = typed[path] if typed and path in typed else _content(root / path)
        return tuple(line.removesuffix("\r") for line in raw.decode("utf-8-sig", "replace").split("\n")) if raw else ()

    return lines


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""
