"""Findings as our own JSON, the shape that the export has too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from okrsite.diagnostics import Diagnostic


def as_json(findings: Iterable[Diagnostic]) -> str:
    """An object with the list `findings`.

    >>> as_json(())
    '{\\n "findings": []\\n}'
    """
    return json.dumps({"findings": [finding_data(one) for one in findings]}, ensure_ascii=False, indent=1)


def finding_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding as `check --format json` and the export show it."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "path": diagnostic.where.path,
        "line": diagnostic.where.line,
        "column": diagnostic.where.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "subject": diagnostic.subject,
    }
