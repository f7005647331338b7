"""`okrsite close`: what it refuses, what it writes, and how the seal tells of later edits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import CONFIG, OBJECTIVES, Folder, tree

from okrsite.cli.main import commands
from okrsite.publish import closing

LATER = CONFIG.replace("2026-08-14", "2026-10-20")
GOALS, NEXT = "docs/crew/2026-q3.md", "docs/crew/2026-q4.md"
TOLD, SEAL = "docs/crew/2026-q3-retrospective.md", "seals/2026-q3.yml"
UNREAD = OBJECTIVES.replace(
    "\n---\n\nThe plan",
    "\n      - id: .calls\n        key_result: Calls\n        baseline: 9\n        target: 3\n---\n\nThe plan",
)


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project whose cycle is over, and that is the current folder."""
    monkeypatch.chdir(harbour.root)
    return harbour.write({"mkdocs.yml": LATER})


def run(*words: str) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, words, prog_name="okrsite", catch_exceptions=False)


def close(*words: str) -> Result:
    return run("close", "2026-Q3", *words)


def found(*names: str) -> list[tuple[str, str, str]]:
    """The findings of some rules: name, severity and path."""
    entries = json.loads(run("check", "--format", "json").stdout)["findings"]
    return [(one["name"], one["severity"], one["path"]) for one in entries if one["name"] in names]


ARCHIVE = ("edited-archive", "missing-archive", "unsealed-document", "broken-seal")


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 1
    for word in words:
        assert word in result.stderr


@pytest.mark.parametrize(
    ("day", "words", "told"),
    [
        ("2026-09-30", (), "2026-Q3 ends on 2026-09-30"),
        ("2026-09-30", ("--now",), "2026-Q3 ends on 2026-09-30"),
        ("2026-10-14", (), "`--now`"),
    ],
)
def test_a_cycle_that_runs_or_waits_for_late_figures_is_not_closed(
    here: Folder, day: str, words: tuple[str, ...], told: str
) -> None:
    before = tree(here.root)
    refused(close("--as-of", day, *words), told)
    assert tree(here.root) == before


def test_a_cycle_in_its_days_of_grace_is_closed_at_once_when_asked(here: Folder) -> None:
    here.write({"mkdocs.yml": CONFIG.replace("2026-08-14", "2026-10-05")})
    assert close("--now").exit_code == 0
    assert "closed: 2026-10-05" in (here.root / SEAL).read_text()
    data = json.loads(run("export").stdout)
    assert data["cycles"][0]["state"] == "closed"
    early = json.loads(run("export", "--as-of", "2026-10-04").stdout)
    assert early["cycles"][0]["state"] == "closing"


def test_closing_writes_scores_drafts_and_the_seal(here: Folder) -> None:
    result = close()
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("wrote")] == [
        f"wrote {name}" for name in (TOLD, NEXT, SEAL)
    ]
    assert "score: 0.35294117647058826" in (here.root / TOLD).read_text()
    assert "carried_from: CREW-1" in (here.root / NEXT).read_text()
    assert "crew/2026-q3.md: " in (here.root / SEAL).read_text()
    assert found(*ARCHIVE, "undecided-carry-over") == [
        ("unsealed-document", "note", TOLD),
        ("undecided-carry-over", "warning", TOLD),
    ]


def test_closing_twice_is_refused_and_says_how_to_amend(here: Folder) -> None:
    close()
    before = tree(here.root)
    refused(close(), "2026-Q3 was closed on 2026-10-20", "`okrsite close 2026-Q3 --amend`")
    assert tree(here.root) == before


def test_a_dry_run_shows_all_and_writes_nothing(here: Folder) -> None:
    before = tree(here.root)
    result = close("--dry-run")
    assert tree(here.root) == before
    assert all(f"would write {name}" in result.stdout for name in (TOLD, NEXT, SEAL))
    assert "carried_from: CREW-1" in result.stdout


def test_key_results_without_a_reading_are_listed_until_somebody_says_how_to_score_them(here: Folder) -> None:
    here.write({GOALS: UNREAD})
    refused(close("--now"), f"{GOALS}:20: CREW-1.calls, Calls", "`okrsite close 2026-Q3 --now --unmeasured zero`")
    assert close("--unmeasured", "zero").exit_code == 0
    assert "reason: No reading; scored 0 on 2026-10-20" in (here.root / TOLD).read_text()


def test_a_score_set_by_hand_is_a_way_to_say_so(here: Folder) -> None:
    here.write({GOALS: UNREAD.replace("target: 3\n", "target: 3\n        score: 30%\n        score_reason: Felt so\n")})
    assert close().exit_code == 0
    assert "score: 0.3\n    reason: Felt so" in (here.root / TOLD).read_text()


