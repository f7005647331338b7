"""Findings as forges and programs read them: valid where there is a schema, in the right place, the same every day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from okrsite.codes import CODES, finding
from okrsite.diagnostics import Diagnostic, Severity, Where
from okrsite.export.findings.github import as_github
from okrsite.export.findings.gitlab import as_gitlab
from okrsite.export.findings.located import Located, located
from okrsite.export.findings.plain import as_json
from okrsite.export.findings.sarif import as_sarif
from okrsite.views.urls import Urls

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0-rtm.5.json").read_text("utf-8"))
LINES = ("---", "okr: objectives", "  - id: A-1", "    baseline: >= 5  # so", "")
URLS = Urls({"quality": "health"})


def lines(path: str) -> tuple[str, ...]:
    return LINES if path.endswith("a b.md") else ()


def at(line: int, column: int = 5, name: str = "no-owner", message: str = "nobody owns `A`", **more: Any) -> Diagnostic:
    return finding(name, Where("docs/a b.md", line, column), message, "Add `owner`.", **more)


FOUND = (
    at(3, subject="A-1"),
    at(4, 15, "misread-value", "100% of [it](x)\r\nis\nmisread"),
    at(4, 15, "assumed-start"),
    finding("unreadable-document", Where("docs/gone.md", 7, 3), "it is gone"),
)


def sarif(found: tuple[Located, ...], site: str | None = "https://okrs.example.org/x/") -> Any:
    log = json.loads(as_sarif(found, "0.1.0", site, URLS))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    return log["runs"][0]


def test_json_is_the_contract_s() -> None:
    keys = ["code", "name", "severity", "path", "line", "column", "message", "hint", "subject"]
    assert [list(one) for one in json.loads(as_json(FOUND))["findings"]] == [keys] * 4


def test_sarif_is_valid_with_and_without_findings_and_a_site() -> None:
    assert len(sarif(located(FOUND, lines))["results"]) == 4
    assert sarif(located(FOUND, lines), None)["tool"]["driver"]["rules"][0].keys().isdisjoint({"helpUri"})
    assert sarif(())["results"] == []


@pytest.mark.parametrize("name", CODES)
def test_every_rule_is_valid_in_sarif_and_says_how_to_mend_what_it_finds(name: str) -> None:
    rule = sarif(located([at(3, name=name)], lines))["tool"]["driver"]["rules"][0]
    assert (rule["id"], rule["name"]) == (CODES[name][0], name)
    assert rule["shortDescription"]["text"].endswith(".")
    assert rule["help"]["markdown"].startswith(rule["help"]["text"].split("\n\n")[0])


def test_sarif_places_a_result_from_its_column_to_the_end_of_the_line() -> None:
    run = sarif(located(FOUND, lines, "okrs/"))
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert places[0]["artifactLocation"] == {"uri": "okrs/docs/a%20b.md", "uriBaseId": "%SRCROOT%"}
    assert places[0]["region"] == {
        "startLine": 3,
        "startColumn": 5,
        "endColumn": 12,
        "snippet": {"text": "  - id: A-1"},
    }
    assert places[3]["region"] == {"startLine": 7, "startColumn": 3}
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_names_rules_once_and_leads_to_their_pages() -> None:
    run = sarif(located((*FOUND, at(3)), lines))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["OKR101", "OKR107", "OKR212", "OKR301"]
    assert rules[3]["helpUri"] == "https://okrs.example.org/x/health/rules/okr301/"
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert [one["level"] for one in run["results"]] == ["warning", "warning", "note", "error", "warning"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "warning", "note", "warning"]


def test_sarif_takes_nothing_in_a_message_for_a_link() -> None:
    assert r"\[it](x)" in sarif(located(FOUND, lines))["results"][1]["message"]["text"]


def test_a_fingerprint_survives_lines_above_and_days_that_pass() -> None:
    before = located([at(3, message="34 days old", subject="A-1")], lambda _: LINES)
    after = located([at(4, message="35 days old", subject="A-1")], lambda _: ("---", *LINES))
    assert before[0].fingerprint == after[0].fingerprint


def test_fingerprints_differ_by_line_rule_and_repeat() -> None:
    found = located([at(3), at(3, 7), at(4), at(3, name="no-kind")], lines)
    assert len({one.fingerprint for one in found}) == 4


def test_github_gets_commands_in_which_nothing_ends_early() -> None:
    assert as_github(located(FOUND, lines, "okrs/")).splitlines() == [
        "::warning file=okrs/docs/a b.md,line=3,col=5,title=OKR301 [no-owner]::nobody owns `A`%0AAdd `owner`.",
        "::warning file=okrs/docs/a b.md,line=4,col=15,title=OKR107 [misread-value]"
        "::100%25 of [it](x)%0D%0Ais%0Amisread%0AAdd `owner`.",
        "::notice file=okrs/docs/a b.md,line=4,col=15,title=OKR212 [assumed-start]::nobody owns `A`%0AAdd `owner`.",
        "::error file=okrs/docs/gone.md,line=7,col=3,title=OKR101 [unreadable-document]::it is gone",
    ]
    hostile = finding("no-owner", Where("a,b:c\n::error.md"), "x")
    assert as_github(located([hostile], lines)).startswith("::warning file=a%2Cb%3Ac%0A%3A%3Aerror.md,line=1,")
    assert as_github(()) == ""


def test_gitlab_gets_issues_with_unique_fingerprints() -> None:
    issues = json.loads(as_gitlab(located((*FOUND, at(3)), lines, "okrs/")))
    assert len({issue["fingerprint"] for issue in issues}) == 5
    assert [issue["severity"] for issue in issues] == ["minor", "minor", "info", "critical", "minor"]
    assert issues[0] == {
        "description": "OKR301: nobody owns `A` (Add `owner`.)",
        "check_name": "no-owner",
        "fingerprint": issues[0]["fingerprint"],
        "severity": "minor",
        "location": {"path": "okrs/docs/a b.md", "lines": {"begin": 3}},
    }
    assert as_gitlab(()) == "[]"


def test_a_severity_that_the_configuration_changed_is_the_one_that_is_told() -> None:
    graded = located([at(3).as_severity(Severity.NOTE)], lines)
    assert sarif(graded)["results"][0]["level"] == "note"
    assert as_github(graded).startswith("::notice ")
