"""`okrsite check` as editors, hooks and forges run it: what is typed, where findings are, what is mended."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import OBJECTIVES, TEAM, Folder

from okrsite.cli import mending
from okrsite.cli.main import commands

PLAN = "docs/crew/2026-q3.md"
TRAPPED = OBJECTIVES.replace("owner: crew-lead", "owner: @crew-lead").replace(
    "      - id: .punctual\n        key", "      - key"
)
MENDED = TRAPPED.replace("@crew-lead", '"@crew-lead"').replace(
    "Departures within five minutes\n", "Departures within five minutes\n        id: .1\n"
)
TYPO = OBJECTIVES.replace("baseline: 68%", "basline: 68%")


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder."""
    monkeypatch.chdir(harbour.root)
    return harbour


def run(*words: str, typed: str | bytes | None = None) -> Result:
    """A command in this process, with what is typed on standard input."""
    return CliRunner().invoke(commands, words, input=typed, prog_name="okrsite", catch_exceptions=False)


def names(result: Result) -> list[str]:
    return [finding["name"] for finding in json.loads(result.stdout)["findings"]]


def plan(here: Folder) -> str:
    return (here.root / PLAN).read_bytes().decode()


def test_typed_text_is_checked_in_the_place_of_its_file(here: Folder) -> None:
    result = run("check", "-", "--stdin-filename", PLAN, typed=TYPO)
    assert result.exit_code == 1
    assert f"{PLAN}:13:9: OKR102 [unknown-key]" in result.stdout
    assert "   13 |         basline: 68%" in result.stdout
    assert " in 1 document; " in result.stdout.splitlines()[-1]
    assert plan(here) == OBJECTIVES


def test_typed_text_knows_the_project_and_reports_itself_only(here: Folder) -> None:
    here.write({"docs/other.md": TYPO.replace("CREW-1", "OTHER-1")})
    assert run("check", "-", "--stdin-filename", PLAN, typed=OBJECTIVES).exit_code == 0
    lonely = OBJECTIVES.replace("    owner: crew-lead", "    owner: crew-lead\n    supports: OTHER-1")
    assert "unknown-reference" not in run("check", "-", "--stdin-filename", PLAN, typed=lonely).stdout
    lonely = lonely.replace("OTHER-1", "OTHER-2")
    assert "Did you mean `OTHER-1`?" in run("check", "-", "--stdin-filename", PLAN, typed=lonely).stdout


def test_typed_text_may_be_of_a_file_that_does_not_exist_yet(here: Folder) -> None:
    new = TYPO.replace("CREW-1", "NEW-1")
    assert "docs/new.md:13:9: OKR102" in run("check", "-", "--stdin-filename", "docs/new.md", typed=new).stdout


@pytest.mark.parametrize("name", ["README.md", "docs/notes.txt", "docs/.hidden.md"])
def test_typed_text_that_is_no_document_of_the_site_is_fine(here: Folder, name: str) -> None:
    result = run("check", "-", "--stdin-filename", name, typed=TYPO)
    assert (result.exit_code, result.stdout) == (0, "no findings in 0 documents\n")


def test_typed_text_without_a_name_is_a_document_of_its_own(here: Folder) -> None:
    result = run("check", "-", typed=TYPO.replace("CREW-1", "NEW-1"))
    assert "<stdin>:13:9: OKR102 [unknown-key]" in result.stdout


@pytest.mark.parametrize("words", [("-", PLAN), ("--stdin-filename", PLAN), (PLAN, "--stdin-filename", PLAN)])
def test_standard_input_goes_with_no_other_path(here: Folder, words: tuple[str, ...]) -> None:
    assert run("check", *words, typed=TYPO).exit_code == 2


@pytest.mark.parametrize("name", ["docs", "", "."])
def test_a_folder_is_no_name_for_standard_input(here: Folder, name: str) -> None:
    result = run("check", "-", "--stdin-filename", name, typed=TYPO)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"`--stdin-filename {name}` names no file." in result.stderr