def test_errors_in_documents_of_the_cycle_stand_in_the_way_and_others_do_not(here: Folder) -> None:
    here.write({GOALS: OBJECTIVES.replace("baseline: 68%", "basline: 68%")})
    refused(close(), f"{GOALS}:13:9: OKR102", "can't be closed")
    here.write({GOALS: OBJECTIVES, "docs/other.md": "---\nokr: team\nid: other\nnmae: Other\n---\n"})
    assert close().exit_code == 0


def test_a_document_that_cannot_be_read_stands_in_the_way(here: Folder) -> None:
    here.write({"docs/broken.md": "---\nokr: objectives\nteam: [\n---\n"})
    refused(close(), "docs/broken.md")


def test_strict_refuses_warnings_too(here: Folder) -> None:
    here.write({GOALS: OBJECTIVES.replace("    owner: crew-lead\n", "")})
    refused(close("--strict"), "OKR301")
    assert close().exit_code == 0


def test_a_retrospective_that_is_written_is_completed_and_never_overwritten(here: Folder) -> None:
    written = (
        "---\r\nokr: retrospective\r\nteam: crew\r\ncycle: Q3 2026\r\nworked: 'The roster' # ours\r\n---\r\nWords.\r\n"
    )
    here.write({"docs/told.md": written.encode()})
    result = close()
    assert "changed docs/told.md" in result.stdout
    after = (here.root / "docs/told.md").read_bytes().decode()
    assert after.startswith(written[: written.index("---\r\nWords")])
    assert after.endswith("---\r\nWords.\r\n")
    assert "\r\nscores:\r\n  CREW-1:\r\n    score: 0.35294117647058826\r\n" in after
    assert not (here.root / TOLD).exists()


def test_a_retrospective_that_cannot_be_completed_is_told_with_what_to_write(here: Folder) -> None:
    here.write({"docs/told.md": "---\nokr: retrospective\nteam: crew\ncycle: 2026-Q3\ncarry_over:\n---\n"})
    before = tree(here.root)
    refused(close(), "docs/told.md: the entry has no key. Change line 5 by hand: {id: CREW-1, to: CREW-1-2026-Q4}")
    assert tree(here.root) == before


def test_files_that_are_there_are_never_overwritten(here: Folder) -> None:
    mine = {TOLD: "# Mine\n", NEXT: OBJECTIVES.replace("CREW-1", "CREW-9").replace("2026-Q3", "2026-Q4")}
    here.write(mine)
    assert close().exit_code == 0
    assert all((here.root / name).read_text() == text for name, text in mine.items())
    assert (here.root / "docs/crew/2026-q3-retrospective-2.md").exists()
    assert (here.root / "docs/crew/2026-q4-carried-over.md").exists()


def test_without_carry_over_nothing_is_drafted_and_the_question_stays(here: Folder) -> None:
    assert close("--no-carry-over").exit_code == 0
    assert not (here.root / NEXT).exists()
    told = (here.root / TOLD).read_text()
    assert "  - id: CREW-1\n" in told and "to:" not in told
    assert found("undecided-carry-over")


def test_a_named_cycle_wants_to_know_which_one_follows(here: Folder) -> None:
    named = "      cycles:\n        named:\n          Launch: [2026-07-01, 2026-09-30]\n"
    here.write({"mkdocs.yml": LATER + named, GOALS: OBJECTIVES.replace("2026-Q3", "Launch")})
    refused(run("close", "launch"), "`--next`")
    refused(run("close", "launch", "--next", "2026-Q2"), "2026-Q2 does not end after Launch")
    refused(run("close", "launch", "--next", "whenever"), "`whenever` is no cycle")
    assert run("close", "launch", "--next", "2026-Q4").exit_code == 0
    assert "cycle: 2026-Q4" in (here.root / NEXT).read_text()
    assert (here.root / "seals/launch.yml").exists()


def test_an_unknown_cycle_is_told_with_the_nearest(here: Folder) -> None:
    refused(run("close", "2026-Q2"), "no document speaks of a cycle `2026-Q2`", "Did you mean `2026-Q3`?")


def test_options_that_mean_nothing_together_are_wrong_usage(here: Folder) -> None:
    for words in (("--reason", "x"), ("--amend", "--now"), ("--amend", "--reason", " ")):
        assert close(*words).exit_code == 2


def test_an_edit_is_found_until_it_is_undone_or_declared(here: Folder) -> None:
    close()
    sealed = (here.root / GOALS).read_bytes()
    here.write({GOALS: OBJECTIVES.replace("85%", "80%")})
    assert found("edited-archive") == [("edited-archive", "warning", GOALS)]
    here.write({GOALS: sealed})
    assert not found("edited-archive")
    here.write({GOALS: OBJECTIVES.replace("85%", "80%")})
    refused(close("--amend"), "crew/2026-q3.md", "Say why")
    assert close("--amend", "--reason", "The target was a misprint").exit_code == 0
    assert not found("edited-archive")
    text = (here.root / SEAL).read_text()
    assert "amended:\n  - date: 2026-10-20\n    path: crew/2026-q3.md\n    reason: The target was a misprint\n" in text


