"""Findings as GitLab's code quality report, which merge requests show."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from okrsite.diagnostics import Severity
from okrsite.export.findings.located import Located

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def as_gitlab(findings: Iterable[Located]) -> str:
    """A list of issues, an empty one without findings."""
    return json.dumps([_issue(one) for one in findings], ensure_ascii=False, indent=1)


def _issue(one: Located) -> dict[str, Any]:
    finding = one.finding
    hint = f" ({finding.hint})" if finding.hint else ""
    return {
        "description": f"{finding.code}: {finding.message}{hint}",
        "check_name": finding.name,
        "fingerprint": one.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": one.file, "lines": {"begin": finding.where.line}},
    }