@pytest.mark.parametrize("words", [("check", "-"), ("new", "team")])
def test_a_closed_standard_input_ends_in_a_sentence(here: Folder, words: tuple[str, ...]) -> None:
    done = here.run_code(
        f"import sys; sys.stdin = None; sys.argv[1:] = {words!r}; from okrsite.cli.main import main; main()"
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "Error: " in done.stderr


def test_paths_that_are_no_documents_are_fine(here: Folder) -> None:
    here.write({"README.md": "# Read me", "docs/logo.svg": "<svg/>", PLAN: TYPO})
    assert run("check", "README.md", "docs/logo.svg", "mkdocs.yml").exit_code == 0
    assert run("check", "README.md", PLAN).exit_code == 1


def test_a_check_counts_the_documents_that_it_was_asked_about(here: Folder) -> None:
    assert " in 2 documents; " in run("check", "docs/crew").stdout.splitlines()[-1]
    assert run("check", "docs/company.md").stdout == "no findings in 1 document\n"
    assert " in 3 documents; " in run("check").stdout.splitlines()[-1]


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab"])
def test_programs_get_findings_on_standard_output_and_people_the_sum_on_the_other(here: Folder, form: str) -> None:
    here.write({PLAN: TYPO})
    result = run("check", "--format", form)
    assert result.exit_code == 1
    assert result.stderr.endswith("in 3 documents\n")
    if form != "github":
        json.loads(result.stdout)
    assert "OKR102" in result.stdout


def test_github_gets_a_line_a_finding_and_none_without(here: Folder) -> None:
    assert run("check", "docs/company.md", "--format", "github").stdout == ""
    here.write({PLAN: TYPO})
    assert (
        f"::error file={PLAN},line=13,col=9,title=OKR102 [unknown-key]::" in run("check", "--format", "github").stdout
    )


def test_forges_see_paths_from_the_root_of_the_repository(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "-q"], cwd=here.root, check=True)
    site = here.root / "handbook"
    site.mkdir()
    for name in ("mkdocs.yml", "docs"):
        (here.root / name).rename(site / name)
    (site / PLAN).write_text(TYPO)
    monkeypatch.chdir(site)
    assert f"::error file=handbook/{PLAN},line=13" in run("check", "--format", "github").stdout
    assert json.loads(run("check", "--format", "gitlab").stdout)[0]["location"]["path"] == f"handbook/{PLAN}"
    places = json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"][0]["locations"]
    assert places[0]["physicalLocation"]["artifactLocation"]["uri"] == f"handbook/{PLAN}"
    assert json.loads(run("check", "--format", "json").stdout)["findings"][0]["path"] == PLAN


def test_fix_mends_says_what_and_lists_what_is_left(here: Folder) -> None:
    here.write({PLAN: TRAPPED.replace("baseline: 68%", "basline: 68%")})
    result = run("check", "--fix")
    assert plan(here) == MENDED.replace("baseline: 68%", "basline: 68%")
    assert f"{PLAN}:8: OKR107 [misread-value] mended: `@crew-lead` in quotes" in result.stderr
    assert f"{PLAN}:10: OKR112 [derived-id] mended: `id: .1` written" in result.stderr
    assert "2 findings mended in 1 file" in result.stderr
    assert "OKR102" in result.stdout and "OKR107" not in result.stdout
    assert result.exit_code == 1


def test_fix_changes_nothing_the_second_time(here: Folder) -> None:
    here.write({PLAN: TRAPPED})
    assert run("check", "--fix").exit_code == 0
    before = (here.root / PLAN).stat().st_mtime_ns
    again = run("check", "--fix")
    assert (again.exit_code, again.stderr, plan(here)) == (0, "", MENDED)
    assert (here.root / PLAN).stat().st_mtime_ns == before


def test_fix_touches_only_what_it_was_asked_about(here: Folder) -> None:
    here.write({PLAN: TRAPPED, "docs/crew/team.md": TEAM.replace("name: Crew", "name: @Crew")})
    run("check", "--fix", "docs/crew/team.md")
    assert plan(here) == TRAPPED
    assert 'name: "@Crew"' in (here.root / "docs/crew/team.md").read_text()


def test_fix_mends_only_what_is_selected_and_not_allowed(here: Folder) -> None:
    allowed = TRAPPED.replace("@crew-lead", "@crew-lead  # okr: allow misread-value: our chat's spelling")
    here.write({PLAN: allowed})
    run("check", "--fix", "--ignore", "derived-id")
    assert plan(here) == allowed


def test_diff_shows_a_patch_that_git_applies_and_writes_nothing(here: Folder) -> None:
    here.write({PLAN: TRAPPED})
    result = run("check", "--diff")
    assert (result.exit_code, plan(here)) == (1, TRAPPED)
    assert "2 findings would be mended in 1 file" in result.stderr
    (here.root / "fix.patch").write_bytes(result.stdout_bytes)
    subprocess.run(["git", "apply", "fix.patch"], cwd=here.root, check=True)
    assert plan(here) == MENDED
    again = run("check", "--diff")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")


