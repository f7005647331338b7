"""Findings in MkDocs' log, one line each, so that `mkdocs build --strict` fails for them."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from okrsite.diagnostics import Diagnostic, Severity


def in_one_line(finding: Diagnostic) -> str:
    """A finding with its place, its rule and its hint."""
    where = finding.where
    line = f"{where.path}:{where.line}:{where.column}: {finding.code} [{finding.name}] {finding.message}"
    return f"{line}. {finding.hint}" if finding.hint else line


def log_findings(log: logging.Logger, findings: Iterable[Diagnostic]) -> None:
    """Log errors and warnings as warnings, notes as information."""
    for finding in findings:
        level = logging.INFO if finding.severity == Severity.NOTE else logging.WARNING
        log.log(level, "%s", in_one_line(finding))
