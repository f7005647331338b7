"""`okrsite import`: files become documents, once, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import Folder, tree

from okrsite.cli.main import commands

PLANS = """\
# Plans

## Q3 2026

### Objective 1: Quiet nights on all piers

- KR1: Complaints from 40 to 10
- KR2: Lamps that turn off by themselves
  - Target: 80%

A word at the end.
"""


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder, with a text to be imported."""
    monkeypatch.chdir(harbour.root)
    return harbour.write({"plans.md": PLANS})


def run(*words: str) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, words, prog_name="okrsite", catch_exceptions=False)


def test_a_file_becomes_a_document_below_the_documents(here: Folder) -> None:
    result = run("import", "plans.md", "--team", "crew")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "plans.md:7: the baseline `40` is taken from the title `Complaints from 40 to 10`",
        "plans.md:7: the target `10` is taken from the title `Complaints from 40 to 10`",
        "wrote docs/crew/2026-q3-2.md",
        "plans.md: 1 objective with 2 key results, 2 doubts",
    ]
    assert "id: CREW-2026Q3-1" in (here.root / "docs/crew/2026-q3-2.md").read_text("utf-8")
    assert run("check").exit_code == 0


def test_it_takes_the_teams_and_ids_of_the_project_into_account(here: Folder) -> None:
    here.write({"docs/crew/more.md": PLANS.replace("KR2", "KR3").replace("# Plans", "---\ntitle: x\n---")})
    here.write({"docs/crew/old.md": "---\nokr: objectives\nteam: crew\ncycle: 2026-Q3\nobjectives:\n"
                "  - id: CREW-2026Q3-1\n    objective: Taken\n    key_results:\n      - Taken too\n---\n"})  # fmt: skip
    here.write({"plans.md": f"Team: Crew\n\n{PLANS}"})
    assert "wrote docs/crew/2026-q3-2.md" in run("import", "plans.md").stdout
    assert "id: CREW-2026Q3-2\n" in (here.root / "docs/crew/2026-q3-2.md").read_text("utf-8")


def test_importing_again_changes_nothing_and_says_so(here: Folder) -> None:
    run("import", "plans.md", "--team", "crew")
    before = tree(here.root)
    again = run("import", "plans.md", "--team", "crew")
    assert (again.exit_code, tree(here.root)) == (0, before)
    assert "unchanged docs/crew/2026-q3-2.md" in again.stdout
    assert again.stdout.endswith("nothing has changed since it was imported\n")


def test_what_was_edited_is_never_overwritten(here: Folder) -> None:
    run("import", "plans.md", "--team", "crew")
    written = here.root / "docs/crew/2026-q3-2.md"
    written.write_text(written.read_text("utf-8").replace("Quiet nights", "Silent nights"), "utf-8")
    before = tree(here.root)
    again = run("import", "plans.md", "--team", "crew")
    assert (again.exit_code, tree(here.root)) == (1, before)
    assert "`docs/crew/2026-q3-2.md` is not what `plans.md` gives" in again.stderr
    assert "hint: Import into another folder" in again.stderr


def test_a_dry_run_shows_everything_and_writes_nothing(here: Folder) -> None:
    before = tree(here.root)
    result = run("import", "plans.md", "--team", "crew", "--dry-run")
    assert (result.exit_code, tree(here.root)) == (0, before)
    for shown in ("would write docs/crew/2026-q3-2.md", "        target: 80%", "  A word at the end.", "plans.md:7:"):
        assert shown in result.stdout


def test_a_file_without_okrs_is_refused_and_the_others_are_imported(here: Folder) -> None:
    here.write({"minutes.md": "# Minutes\n\n- Tea\n", "table.pages": "x"})
    result = run("import", "minutes.md", "table.pages", "plans.md", "--team", "crew")
    assert result.exit_code == 1
    assert "`minutes.md` holds no OKRs that can be told apart; nothing was written" in result.stderr
    assert "`table.pages` is of no kind that can be imported" in result.stderr
    assert "wrote docs/crew/2026-q3-2.md" in result.stdout


def test_what_is_missing_is_asked_for(here: Folder) -> None:
    result = run("import", "plans.md")
    assert result.exit_code == 1
    assert "`plans.md` does not say whose OKRs these are" in result.stderr
    assert "hint: Name the team with `--team ID`." in result.stderr


def test_two_files_of_one_name_and_cycle_become_two_documents(here: Folder) -> None:
    here.write({"old/plans.md": PLANS.replace("Quiet nights", "Bright days")})
    result = run("import", "plans.md", "old/plans.md", "--team", "crew", "-o", "new")
    assert result.exit_code == 0
    assert sorted(tree(here.root / "new")) == ["crew/2026-q3-2.md", "crew/2026-q3.md"]
    assert "CREW-2026Q3-2" in (here.root / "new/crew/2026-q3-2.md").read_text("utf-8")
    assert "nothing has changed" in run("import", "plans.md", "old/plans.md", "--team", "crew", "-o", "new").stdout


