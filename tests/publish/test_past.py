"""Readings from the git history of `current` (contract §2), with real repositories."""

from __future__ import annotations

import os
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from repositories import AS_OF, CONFIG, Repository, goal, new_repository

from okrsite.compute.forecast import forecasts, records
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.past import NO_PAST
from okrsite.model.reading import Reading, ReadingSource
from okrsite.publish.project import read_project
from okrsite.publish.revision import at_revision
from okrsite.report import Report

WON = "S-1.won"
MEASURE = ("baseline: 20%", "target: 80%")
Read = tuple[str, str | None, str]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository without a commit."""
    return new_repository(tmp_path)


def current(value: str, *more: str, **how: str) -> str:
    return goal(*MEASURE, f"current: {value}", *more, **how)


def readings(report: Report) -> list[Read]:
    return [(str(one.date), one.text, one.source.value) for one in counted(report)]


def counted(report: Report) -> list[Reading]:
    return [one for one in report.graph.key_results[WON].readings if one.counts]


def numbers(report: Report) -> KeyResultNumbers:
    return report.card.key_results[WON]


def found(report: Report, name: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.name == name]


def test_the_current_value_is_of_the_day_of_the_commit_that_wrote_it(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-08-01", {"q3.md": current("30%", "category: usage")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "current")]
    assert not found(report, "undated-current")


def test_a_commit_counts_on_its_authors_day_in_the_authors_offset(repository: Repository) -> None:
    repository.commit("2026-07-06T23:30:00-05:00", {"q3.md": current("30%")})
    repository.commit("2026-07-14T00:30:00+09:00", {"q3.md": current("40%")})
    assert [day for day, _, _ in readings(repository.report())] == ["2026-07-06", "2026-07-14"]


def test_twelve_commits_are_twelve_check_ins(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    weeks = [date(2026, 7, 6) + timedelta(days=7 * week) for week in range(12)]
    values = [f"{25 + 4 * week}%" for week in range(12)]
    for day, value in zip(weeks, values, strict=True):
        repository.commit(str(day), {"q3.md": current(value)}, author="sales-lead")
    inline = new_repository(tmp_path_factory.mktemp("inline"))
    checkins = [f"  {day}: {value}" for day, value in zip(weeks, values, strict=True)]
    inline.write({"q3.md": goal(*MEASURE, "checkins:", *checkins)})
    end = date(2026, 9, 28)
    ours, theirs = repository.report(end), inline.report(end)
    assert [(one.date, one.value) for one in counted(ours)] == [(one.date, one.value) for one in counted(theirs)]
    same = ("progress", "score", "expected", "status", "met", "band", "stale", "last_checkin", "age", "fell_back")
    assert [getattr(numbers(ours), name) for name in same] == [getattr(numbers(theirs), name) for name in same]
    shares = [[point.progress for point in numbers(one).points] for one in (ours, theirs)]
    assert shares[0] == shares[1]
    assert ours.card.objectives["S-1"].score == theirs.card.objectives["S-1"].score
    foretold = [forecasts(records(one.graph, one.card), one.card)[WON] for one in (ours, theirs)]
    assert foretold[0] == foretold[1]


def test_a_reading_from_git_names_its_commit_and_author(repository: Repository) -> None:
    first = repository.commit("2026-07-06", {"q3.md": current("30%")}, author="sales-lead")
    second = repository.commit("2026-07-13", {"q3.md": current("40%")}, author="data-lead")
    told = [(one.author, one.commit, one.source) for one in counted(repository.report())]
    assert told == [("sales-lead", first, ReadingSource.GIT), ("data-lead", second, ReadingSource.CURRENT)]


def test_a_renamed_file_changes_nothing(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q3.md": None, "sales/2026/goals.md": current("30%")})
    repository.commit("2026-07-20", {"sales/2026/goals.md": current("40%")})
    assert readings(repository.report()) == [("2026-07-06", "30%", "git"), ("2026-07-20", "40%", "current")]


def test_a_move_between_files_changes_nothing_even_over_two_commits(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-08", {"q3.md": None})
    repository.commit("2026-07-13", {"other.md": current("30%", id="S-1")})
    repository.commit("2026-07-20", {"other.md": "# nothing\n", "third.md": current("45%")})
    assert readings(repository.report()) == [("2026-07-06", "30%", "git"), ("2026-07-20", "45%", "current")]


def test_what_has_no_id_is_followed_through_a_renamed_file(repository: Repository) -> None:
    nameless = current("30%").replace("  - id: S-1\n    objective", "  - objective")
    repository.commit("2026-07-06", {"q3.md": nameless})
    repository.commit("2026-07-13", {"q3.md": None, "goals.md": nameless})
    repository.commit("2026-07-20", {"goals.md": nameless.replace("30%", "40%")})
    [key_result] = repository.report().graph.key_results.values()
    told = [(str(one.date), one.text) for one in key_result.readings]
    assert (key_result.id, told) == ("sales-2026-Q3-1.won", [("2026-07-06", "30%"), ("2026-07-20", "40%")])


def test_a_new_id_with_the_old_one_as_alias_keeps_its_past(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%", id="OLD-1")})
    repository.commit("2026-07-13", {"q3.md": current("30%", more="    aliases: OLD-1\n")})
    repository.commit("2026-07-20", {"q3.md": current("40%", more="    aliases: OLD-1\n")})
    assert [day for day, _, _ in readings(repository.report())] == ["2026-07-06", "2026-07-20"]


def test_a_broken_document_hides_nothing_else(repository: Repository) -> None:
    other = goal("baseline: 0", "target: 10", "current: 3", id="S-2")
    repository.commit("2026-07-06", {"q3.md": current("30%"), "other.md": other})
    repository.commit(
        "2026-07-13", {"q3.md": "---\nokr: objectives\n\t: [\n---\n", "other.md": other.replace("3\n", "4\n")}
    )
    repository.commit("2026-07-20", {"q3.md": current("30%")})
    repository.commit("2026-07-27", {"q3.md": current("40%")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "git"), ("2026-07-27", "40%", "current")]
    dates = [str(one.date) for one in report.graph.key_results["S-2.won"].readings]
    assert dates == ["2026-07-06", "2026-07-13"]


def test_what_a_merge_left_aside_is_no_reading(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("2026-07-20", {"q3.md": current("70%")})
    repository.git("checkout", "-q", "main")
    repository.commit("2026-07-13", {"q3.md": current("40%"), "note.md": "# Note\n"})
    repository.git("merge", "-q", "-s", "ours", "side", "-m", "Keep ours", day="2026-07-21")
    assert readings(repository.report()) == [("2026-07-06", "30%", "git"), ("2026-07-13", "40%", "current")]


def test_a_merge_that_wrote_something_else_is_a_commit_like_any(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("2026-07-13", {"q3.md": current("70%")})
    repository.git("checkout", "-q", "main")
    repository.commit("2026-07-14", {"q3.md": current("40%")})
    repository.git("merge", "-q", "side", "-m", "Merge", check=False)
    repository.commit("2026-07-21", {"q3.md": current("55%")})
    days = [(day, text) for day, text, _ in readings(repository.report())]
    assert days == [("2026-07-06", "30%"), ("2026-07-14", "40%"), ("2026-07-21", "55%")]


def test_work_of_two_branches_is_all_there_after_their_merge(repository: Repository) -> None:
    other = goal(*MEASURE, "current: 50%", id="S-2")
    repository.commit("2026-07-06", {"q3.md": current("30%"), "other.md": other})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("2026-07-13", {"q3.md": current("40%")})
    repository.git("checkout", "-q", "main")
    repository.commit("2026-07-10", {"other.md": other.replace("50%", "60%")})
    repository.git("merge", "-q", "side", "-m", "Merge", day="2026-07-20")
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "git"), ("2026-07-13", "40%", "current")]
    assert [str(one.date) for one in report.graph.key_results["S-2.won"].readings] == ["2026-07-06", "2026-07-10"]


def test_a_child_dated_before_its_parent_counts_from_the_parents_day(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-20", {"q3.md": current("40%")})
    repository.commit("2026-07-13", {"q3.md": current("50%")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "git"), ("2026-07-20", "50%", "current")]
    assert "before the value that it replaced" in found(report, "disagreeing-clocks")[0]


def test_a_commit_from_the_future_counts_from_the_day_on_which_it_was_replaced(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2031-01-01", {"q3.md": current("40%")})
    repository.commit("2026-08-10", {"q3.md": current("50%")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "git"), ("2026-08-10", "50%", "current")]
    assert "after the value that replaced it" in found(report, "disagreeing-clocks")[0]


def test_a_last_commit_from_the_future_leaves_the_value_before_it(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2031-01-01", {"q3.md": current("40%")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "git")]
    assert found(report, "overtaken-current") == [
        f"`current` of `{WON}` is later than 2026-08-14; the `30%` of 2026-07-06 counts"
    ]


def test_a_day_that_no_calendar_has_is_that_of_the_value_before_it(repository: Repository) -> None:
    parent = repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q3.md": current("40%")})
    tree = repository.git("rev-parse", "HEAD^{tree}")
    person = "Ada <ada@example.org> 99999999999999999 +9999"
    raw = f"tree {tree}\nparent {parent}\nauthor {person}\ncommitter {person}\n\nOdd\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=repository.root,
        input=raw.encode(),
        capture_output=True,
        check=True,
    )
    repository.git("update-ref", "HEAD", made.stdout.decode().strip())
    assert readings(repository.report()) == [("2026-07-06", "40%", "current")]


def test_two_values_of_one_day_are_the_later_one_without_a_warning(repository: Repository) -> None:
    repository.commit("2026-07-06T09:00:00+00:00", {"q3.md": current("30%")})
    repository.commit("2026-07-06T10:00:00+00:00", {"q3.md": current("31%")})
    repository.commit("2026-07-06T11:00:00+00:00", {"q3.md": current("32%")})
    repository.commit("2026-07-20", {"q3.md": current("40%")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "32%", "git"), ("2026-07-20", "40%", "current")]
    assert not found(report, "two-readings-one-day")


def test_other_sources_go_before_git_on_their_day(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q3.md": current("40%")})
    repository.commit("2026-07-20", {"q3.md": current("50%", "checkins:", "  2026-07-06: 29%", "  2026-07-20: 51%")})
    assert readings(repository.report()) == [
        ("2026-07-06", "29%", "inline"),
        ("2026-07-13", "40%", "git"),
        ("2026-07-20", "51%", "inline"),
    ]


def test_an_earlier_day_shows_the_value_that_was_in_force(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-20", {"q3.md": current("40%")})
    report = repository.report(date(2026, 7, 19))
    assert readings(report) == [("2026-07-06", "30%", "git")]
    assert not found(report, "undated-current")


def test_a_value_that_is_later_than_its_day_and_has_none_before_counts_with_a_note(repository: Repository) -> None:
    repository.commit("2026-07-20", {"q3.md": current("40%")})
    report = repository.report(date(2026, 7, 19))
    assert readings(report) == [("2026-07-19", "40%", "current")]
    assert found(report, "undated-current")


def test_no_value_is_dated_after_its_cycle(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-10-05", {"q3.md": current("40%")})
    assert readings(repository.report(date(2026, 10, 10)))[-1] == ("2026-09-30", "40%", "current")


def test_values_from_before_the_cycle_are_no_readings_and_no_findings(repository: Repository) -> None:
    repository.commit("2026-06-01", {"q3.md": current("20%")})
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "current")]
    assert not found(report, "reading-outside-cycle")


def test_without_history_only_the_current_value_is_dated(repository: Repository) -> None:
    (repository.root / "mkdocs.yml").write_text(f"{CONFIG}      history: off\n")
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-20", {"q3.md": current("40%")})
    assert readings(repository.report()) == [("2026-07-20", "40%", "current")]
    assert readings(repository.report(date(2026, 7, 19))) == [("2026-07-19", "40%", "current")]


def test_an_edit_that_is_not_committed_is_of_the_day_with_a_note(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.write({"q3.md": current("40%")})
    report = repository.report()
    assert readings(report) == [("2026-07-06", "30%", "git"), ("2026-08-14", "40%", "current")]
    assert found(report, "undated-current")


def test_an_edit_that_is_not_committed_is_later_than_the_commit_before_it(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-20", {"note.md": "# Note\n"})
    repository.write({"q3.md": current("40%")})
    assert readings(repository.report(date(2026, 7, 13))) == [("2026-07-06", "30%", "git")]


def test_a_removed_value_stays_a_reading(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-20", {"q3.md": goal(*MEASURE, "checkins:", "  2026-07-19: 40%")})
    assert readings(repository.report()) == [("2026-07-06", "30%", "git"), ("2026-07-19", "40%", "inline")]


def test_a_copy_with_the_same_ids_leaves_the_first_alone(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q4.md": current("99%", cycle="2026-Q4")})
    repository.commit("2026-07-20", {"q4.md": current("99%", cycle="2026-Q4", id="S-9"), "q3.md": current("40%")})
    assert readings(repository.report()) == [("2026-07-06", "30%", "git"), ("2026-07-20", "40%", "current")]


def test_rewritten_history_is_read_again(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q3.md": current("40%")})
    assert len(readings(repository.report())) == 2
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.commit("2026-07-14", {"q3.md": current("41%")})
    assert readings(repository.report()) == [("2026-07-06", "30%", "git"), ("2026-07-14", "41%", "current")]
    repository.git("commit", "-q", "--amend", "--no-edit", "--date=2026-07-15T12:00:00+00:00")
    assert readings(repository.report())[-1] == ("2026-07-15", "41%", "current")


def test_a_warm_past_is_the_cold_one_and_a_damaged_cache_is_made_anew(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q3.md": goal("baseline: 10%", "target: 80%", "current: 40%")})
    cold = repository.past()
    assert cold == repository.past() and cold.values and cold.changes
    for file in (repository.root / ".cache").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-7] + b'{"a": 1')
    assert repository.past() == cold


def test_a_shallow_clone_is_a_warning_that_says_what_to_do(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q3.md": current("40%")})
    clone = Repository(tmp_path_factory.mktemp("clone"))
    clone.git("clone", "-q", "--depth=1", repository.root.as_uri(), ".")
    (clone.root / "mkdocs.yml").write_text(CONFIG)
    report = clone.report()
    assert readings(report) == [("2026-07-13", "40%", "current")]
    [warning] = [finding for finding in report.findings if finding.name == "shallow-history"]
    assert warning.severity == "warning" and "fetch-depth: 0" in (warning.hint or "")
    clone.git("fetch", "-q", "--unshallow")
    assert readings(clone.report()) == readings(repository.report())
    assert not found(clone.report(), "shallow-history")


def test_a_repository_without_commits_has_no_past(repository: Repository) -> None:
    repository.write({"q3.md": current("30%")})
    assert repository.past() is NO_PAST
    assert readings(repository.report()) == [(str(AS_OF), "30%", "current")]


def test_without_git_there_is_no_past(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    monkeypatch.setenv("PATH", os.devnull)
    assert repository.past() is NO_PAST


def test_documents_in_a_folder_of_a_larger_repository_are_found(tmp_path: Path) -> None:
    outer = Repository(tmp_path)
    outer.git("init", "-q", "-b", "main")
    (tmp_path / "handbook" / "okr site").mkdir(parents=True)
    inner = Repository(tmp_path / "handbook" / "okr site")
    (inner.root / "mkdocs.yml").write_text(CONFIG)
    inner.commit("2026-07-06", {"über/q 3.md": current("30%")})
    inner.commit("2026-07-13", {"über/q 3.md": None, "q3.md": current("40%")})
    assert [day for day, _, _ in readings(inner.report())] == ["2026-07-06", "2026-07-13"]


def test_a_revision_that_was_laid_out_elsewhere_has_the_past_of_its_commit(repository: Repository) -> None:
    repository.git("add", "-A")
    repository.commit("2026-07-06", {"q3.md": current("30%")})
    repository.commit("2026-07-13", {"q3.md": current("40%")})
    repository.commit("2026-07-20", {"q3.md": current("50%")})
    project = read_project(repository.root / "mkdocs.yml")
    with at_revision(project, "HEAD") as now, at_revision(project, "HEAD~1") as then:
        ours, earlier = (replace(press, day=AS_OF).report(press.project.documents()) for press in (now, then))
    assert readings(ours) == readings(repository.report())
    assert readings(earlier) == [("2026-07-06", "30%", "git"), ("2026-07-13", "40%", "current")]


def test_a_folder_with_signs_that_git_takes_for_patterns_is_only_itself(tmp_path: Path) -> None:
    outer = Repository(tmp_path)
    outer.git("init", "-q", "-b", "main")
    for name, value in (("[a]*", "30%"), ("a", "60%")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mkdocs.yml").write_text(CONFIG)
        Repository(tmp_path / name).commit("2026-07-06", {"q3.md": current(value)})
    assert readings(Repository(tmp_path / "[a]*").report()) == [("2026-07-06", "30%", "current")]
    assert readings(Repository(tmp_path / "a").report()) == [("2026-07-06", "60%", "current")]
