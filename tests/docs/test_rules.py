"""The page about findings names every rule, and its example of an allowance is one that works."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from okrsite.codes import CODES
from okrsite.report import report
from okrsite.rules.registry import limits_of, page_of
from okrsite.settings import Settings
from okrsite.source.read import SourceFile
from okrsite.views.urls import Urls

NAMED_BY_US = {"undocumented-team", "no-measurement", "number-of-key-results"}
"""What is found in any example that stands alone, and is short."""


def test_every_rule_is_named_with_its_page_and_severity(guide: Callable[[str], Any]) -> None:
    rows = [row for table in guide("checking").tables() if table.section == "All rules" for row in table.rows]
    wanted = [
        (f"[{code}](../{Urls().rule(code)}index.md)", f"`{name}`", severity.value, page_of(name).what)
        for name, (code, severity) in sorted(CODES.items(), key=lambda entry: entry[1])
    ]
    assert rows == wanted


def test_every_setting_of_a_rule_is_named_with_its_default(guide: Callable[[str], Any]) -> None:
    tables = [table for table in guide("checking").tables() if table.titles[0] == "Rule"]
    rows = [(row[0].strip("`"), row[1].strip("`"), float(row[2])) for table in tables for row in table.rows]
    assert sorted(rows) == sorted((rule, name, usual) for rule in CODES for name, usual in limits_of(rule).items())


def test_a_page_of_a_rule_names_its_settings_with_their_defaults() -> None:
    for rule in CODES:
        for name, usual in limits_of(rule).items():
            assert f"`{name}` ({usual:g})" in page_of(rule).settings, rule


def test_the_allowances_of_the_example_are_used_and_silence_what_they_name(guide: Callable[[str], Any]) -> None:
    page = guide("checking")
    names = {finding.name for finding in page.organisation("Allowing a finding").findings}
    assert names == NAMED_BY_US


def test_without_its_comments_the_example_has_the_findings_that_they_name(guide: Callable[[str], Any]) -> None:
    (block,) = [block for block in guide("checking").blocks() if block.is_document]
    allowed = set(re.findall(r"# okr: allow ([\w-]+):", block.text))
    bare = re.sub(r" *# okr: allow .*", "", block.text)
    file = SourceFile("content/a.md", "a.md", f"---\n{bare}\n---\n".encode())
    found = report([file], Settings(), guide("checking").organisation().as_of).findings
    assert {finding.name for finding in found} == NAMED_BY_US | allowed


def test_names_of_rules_in_the_guide_exist(guide_page: Any) -> None:
    shown = re.findall(r"\[([\w-]+)\]\(\.\./quality/rules/(okr\d+)/index\.md\)", guide_page.text)
    for name, code in shown:
        if not name.upper().startswith("OKR"):
            assert CODES[name][0].lower() == code