def test_line_ends_and_a_bom_are_no_edit(here: Folder) -> None:
    close()
    windows = b"\xef\xbb\xbf" + OBJECTIVES.replace("\n", "\r\n").encode()
    here.write({GOALS: windows})
    assert not found("edited-archive")


def test_a_document_that_is_gone_is_missed_and_one_that_moved_is_not(here: Folder) -> None:
    review = "---\nokr: review\nteam: crew\ndate: 2026-08-10\ncycle: 2026-Q3\n---\n"
    here.write({"docs/review.md": review})
    close()
    (here.root / "docs/review.md").rename(here.root / "docs/august.md")
    assert [entry for entry in found(*ARCHIVE) if entry[1] == "warning"] == []
    (here.root / "docs/august.md").unlink()
    assert found("missing-archive") == [("missing-archive", "warning", SEAL)]
    assert close("--amend", "--reason", "Never held").exit_code == 0
    assert not found("missing-archive")


def test_a_document_that_is_added_afterwards_is_found(here: Folder) -> None:
    close()
    here.write(
        {"docs/late.md": "---\nokr: checkin\nteam: crew\ndate: 2026-10-01\nreadings:\n  CREW-1.punctual: 85%\n---\n"}
    )
    assert ("unsealed-document", "warning", "docs/late.md") in found("unsealed-document")
    assert close("--amend", "--reason", "Read late").exit_code == 0
    assert ("unsealed-document", "warning", "docs/late.md") not in found("unsealed-document")
    assert json.loads(run("export").stdout)["objectives"][0]["score"] == pytest.approx(6 / 17)


def test_a_retrospective_is_sealed_once_it_is_decided(here: Folder) -> None:
    close()
    place = here.root / TOLD
    assert f"still open, for not all is decided: {TOLD.removeprefix('docs/')}" in close("--amend").stdout
    place.write_text(
        place.read_text().replace("    # decision:", "    decision:").replace("    # reason:", "    reason:")
    )
    assert not found("undecided-carry-over")
    assert "sealed now: crew/2026-q3-retrospective.md" in close("--amend").stdout
    assert not found(*ARCHIVE)
    assert "is as it was sealed" in close("--amend").stdout
    place.write_text(place.read_text().replace("continue", "drop"))
    assert found(*ARCHIVE) == [("edited-archive", "warning", TOLD)]


def test_amending_needs_a_seal(here: Folder) -> None:
    refused(close("--amend", "--reason", "x"), "not sealed")


def test_a_broken_seal_is_an_error_and_its_cycle_counts_as_not_sealed(here: Folder) -> None:
    here.write({"mkdocs.yml": CONFIG.replace("2026-08-14", "2026-10-05")})
    close("--now")
    here.write({SEAL: "<<<<<<< HEAD\n" + (here.root / SEAL).read_text()})
    assert found("broken-seal") == [("broken-seal", "error", SEAL)]
    assert json.loads(run("export").stdout)["cycles"][0]["state"] == "closing"
    refused(close("--now"), f"there is a seal already, `{SEAL}`")


def test_a_build_notices_a_new_seal(here: Folder) -> None:
    from okrsite.publish.host import Order
    from okrsite.publish.last import BuildInputs
    from okrsite.publish.press import Press
    from okrsite.publish.project import read_project
    from okrsite.publish.stamp import build_inputs

    def inputs() -> BuildInputs:
        config = here.root / "mkdocs.yml"
        return build_inputs(Press(read_project(config)), Order(config, here.root / "site", strict=False), {})

    before = inputs()
    here.write({SEAL: "cycle: 2026-Q3\nclosed: 2026-10-05\ndocuments: {}\n"})
    assert inputs() != before


@pytest.mark.parametrize("at", [1, 2, 3])
def test_when_a_file_cannot_be_written_nothing_is(here: Folder, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    before = tree(here.root)
    written = []
    real = closing._write

    def failing(file: closing.File, folders: list[Path]) -> None:
        written.append(file)
        if len(written) == at:
            raise OSError(28, "No space left on device")
        real(file, folders)

    monkeypatch.setattr(closing, "_write", failing)
    refused(close(), "No space left on device; nothing was changed")
    assert tree(here.root) == before
    assert not (here.root / "seals").exists()


def test_what_somebody_changes_meanwhile_is_left_alone(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    here.write({"docs/told.md": "---\nokr: retrospective\nteam: crew\ncycle: 2026-Q3\n---\n"})
    real = closing.write_all

    def late(files: tuple[closing.File, ...]) -> None:
        here.write({"docs/told.md": "---\nokr: retrospective\nteam: crew\ncycle: 2026-Q3\nworked: More\n---\n"})
        real(files)

    monkeypatch.setattr("okrsite.cli.close.write_all", late)
    refused(close(), "was changed by somebody else meanwhile")
    assert not (here.root / SEAL).exists() and not (here.root / NEXT).exists()
