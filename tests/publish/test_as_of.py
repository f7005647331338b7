"""The as-of day (contract §2): asked for, else from the configuration, else from git or the clock."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from okrsite.errors import ConfigError
from okrsite.publish.as_of import read_wish, resolve

CLOCK = date(2030, 1, 2)


def on(wish: str | date, docs: Path, **environment: str) -> date:
    return resolve(wish, docs, environment, lambda: CLOCK)


def git(folder: Path, *words: str, when: str = "2026-08-14T23:30:00-05:00") -> None:
    names = {f"GIT_{role}_{part}": "somebody" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": "2027-01-01T00:00:00Z"}
    environment = {**names, **dates, "PATH": os.environ["PATH"]}
    subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """Documents that are committed late in the evening, in an offset west of Greenwich."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/team.md").write_text("---\nokr: team\nid: a\n---\n")
    (tmp_path / "docs/page.md").write_text("# A page\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Write it down")
    return tmp_path / "docs"


def test_a_date_is_itself(tmp_path: Path) -> None:
    assert on(date(2026, 8, 14), tmp_path) == date(2026, 8, 14)


def test_today_is_the_clocks_even_with_an_epoch(tmp_path: Path) -> None:
    assert on("today", tmp_path, SOURCE_DATE_EPOCH="0") == CLOCK


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "soon", "2026-02-30"])
def test_a_day_out_of_all_reason_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="is no day"):
        read_wish(text)


def test_an_epoch_is_read_in_utc(committed: Path) -> None:
    assert on("commit", committed, SOURCE_DATE_EPOCH="1786751999") == date(2026, 8, 14)
    assert on("commit", committed, SOURCE_DATE_EPOCH="1786752000") == date(2026, 8, 15)


def test_a_commit_is_of_its_authors_day(committed: Path) -> None:
    assert on("commit", committed) == date(2026, 8, 14)


def test_a_changed_document_is_of_today(committed: Path) -> None:
    (committed / "team.md").write_text("---\nokr: team\nid: b\n---\n")
    assert on("commit", committed) == CLOCK


def test_a_new_document_is_of_today(committed: Path) -> None:
    (committed / "é über.md").write_text("---\nokr: team\nid: b\n---\n")
    assert on("commit", committed) == CLOCK


def test_a_deleted_document_is_of_today(committed: Path) -> None:
    (committed / "team.md").unlink()
    assert on("commit", committed) == CLOCK


def test_a_document_that_is_none_any_more_is_of_today(committed: Path) -> None:
    (committed / "team.md").write_text("# Only a page now\n")
    assert on("commit", committed) == CLOCK


def test_a_changed_page_is_no_reason(committed: Path) -> None:
    (committed / "page.md").write_text("# Another page\n")
    (committed / "new.md").write_text("# One more\n")
    assert on("commit", committed) == date(2026, 8, 14)


def test_a_document_elsewhere_is_no_reason(committed: Path) -> None:
    (committed.parent / "elsewhere.md").write_text("---\nokr: team\nid: b\n---\n")
    assert on("commit", committed) == date(2026, 8, 14)


def test_without_git_the_clock_counts(tmp_path: Path) -> None:
    assert on("commit", tmp_path) == CLOCK


def test_a_repository_without_commits_has_the_clock(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert on("commit", tmp_path) == CLOCK


def test_a_wrong_epoch_is_a_matter_of_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        on("commit", tmp_path, SOURCE_DATE_EPOCH="yesterday")


def test_a_wrong_wish_says_what_is_expected() -> None:
    with pytest.raises(ConfigError, match="`tomorrow` is no day"):
        read_wish("tomorrow")
