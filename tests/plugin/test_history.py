"""The host gets the same past as the commands, and no site is taken for up to date while history changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import Folder
from repositories import CONFIG, Repository, goal, new_repository

VALUE = ("baseline: 20%", "target: 80%")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with two values of `current`, and a target that was changed."""
    repository = new_repository(tmp_path)
    themed = CONFIG.replace("plugins:", "theme:\n  name: material\n  font: false\nplugins:\n  - search")
    (tmp_path / "mkdocs.yml").write_text(themed)
    repository.commit("2026-07-06", {"q3.md": goal("baseline: 20%", "target: 90%", "current: 30%")})
    repository.commit("2026-07-20", {"q3.md": goal(*VALUE, "current: 40%")}, author="Ben & Co")
    return repository


@pytest.mark.slow
def test_the_host_and_the_command_show_the_same_past(repository: Repository) -> None:
    folder = Folder(repository.root)
    assert folder.okrsite("build").returncode == 0
    ours = folder.site()
    assert folder.mkdocs("build", "-q").returncode == 0
    assert folder.site() == ours
    page = ours["okr/s-1/index.html"].decode()
    assert '90%</bdi> → <bdi dir="ltr">80%' in page
    assert "Ben &amp; Co" in page


@pytest.mark.slow
def test_a_commit_that_changes_no_file_but_a_day_makes_a_new_site(repository: Repository) -> None:
    folder = Folder(repository.root)
    assert "is up to date" not in folder.okrsite("build", "--as-of", "2026-08-14").stdout
    repository.git("commit", "-q", "--amend", "--no-edit", "--date=2026-07-27T12:00:00+00:00")
    folder.okrsite("build", "--as-of", "2026-08-14")
    assert "2026-07-27" in folder.page("okr/s-1/index.html")
    assert "2026-07-20" not in folder.page("okr/s-1/index.html")
