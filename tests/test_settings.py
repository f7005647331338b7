"""The configuration's own faults: each is told as people wrote it, and nothing unsound gets through."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from okrsite.diagnostics import Where
from okrsite.settings import Settings, read_settings


def faults(written: str) -> list[str]:
    """The messages about the settings that are written so."""
    settings, found = read_settings(yaml.safe_load(written), Where("mkdocs.yml"))
    assert {one.name for one in found} <= {"invalid-setting"}
    assert isinstance(settings, Settings)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("cycles: 5", "`cycles` is `5`; expected keys below it: `fiscal_year_start`, `named`"),
        ("pace: [a, {b: null}]", "`pace` is `[a, {b: null}]`; expected keys below it: `at_risk`"),
        ("cadence: {a: true}", "`cadence` is `{a: true}`; expected one of `weekly`, `biweekly`, `monthly`"),
        ("as_of: 9999-12-31", "`as_of` is `9999-12-31`; expected `commit`, `today` or a date such as `2026-08-14`"),
        (
            "bands: {short: 0.9, delivered: 0.5}",
            "`bands` are 0.9, 0.5, 1; expected `short`, `delivered` and `exceeded` in rising order",
        ),
    ],
)
def test_a_fault_shows_what_was_written_and_what_is_expected(written: str, message: str) -> None:
    assert faults(written) == [message]


@pytest.mark.parametrize("value", ["1" * 400, "[" + "abc, " * 100 + "]"])
def test_a_long_value_leaves_the_message_readable(value: str) -> None:
    assert len(faults(f"cadence: {value}")[0]) < 150


def test_a_number_of_more_digits_than_python_writes_is_a_fault_like_others() -> None:
    _, found = read_settings({"cadence": 10**5000}, Where("mkdocs.yml"))
    assert "thousands of digits" in found[0].message


@pytest.mark.parametrize("root", ["../x", "<script>", "a b", "..", "/"])
def test_the_root_is_the_id_of_a_team(root: str) -> None:
    assert "expected an id" in faults(f"root: {root}")[0]


@pytest.mark.parametrize(
    "paths",
    [
        *("{okr: teams}", "{okr: Teams}", "{okr: goals, teams: goals}", "{okr: assets}", "{api: search}"),
        *("{okr: a b}", "{okr: 'a?b'}", "{okr: 'a#b'}", "{okr: .}", "{okr: ../x}", "{okr: '<b>'}", "{okr: 'a\\b'}"),
        *("{okr: a//b}", "{okr: 'a%2fb'}", "{okr: 5}", "{okr: /}"),
    ],
)
def test_addresses_never_share_a_folder_nor_hold_signs_that_end_them(paths: str) -> None:
    assert len(faults(f"paths: {paths}")) == 1


@pytest.mark.parametrize("paths", ["{okr: goals}", "{okr: /a/b/}", "{okr: teams, teams: groups}"])
def test_other_folders_are_fine(paths: str) -> None:
    assert faults(f"paths: {paths}") == []


@pytest.mark.parametrize(
    "names", [["a/b", "a b"], ["Launch", "launch"], [".."], [""], ["🎉"], ["L" * 300], ["a.b", "a-b"]]
)
def test_cycles_have_names_that_addresses_tell_apart(names: list[str]) -> None:
    named: dict[str, Any] = {name: ["2026-07-01", "2026-09-30"] for name in names}
    _, found = read_settings({"cycles": {"named": named}}, Where("mkdocs.yml"))
    assert "names of cycles" in found[0].message


@pytest.mark.parametrize("url", ["javascript:alert(1)", "git.example.org/x", "ftp://a"])
def test_the_repository_has_an_address_of_the_web(url: str) -> None:
    assert "begins with `https://`" in faults(f"repository: {{url: '{url}'}}")[0]
