"""`okrsite import` of tables: what columns were taken for, and how to say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import Folder

from okrsite.cli.main import commands

TABLE = "Team,Quarter,Objective,Key result,Target,Mood\nCrew,Q3 2026,Quiet nights,Lamps that turn off,80%,good\n"


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder, with a table to be imported."""
    monkeypatch.chdir(harbour.root)
    return harbour.write({"okrs.csv": TABLE})


def run(*words: str) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, words, prog_name="okrsite", catch_exceptions=False)


def test_what_columns_were_taken_for_is_told_with_and_without_writing(here: Folder) -> None:
    told = [
        "columns: team=Team, cycle=Quarter, objective=Objective, key_result=Key result, target=Target",
        "columns kept as text: Mood",
        "okrs.csv: 1 objective with 1 key result",
    ]
    shown = run("import", "okrs.csv", "--dry-run")
    assert shown.exit_code == 0 and shown.stdout.splitlines()[-3:] == told
    assert "    - id: CREW-2026Q3-1" in shown.stdout
    assert run("import", "okrs.csv").stdout.splitlines()[-3:] == told
    assert run("check").exit_code == 0
    assert run("import", "okrs.csv").stdout.endswith("nothing has changed since it was imported\n")


def test_columns_are_told_as_the_command_says_it(here: Folder) -> None:
    here.write({"okrs.csv": TABLE.replace("Target", "Aim").replace("Mood", "Who")})
    result = run("import", "okrs.csv", "--dry-run", "--column", "target=aim", "--column", "owner=Who")
    assert "target=Aim, owner=Who" in result.stdout and "kept as text" not in result.stdout
    assert "target: 80%" in result.stdout and "owner: good" in result.stdout


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("okrs.csv", "--column", "targt=Target"), 2, "Did you mean `target`?"),
        (("okrs.csv", "--column", "target"), 2, "says no column"),
        (("okrs.csv", "--column", "target=Targets"), 1, "Did you mean `Target`?"),
        (("plans.md", "--column", "target=Target"), 2, "`--column` is for CSV, XLSX and JSON"),
        (("boats.csv",), 1, "holds no OKRs"),
        (("okrs.xlsx",), 1, "is no workbook"),
        (("okrs.json",), 1, "is no JSON"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    words: tuple[str, ...], status: int, told: str, here: Folder
) -> None:
    here.write({"plans.md": "x\n", "boats.csv": "a,b\n1,2\n", "okrs.xlsx": TABLE, "okrs.json": TABLE})
    before = sorted(Path("docs").rglob("*"))
    result = run("import", *words)
    assert result.exit_code == status and told in result.stderr
    assert sorted(Path("docs").rglob("*")) == before
