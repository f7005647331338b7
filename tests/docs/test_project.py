"""README, CONTRIBUTING and CHANGELOG speak of what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from okrsite import __version__
from okrsite.diagnostics import Severity
from okrsite.report import report
from okrsite.settings import Settings


@pytest.fixture
def project(root: Path) -> dict[str, object]:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


def names_in(rows: list[tuple[str, ...]]) -> list[str]:
    return [row[0].strip("`") for row in rows]


def test_contributing_gives_a_reason_for_every_dependency(guide, root: Path, project) -> None:
    page = guide("index").at(root / "CONTRIBUTING.md")
    tables = [table for table in page.tables() if table.titles[0] == "Package"]
    wanted = project["project"]["dependencies"], project["project"]["optional-dependencies"]["dev"]
    assert len(tables) == len(wanted)
    for table, requirements in zip(tables, wanted, strict=True):
        assert names_in(table.rows) == [re.split(r"[<>=]", requirement)[0] for requirement in requirements]
        assert all(row[1] for row in table.rows)


def test_contributing_names_every_room_and_none_that_is_not_there(guide, root: Path) -> None:
    page = guide("index").at(root / "CONTRIBUTING.md")
    (table,) = [table for table in page.tables() if table.section == "Rooms"]
    named = set(names_in(table.rows))
    assert all((root / name).exists() for name in named)
    library = {path for path in (root / "okrsite").iterdir() if not path.name.startswith("__")}
    rooms = {f"okrsite/{path.name}/" if path.is_dir() else f"okrsite/{path.name}" for path in library}
    assert {room for room in rooms if room.endswith((".py", "/"))} == {
        name for name in named if name.startswith("okrsite/")
    }


def test_contributing_names_the_layers_in_their_order(root: Path, project) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    told = re.findall(r"`(\w+)`", text.partition("Layers, from the top:")[2].partition(".")[0])
    (layers,) = [one["layers"] for one in project["tool"]["importlinter"]["contracts"] if "layers" in one]
    assert told == [room.removeprefix("okrsite.") for layer in layers for room in layer.split(" | ")]


def test_files_and_names_in_contributing_exist(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    for path in re.findall(r"`((?:okrsite|content|theme|plugins|tests)/[\w./-]+)`", text):
        assert (root / path).exists() or path.endswith(("the_name.py", "name.py")), path
    for name, path in re.findall(r"`([A-Z_]{3,})` (?:in|of)\s+`(okrsite/[\w/]+\.py)`", text):
        assert re.search(rf"^{name}\b", (root / path).read_text("utf-8"), re.MULTILINE), name


def test_make_has_every_target_that_our_texts_name(root: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    texts = [root / "README.md", root / "CONTRIBUTING.md", root / "content" / "guide" / "getting-started.md"]
    for path in texts:
        named = set(re.findall(r"(?:^|`)make (\w+)", path.read_text("utf-8"), re.MULTILINE))
        assert named and named <= targets, path.name


def test_the_readme_shows_a_document_and_a_configuration_that_work(guide, root: Path) -> None:
    page = guide("index").at(root / "README.md")
    (document,) = [block.as_file() for block in page.blocks() if block.is_document]
    found = report([document], Settings(), guide("index").organisation().as_of).findings
    assert not [one for one in found if one.severity == Severity.ERROR]
    (config,) = [block for block in page.blocks() if block.info == "yaml" and not block.is_document]
    assert yaml.safe_load(config.text) == {"plugins": ["search", "okrsite"]}
    assert len(config.text.splitlines()) == 3


def test_the_changelog_begins_with_the_version_to_come(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "Unreleased"
    assert __version__ in text