def test_fix_of_typed_text_writes_it_mended_to_standard_output(here: Folder) -> None:
    typed = TRAPPED.replace("\n", "\r\n").encode()
    result = run("check", "-", "--fix", "--stdin-filename", PLAN, typed=typed)
    assert result.stdout_bytes == MENDED.replace("\n", "\r\n").encode()
    assert "2 findings mended" in result.stderr
    assert plan(here) == OBJECTIVES
    result = run("check", "-", "--fix", "--stdin-filename", "README.md", typed="text: @x\n")
    assert (result.exit_code, result.stdout) == (0, "text: @x\n")


def test_what_somebody_changed_meanwhile_is_not_written_over(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    here.write({PLAN: TRAPPED, "docs/other.md": TRAPPED.replace("CREW-1", "OTHER-1")})
    write = mending.write

    def late(path: Path, expected: bytes, new: bytes) -> None:
        if path.name == "2026-q3.md":
            path.write_text(TRAPPED + "One more thought.\n")
        write(path, expected, new)

    monkeypatch.setattr(mending, "write", late)
    result = run("check", "--fix")
    assert result.exit_code == 1
    assert "was changed by somebody else meanwhile" in result.stderr
    assert plan(here) == TRAPPED + "One more thought.\n"
    assert '"@crew-lead"' in (here.root / "docs/other.md").read_text()


def test_a_file_that_cannot_be_written_is_told_and_stays(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    here.write({PLAN: TRAPPED})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("okrsite.source.write._replace", full)
    result = run("check", "--fix")
    assert (result.exit_code, plan(here)) == (1, TRAPPED)
    assert "No space left on device" in result.stderr


def test_what_cannot_be_mended_is_refused_with_the_lines_to_write(here: Folder) -> None:
    short = TRAPPED.replace(
        "      - key_result: Departures within five minutes\n", "      - Boats\n      - key_result: X\n"
    )
    here.write({PLAN: short})
    result = run("check", "--fix")
    assert "OKR112 [derived-id] not mended: it is written as one text, which has no room for an id" in result.stderr
    assert "      - key_result: Boats\n            id: .1\n" in result.stderr
    assert "      - Boats\n" in plan(here)


def test_a_sealed_document_is_not_mended(here: Folder) -> None:
    past = TRAPPED.replace("2026-Q3", "2026-Q1").replace("2026-07-13", "2026-02-13").replace("2026-08-10", "2026-03-10")
    here.write({PLAN: past})
    assert run("close", "2026-Q1", "--no-carry-over").exit_code == 0
    result = run("check", "--fix", PLAN)
    assert plan(here) == past
    assert "not mended: `2026-Q1` is sealed" in result.stderr
    assert "okrsite close 2026-Q1 --amend --reason TEXT" in result.stderr


def test_typed_text_is_of_today_where_its_file_would_be(here: Folder) -> None:
    here.write({"mkdocs.yml": "site_name: X\nplugins:\n  - okrsite:\n      root: company\n"})
    environment = {"GIT_AUTHOR_DATE": "2026-07-20T12:00:00+00:00", "GIT_COMMITTER_DATE": "2026-07-20T12:00:00+00:00"}
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=here.root, check=True, env={"PATH": "/usr/bin:/bin", **environment})
    assert "stale-check-in" not in run("check", PLAN).stdout
    assert "stale-check-in" not in run("check", "-", "--stdin-filename", PLAN, typed=OBJECTIVES).stdout
    typed = run("check", "-", "--stdin-filename", PLAN, typed=OBJECTIVES + "\n").stdout
    (here.root / PLAN).write_text(OBJECTIVES + "\n")
    assert run("check", PLAN).stdout == typed


def test_a_patch_holds_the_spaces_and_joiners_that_the_file_has(here: Folder) -> None:
    told = "100\u00a0km, \u6642\u9593\u3000\u77ed\u7e2e, \u0645\u06cc\u200c\u0631\u0648\u062f"
    here.write({PLAN: OBJECTIVES.replace("    owner:", f"    context: {told}\n    priority: @x\n    owner:", 1)})
    assert told in run("check", "--diff", PLAN).stdout
