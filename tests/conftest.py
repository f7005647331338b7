"""Fixtures for whole projects."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import CONFIG, DOCS, Folder
from reports import example_report

from okrsite.report import Report


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty folder with a configuration."""
    return Folder(tmp_path).write({"mkdocs.yml": CONFIG})


@pytest.fixture
def harbour(folder: Folder) -> Folder:
    """A project with one team and one objective."""
    return folder.write(DOCS)


@pytest.fixture(scope="session")
def example() -> Report:
    """The report of the example organisation on its pinned day."""
    return example_report()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no core waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