def objectives(first: int, last: int) -> str:
    return "# Q3 2096\n" + "".join(
        f"\n### Objective {at}: Quiet nights on pier {at}\n\n- KR1: Lamps from 1{at} to 2{at}\n"
        for at in range(first, last + 1)
    )


def test_objectives_that_the_team_has_elsewhere_leave_less_room(here: Folder) -> None:
    here.write({"four.md": objectives(1, 4), "more.md": objectives(5, 6)})
    run("import", "four.md", "--team", "crew")
    result = run("import", "more.md", "--team", "crew")
    told = "waits as a draft: crew has 4 objectives in 2096-Q3 already. Choose, and take `state` out"
    assert result.stdout.count(told) == 1
    assert (here.root / "docs/crew/2096-q3-2.md").read_text("utf-8").count("state: draft") == 1
    assert run("check").exit_code == 0
    again = run("import", "four.md", "more.md", "--team", "crew")
    assert (again.exit_code, "wrote" in again.stdout) == (0, False)


def test_files_of_one_import_share_the_room(here: Folder) -> None:
    here.write({"four.md": objectives(1, 4), "more.md": objectives(5, 6)})
    result = run("import", "four.md", "more.md", "--team", "crew")
    assert result.stdout.count("waits as a draft: crew has 4 objectives in 2096-Q3 already.") == 1
    assert run("check").exit_code == 0


def test_what_was_imported_before_there_were_others_is_unchanged(here: Folder) -> None:
    here.write({"five.md": objectives(1, 5)})
    run("import", "five.md", "--team", "crew")
    here.write({"docs/crew/late.md": "---\nokr: objectives\nteam: crew\ncycle: 2096-Q3\nobjectives:\n"
                "  - id: LATE-1\n    objective: Late\n---\n"})  # fmt: skip
    again = run("import", "five.md", "--team", "crew")
    assert (again.exit_code, "unchanged docs/crew/2096-q3.md" in again.stdout) == (0, True)


def test_an_objective_that_the_team_has_already_is_doubted_and_written(here: Folder) -> None:
    here.write({"again.md": PLANS.replace("Quiet nights on all piers", "Every ferry  leaves on Time")})
    result = run("import", "again.md", "--team", "crew")
    assert "crew has an objective of this name already: " in result.stdout
    assert "in docs/crew/2026-q3.md\n" in result.stdout and "wrote docs/crew/2026-q3-2.md" in result.stdout


def test_no_configuration_is_needed_where_a_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans.md").write_text(f"Team: Night watch\n\n{PLANS}", "utf-8")
    refused = run("import", "plans.md")
    assert refused.exit_code == 2
    assert "Name a folder with `--output DIR`" in refused.stderr
    result = run("import", "plans.md", "--output", "docs")
    assert result.exit_code == 0
    assert sorted(tree(tmp_path / "docs")) == ["night-watch/2026-q3.md", "night-watch/team.md"]
    again = run("import", "plans.md", "--output", "docs")
    assert again.stdout.endswith("nothing has changed since it was imported\n")


def test_a_team_document_that_was_edited_does_not_stand_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans.md").write_text(f"Team: Night watch\n\n{PLANS}", "utf-8")
    run("import", "plans.md", "--output", "docs")
    team = tmp_path / "docs/night-watch/team.md"
    team.write_text(
        team.read_text("utf-8").replace("name: Night watch", "name: Night watch\nlead: watch-lead"), "utf-8"
    )
    again = run("import", "plans.md", "--output", "docs")
    assert again.exit_code == 0
    assert "lead: watch-lead" in team.read_text("utf-8")


def test_signs_that_steer_a_terminal_are_not_shown(here: Folder) -> None:
    here.write({"plans.md": PLANS.replace("Complaints", "Com\x1b[2Jplaints")})
    assert "\x1b[2J" not in run("import", "plans.md", "--team", "crew", "--dry-run").stdout


def test_a_team_whose_name_is_too_long_for_a_folder_is_refused(here: Folder) -> None:
    result = run("import", "plans.md", "--team", "x" * 300)
    assert result.exit_code == 1
    assert "can't be written: File name too long" in result.output
    assert "Name the team with `--team ID`" in result.output


def test_a_file_whose_name_is_no_text_is_imported_once(here: Folder) -> None:
    (here.root / "pl\udce4ne.md").write_text(PLANS, "utf-8")
    for told in ("wrote docs/crew/2026-q3-2.md", "nothing has changed since it was imported"):
        result = run("import", "pl\udce4ne.md", "--team", "crew")
        assert result.exit_code == 0 and told in result.stdout
    assert "x-imported-from: pl?ne.md\n" in (here.root / "docs/crew/2026-q3-2.md").read_text("utf-8")
