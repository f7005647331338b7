"""Every rule has a page, whose bad example it finds and whose good one it leaves alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from pasts import past_of_versions

from okrsite.codes import CODES
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.cycle import CycleRules
from okrsite.model.seal import seals_of
from okrsite.report import report
from okrsite.rules import registry
from okrsite.settings import Settings, read_settings
from okrsite.source.read import SourceFile
from okrsite.source.seals import read_seal


def findings_in(example: str) -> tuple[Diagnostic, ...]:
    """What is found in the documents of an example, which a line `---` parts, each below its path where that matters.

    What stands below the path of a seal is one.
    """
    files, seals, found = [], [], []
    for index, part in enumerate(example.split("\n---\n")):
        named = NAMED.match(part)
        uri, text = (named[1], part[named.end() :]) if named else (f"{index}.md", part)
        if uri.endswith(".yml"):
            seal, faults = read_seal(uri, text.encode())
            seals += [seal] if seal else []
            found += faults
        else:
            files.append(SourceFile(f"content/{uri}", uri, f"---\n{text}\n---\n".encode()))
    sealed, doubts = seals_of(seals, CycleRules())
    day = date(2026, 8, 14)
    return report(files, Settings(root="onboarding"), day, [*found, *doubts], seals=sealed).findings


NAMED = re.compile(r"# (\S+\.(?:md|yml))\n")
COMMITTED = re.compile(r"^# committed on (.*)\n", re.MULTILINE)
WITH_A_CLONE = {"shallow-history"}  # tests/publish/test_past.py


def findings_in_commits(example: str) -> tuple[Diagnostic, ...]:
    """What is found in the last of several versions of a document, each below the day of its commit."""
    _, *parts = COMMITTED.split(example)
    versions = [(date.fromisoformat(day), f"---\n{text}\n---\n") for day, text in zip(*[iter(parts)] * 2, strict=True)]
    past = past_of_versions("0.md", versions)
    file = SourceFile("content/0.md", "0.md", versions[-1][1].encode())
    return report([file], Settings(root="onboarding"), date(2026, 8, 14), past=past).findings


def findings_about(page: registry.RulePage, example: str) -> list[Diagnostic]:
    if page.code.startswith("OKR90"):
        _, found = read_settings(yaml.safe_load(example), Where("mkdocs.yml"))
        return [diagnostic for diagnostic in found if diagnostic.name == page.name]
    found = findings_in_commits(example) if COMMITTED.match(example) else findings_in(example)
    return [diagnostic for diagnostic in found if diagnostic.name == page.name]


@pytest.mark.parametrize("name", sorted(CODES.keys() - WITH_A_CLONE))
def test_the_bad_example_of_a_rule_is_found_and_the_good_one_is_not(name: str) -> None:
    page = registry.page_of(name)
    assert findings_about(page, page.bad)
    assert not findings_about(page, page.good)


@pytest.mark.parametrize("name", sorted(CODES))
def test_a_rule_says_what_it_finds_and_why(name: str) -> None:
    page = registry.page_of(name)
    assert page.what.endswith(".") and "\n" not in page.what
    assert len(page.why) > 40


def test_every_rule_module_has_a_code_and_every_code_a_module() -> None:
    folder = Path(registry.__file__).parent
    rooms = {"__init__", "evidence", "named", "registry", "runner", "titles", "vocabulary"}
    modules = {path.stem.replace("_", "-") for path in folder.glob("*.py") if path.stem not in rooms}
    assert modules == set(CODES)


def test_codes_are_unique_and_numbered_by_hundreds() -> None:
    codes = [code for code, _ in CODES.values()]
    assert len(codes) == len(set(codes))
    assert all(code[3] in "12345679" for code in codes)


def test_a_rule_is_found_by_code_and_by_name() -> None:
    assert registry.find_rule("okr203") == registry.find_rule("no-baseline") == "no-baseline"
    assert registry.find_rule("OKR999") is None
    assert registry.suggest_rule("no-basline") == "no-baseline"
