"""`okrsite new`: documents that are begun with what is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import Folder

from okrsite.cli.main import commands


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder."""
    monkeypatch.chdir(harbour.root)
    return harbour


def run(*words: str) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, words, prog_name="okrsite", catch_exceptions=False)


def test_a_new_review_is_written_and_has_no_finding(here: Folder) -> None:
    before = run("check", "--strict").exit_code
    result = run("new", "review", "--team", "CREW", "--kind", "mid-cycle")
    assert (result.exit_code, result.stdout) == (0, "wrote docs/reviews/2026-08-14-crew.md\n")
    text = (here.root / "docs/reviews/2026-08-14-crew.md").read_text("utf-8")
    assert "kind: mid-cycle" in text and "| Departures within five minutes | 74% |" in text
    checked = run("check", "--strict")
    assert (before, checked.exit_code) == (0, 0)
    assert "reviews/" not in checked.stdout


def test_the_next_review_goes_beside_the_last_one(here: Folder) -> None:
    here.write({"docs/crew/looking-back.md": "---\nokr: review\nteam: crew\ndate: 2026-07-20\n---\n"})
    assert run("new", "review", "--team", "crew").stdout == "wrote docs/crew/2026-08-14-crew.md\n"


def test_its_numbers_are_of_the_day_that_is_named(here: Folder) -> None:
    result = run("new", "review", "--team", "crew", "--date", "2026-07-20", "--dry-run")
    assert "date: 2026-07-20" in result.stdout and "| 70% |" in result.stdout
    assert not (here.root / "docs/reviews").exists()


def test_a_file_is_never_overwritten(here: Folder) -> None:
    here.write({"docs/mine.md": "Mine."})
    result = run("new", "review", "--team", "crew", "-o", "docs/mine.md")
    assert result.exit_code == 1
    assert "`docs/mine.md` exists already; nothing was written" in result.stderr
    assert (here.root / "docs/mine.md").read_text() == "Mine."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--team", "crow"), "there is no team `crow`"),
        (("--team", "crew", "--cycle", "2026-Q4"), "no document speaks of a cycle `2026-Q4`"),
        (("--team", "crew", "--date", "2020-01-01"), "no cycle with objectives holds 2020-01-01"),
    ],
)
def test_what_does_not_exist_is_told_with_what_to_do(here: Folder, words: tuple[str, ...], said: str) -> None:
    result = run("new", "review", *words)
    assert result.exit_code == 1
    assert said in result.stderr and "hint:" in result.stderr


@pytest.mark.parametrize(
    "words", [("review",), ("revue", "--team", "crew"), ("review", "--team", "crew", "--date", "soon")]
)
def test_wrong_usage_is_told_apart(here: Folder, words: tuple[str, ...]) -> None:
    assert run("new", *words).exit_code == 2


def test_a_folder_that_can_not_be_made_is_told(here: Folder) -> None:
    here.write({"docs/note": "a file"})
    result = run("new", "review", "--team", "crew", "-o", str(Path("docs", "note", "x.md")))
    assert result.exit_code == 1
    assert "can't be written" in result.stderr
