"""Findings as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from okrsite.diagnostics import Severity
from okrsite.export.findings.located import Located
from okrsite.rules.registry import RulePage, page_of
from okrsite.views.urls import Urls

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
Data = dict[str, Any]


def as_sarif(findings: Sequence[Located], version: str, site: str | None, urls: Urls) -> str:
    """A log of one run, with the rules that found something.

    `site` is the address of the published site, whose pages tell about the rules; None where it is unknown.
    """
    names = sorted({one.finding.name for one in findings}, key=lambda name: page_of(name).code)
    rules = [_rule(page_of(name), site, urls) for name in names]
    driver = {"name": "okrsite", "version": version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, names.index(one.finding.name)) for one in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(page: RulePage, site: str | None, urls: Urls) -> Data:
    address = f"{site.rstrip('/')}/{urls.rule(page.code)}" if site else None
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": page.what},
        **({"fullDescription": {"text": _one_line(page.why)}} if page.why else {}),
        "help": _help(page),
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _help(page: RulePage) -> Data:
    shown = [(title, text) for title, text in (("Wrong", page.bad), ("Right", page.good)) if text]
    words = [page.what, *([page.why] if page.why else [])]
    text = "\n\n".join([*words, *(f"{title}:\n\n{example}" for title, example in shown)])
    markdown = "\n\n".join([*words, *(f"**{title}**\n\n```yaml\n{example}\n```" for title, example in shown)])
    return {"text": text, "markdown": markdown}


def _result(one: Located, rule: int) -> Data:
    finding = one.finding
    about = {"logicalLocations": [{"fullyQualifiedName": finding.subject}]} if finding.subject else {}
    place = {"artifactLocation": {"uri": quote(one.file), "uriBaseId": "%SRCROOT%"}, "region": _region(one)}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain("\n".join(text for text in (finding.message, finding.hint) if text))},
        "locations": [{"physicalLocation": place, **about}],
        "partialFingerprints": {"okrsiteFinding/v1": one.fingerprint},
    }


def _region(one: Located) -> Data:
    """From the finding's column to the end of its line."""
    where, source = one.finding.where, one.source.rstrip()
    region: Data = {"startLine": where.line, "startColumn": where.column}
    if len(source) >= where.column:
        region |= {"endColumn": len(source) + 1, "snippet": {"text": one.source}}
    return region


def _plain(text: str) -> str:
    r"""A message in which nothing looks like a link.

    >>> _plain("`[22%](1)` is no [number]")
    '`\\[22%](1)` is no [number]'
    """
    return _LINK.sub(r"\\[", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
