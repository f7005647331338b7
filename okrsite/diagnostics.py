"""Findings: what is wrong or doubtful in what somebody wrote, with its place and a hint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct, convert
from msgspec.structs import replace


class Severity(StrEnum):
    """How much a finding matters; only errors make `check` fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Where(Struct, frozen=True):
    """A place in a source file: path as people see it, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


Located = Callable[[], Where]
"""Where something stands, told when it is asked for: mostly it never is, and to know it takes longer than the rest."""


class Diagnostic(Struct, frozen=True):
    """One finding; `subject` is the id of what it is about, where there is one."""

    code: str
    name: str
    severity: Severity
    where: Where
    message: str
    hint: str | None = None
    subject: str | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of findings: path, line, column, code."""
        return (self.where.path, self.where.line, self.where.column, self.code, self.message)

    def as_severity(self, severity: Severity) -> Diagnostic:
        """The same finding with another severity."""
        return replace(self, severity=severity)


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings sorted by place, without repeats."""
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key))


def restored(kept: object) -> Diagnostic:
    """The finding that `msgspec.to_builtins` made plain; ValueError for anything else."""
    return convert(kept, Diagnostic)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to `word` regardless of case, or None when nothing is close.

    >>> nearest("basline", ["baseline", "target"])
    'baseline'
    >>> nearest("colour", ["baseline", "target"]) is None
    True
    """
    from difflib import get_close_matches  # only mistakes should pay for it

    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None
