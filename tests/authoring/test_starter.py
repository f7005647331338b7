"""What a new repository begins with is sound on every day."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
import yaml

from okrsite.authoring.starter import FORGES, HOOK, Starter, starter_files
from okrsite.cli.main import COMMANDS
from okrsite.report import report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile

YEAR = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 365, 5)]
EDGES = [
    date(2026, 9, 29),
    date(2026, 9, 30),
    date(2026, 10, 1),
    date(2026, 10, 2),
    date(2026, 10, 9),
    date(2028, 2, 29),
]


def files_of(day: date, name: str = "Tideline", ci: str = "github") -> dict[str, str]:
    return starter_files(Starter(name, day, "0.1.0", ci))


def findings(files: dict[str, str], day: date) -> list[str]:
    documents = [SourceFile(path, path[5:], text.encode()) for path, text in files.items() if path.startswith("docs/")]
    return [f"{one.where.path}:{one.where.line} {one.name}" for one in report(documents, Settings(), day).findings]


@pytest.mark.parametrize("day", [*YEAR, *EDGES], ids=str)
def test_there_is_nothing_to_find_on_any_day(day: date) -> None:
    assert findings(files_of(day), day) == []


@pytest.mark.parametrize("name", ["Tide: line", "#1", "yes", "Größe & Söhne", 'O\'Neill "Co"', "@name@"])
def test_any_name_is_taken_as_it_is(name: str) -> None:
    files = files_of(date(2026, 11, 22), name)
    assert findings(files, date(2026, 11, 22)) == []
    assert yaml.safe_load(files["mkdocs.yml"])["site_name"] == f"{name} OKRs"
    assert yaml.safe_load(files["docs/company/index.md"].split("---")[1])["name"] == name


def test_nothing_is_left_to_fill_in_and_every_path_has_the_cycle() -> None:
    files = files_of(date(2026, 2, 11))
    assert not [path for path, text in files.items() if "@name@" in path + text or "@tag@" in text or "@slug@" in path]
    assert "docs/product/2026-q1.md" in files and "docs/product/checkins/2026-w07.md" in files


def test_the_newcomers_own_day_has_no_reading_yet() -> None:
    day = date(2026, 11, 22)
    assert not [path for path, text in files_of(day).items() if day.isoformat() in text]


@pytest.mark.parametrize("ci", FORGES)
def test_each_forge_has_its_own_file_of_sound_yaml(ci: str) -> None:
    files = files_of(date(2026, 11, 22), ci=ci)
    held = {path for path in files if path in (".github/workflows/okrs.yml", ".gitlab-ci.yml")}
    assert held == {"github": {".github/workflows/okrs.yml"}, "gitlab": {".gitlab-ci.yml"}, "none": set()}[ci]
    for path in held | {".pre-commit-config.yaml"}:
        assert yaml.safe_load(files[path])


def test_editors_are_told_which_schema_is_for_which_document() -> None:
    files = files_of(date(2026, 11, 22))
    settings = json.loads(files[".vscode/settings.json"])
    assert set(settings["yaml.schemas"]) == {
        f"./site/api/schema/{kind}.json" for kind in ("checkin", "objectives", "roadmap")
    }
    for path, text in files.items():
        if "yaml-language-server" in text and path.startswith("docs/"):
            up = "../" * path.count("/")
            kind = text.partition("okr: ")[2].split()[0]
            assert text.startswith(f"---\n# yaml-language-server: $schema={up}site/api/schema/{kind}.json\n")


def test_a_hook_in_a_part_of_a_repository_goes_there_first() -> None:
    inside = starter_files(Starter("Tideline", date(2026, 11, 22), "0.1.0", folder="teams/our okrs/"))
    assert "\ncd 'teams/our okrs' || exit 1\n" in inside[HOOK]
    assert "cd " not in files_of(date(2026, 11, 22))[HOOK]


def test_every_command_that_it_names_is_there() -> None:
    files = files_of(date(2026, 11, 22)) | files_of(date(2026, 11, 22), ci="gitlab")
    named = {word for text in files.values() for word in re.findall(r"(?<![\w-])okrsite ([a-z]+)(?= |`|$)", text, re.M)}
    assert {"check", "build", "checkin", "new", "close", "serve"} <= named
    assert named - {"is"} <= set(COMMANDS)
