"""Fixtures for whole projects."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import CONFIG, DOCS, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty folder with a configuration."""
    return Folder(tmp_path).write({"mkdocs.yml": CONFIG})


@pytest.fixture
def harbour(folder: Folder) -> Folder:
    """A project with one team and one objective."""
    return folder.write(DOCS)
