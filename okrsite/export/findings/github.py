"""Findings as commands of GitHub's workflows, which show them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.diagnostics import Severity
from okrsite.export.findings.located import Located

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(findings: Iterable[Located]) -> str:
    """One command a line; nothing without findings."""
    return "\n".join(_command(one) for one in findings)


def _command(one: Located) -> str:
    finding = one.finding
    where = {"file": one.file, "line": finding.where.line, "col": finding.where.column}
    title = f"{finding.code} [{finding.name}]"
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in {**where, "title": title}.items())
    message = "\n".join(text for text in (finding.message, finding.hint) if text)
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    r"""A message in which nothing ends the command.

    >>> _data("100%\nof it")
    '100%25%0Aof it'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property in which nothing begins another.

    >>> _property("a,b:c.md")
    'a%2Cb%3Ac.md'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
