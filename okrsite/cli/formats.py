"""The formats of findings, each loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite import __version__
from okrsite.cli.findings import Lines
from okrsite.diagnostics import Diagnostic
from okrsite.publish.press import Press

FORMATS = ("text", "json", "sarif", "github", "gitlab")
"""What `--format` takes; `text` is for people."""


def formatted(form: str, findings: Sequence[Diagnostic], press: Press, lines: Lines) -> str:
    """Findings in one of the formats for programs; forges see paths from their repository's root."""
    if form == "json":
        from okrsite.export.findings.plain import as_json

        return as_json(findings)
    from okrsite.export.findings.located import located
    from okrsite.publish.git import prefix_of

    found = located(findings, lines, prefix_of(press.project.root))
    if form == "github":
        from okrsite.export.findings.github import as_github

        return as_github(found)
    if form == "gitlab":
        from okrsite.export.findings.gitlab import as_gitlab

        return as_gitlab(found)
    from okrsite.export.findings.sarif import as_sarif
    from okrsite.views.urls import Urls

    return as_sarif(found, __version__, press.project.url, Urls(press.settings.paths))
