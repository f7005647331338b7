"""`okrsite new`: documents that are begun with what is known."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import Folder

from okrsite.authoring.drafts import KINDS
from okrsite.authoring.drafts.patterns import PATTERNS
from okrsite.authoring.starter import Starter, starter_files
from okrsite.cli import new
from okrsite.cli.main import commands

DAY = date(2026, 11, 22)
GIVEN = {
    "objective": ("--team", "platform", "--objective", "Teams build on us because it is easier"),
    "team": ("--name", "Customer Success"),
    "roadmap": ("--team", "platform"),
    "checkin": ("--team", "product"),
    "review": ("--team", "product", "--date", "2026-11-22"),
    "retrospective": ("--team", "product"),
}
PLACES = {
    "objective": "docs/platform/2026-q4.md",
    "team": "docs/customer-success/index.md",
    "roadmap": "docs/platform/roadmap-2026-q4.md",
    "checkin": "docs/product/checkins/2026-11-22.md",
    "review": "docs/reviews/2026-11-22-product.md",
    "retrospective": "docs/product/2026-q4-retrospective.md",
}


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder."""
    monkeypatch.chdir(harbour.root)
    return harbour


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """What `okrsite init` makes, as of its day."""
    monkeypatch.chdir(tmp_path)
    files = starter_files(Starter("Tideline", DAY, "0.1.0"))
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("as_of: commit", f"as_of: {DAY}")
    return Folder(tmp_path).write(files)


def run(*words: str, answers: str | None = None) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, words, input=answers, prog_name="okrsite", catch_exceptions=False)


def test_every_kind_is_tried_here() -> None:
    assert set(KINDS) == set(GIVEN) == set(PLACES)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_begun_goes_where_it_belongs_and_has_no_error(begun: Folder, kind: str) -> None:
    result = run("new", kind, *GIVEN[kind])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0].split() == ["changed" if kind == "objective" else "wrote", PLACES[kind]]
    checked = run("check")
    assert checked.exit_code == 0, checked.stdout
    blanks = {"unfilled-placeholder", "moves-nothing", "no-bet", "empty-check-in"}
    assert set(re.findall(r"\[([a-z-]+)\] ", checked.stdout)) <= blanks


@pytest.mark.parametrize("kind", KINDS)
def test_a_script_is_told_every_option_that_it_lacks(begun: Folder, kind: str) -> None:
    result = run("new", kind)
    assert result.exit_code == 2
    wanted = {"team": ["--name"], "objective": ["--team", "--objective"]}.get(kind, ["--team"])
    assert all(f"'{option}'" in result.stderr for option in wanted)
    assert f"on a terminal `okrsite new {kind}` asks for it" in result.stderr


@pytest.mark.parametrize("structure", PATTERNS)
def test_each_kind_of_team_has_key_results_to_begin_with(begun: Folder, structure: str) -> None:
    result = run("new", "objective", "--team", "platform", "--objective", "X", "--structure", structure, "--dry-run")
    assert result.exit_code == 0
    for pattern in PATTERNS[structure]:
        assert f"+      - id: {pattern.id}" in result.stdout
    run("new", "objective", "--team", "platform", "--objective", "X", "--structure", structure)
    assert run("check").exit_code == 0


def test_a_team_has_the_key_results_of_its_own_structure(begun: Folder) -> None:
    platform = run("new", "objective", *GIVEN["objective"], "--dry-run").stdout
    assert "that use [what you offer] by themselves" in platform
    product = run("new", "objective", "--team", "product", "--objective", "X", "--dry-run").stdout
    assert "[do what shows the value]" in product


def test_an_objective_goes_below_the_others_and_changes_nothing_else(begun: Folder) -> None:
    place = begun.root / PLACES["objective"]
    before = place.read_text()
    words = (
        "--key-result",
        "Share of teams that ship by themselves",
        "30%",
        "70%",
        "--supports",
        "calm",
        "--state",
        "agreed",
    )
    assert run("new", "objective", *GIVEN["objective"], *words).exit_code == 0
    after = place.read_text()
    head = before.removesuffix("...\n")
    assert after.startswith(head) and after.endswith("\n...\n")
    assert "- id: PLA-2026Q4-2\n" in after and "      - id: .teams\n" in after and "supports: calm" in after
    assert "baseline: 30%\n        target: 70%\n" in after


def test_the_first_objective_of_a_cycle_begins_a_document_named_like_the_others(begun: Folder) -> None:
    result = run("new", "objective", *GIVEN["objective"], "--cycle", "2027-Q1")
    assert result.stdout.splitlines()[0] == "wrote docs/platform/2027-q1.md"
    assert "  - id: PLA-2027Q1-1\n" in (begun.root / "docs/platform/2027-q1.md").read_text()


def test_a_team_without_objectives_gets_ids_of_its_own_in_the_manner_of_the_others(begun: Folder) -> None:
    assert run("new", "team", "--name", "Promotion").exit_code == 0
    assert run("new", "objective", "--team", "promotion", "--objective", "X").exit_code == 0
    assert "- id: PROM-2026Q4-1\n" in (begun.root / "docs/promotion/2026-q4.md").read_text()


def test_a_bet_more_goes_onto_the_roadmap_that_is_there(begun: Folder) -> None:
    words = ("--team", "product", "--name", "Ask them", "--moves", "PRO-2026Q4-1.rating", "0.2/5")
    result = run("new", "roadmap", *words)
    assert result.stdout.splitlines()[0] == "changed docs/product/roadmap-2026-q4.md"
    assert "  - id: BET-2026Q4-3\n" in (begun.root / "docs/product/roadmap-2026-q4.md").read_text()
    assert run("check").exit_code == 0


def test_a_check_in_lists_all_key_results_with_their_last_readings(begun: Folder) -> None:
    words = ("--reading", "pro-2026q4-1.TIME", "40 hours", "--health", "green", "--wins", "Two: at once")
    assert run("new", "checkin", *GIVEN["checkin"], *words).exit_code == 0
    text = (begun.root / PLACES["checkin"]).read_text()
    assert re.search(r"^  PRO-2026Q4-1\.time: 40 hours # .*was 43 hours on 21 November.*wanted 4 hours$", text, re.M)
    assert re.search(r"^  # PRO-2026Q4-1\.rating:.* was 3\.9/5", text, re.M)
    assert 'wins: "Two: at once"' in text and "\nhealth: green\n" in text
    again = run("new", "checkin", *GIVEN["checkin"])
    assert again.exit_code == 1 and f"already, `{PLACES['checkin']}`" in again.stderr


def test_a_check_in_that_is_just_begun_is_to_be_filled_in(begun: Folder) -> None:
    result = run("new", "checkin", *GIVEN["checkin"])
    assert result.stdout.endswith(f"1 to fill in: okrsite check {PLACES['checkin']}\n")
    assert result.stderr == ""


def test_a_reading_that_can_not_be_taken_stops_the_whole_check_in(begun: Folder) -> None:
    result = run("new", "checkin", *GIVEN["checkin"], "--reading", "PRO-2026Q4-1.time", "40%")
    assert result.exit_code == 1
    assert "can't be compared" in result.stderr and not (begun.root / PLACES["checkin"]).exists()


@pytest.mark.parametrize("value", ["most of them", "7,5", "40%"])
def test_a_reading_is_refused_as_a_check_in_of_it_alone_would_be(begun: Folder, value: str) -> None:
    alone = run("checkin", "PRO-2026Q4-1.time", value)
    result = run("new", "checkin", *GIVEN["checkin"], "--reading", "PRO-2026Q4-1.time", value)
    assert (result.exit_code, result.stderr) == (1, alone.stderr)
    assert not (begun.root / PLACES["checkin"]).exists()


def test_no_reading_is_of_a_day_to_come(begun: Folder) -> None:
    result = run("new", "checkin", *GIVEN["checkin"], "--date", "2999-01-01")
    assert (result.exit_code, result.stderr) == (
        1,
        run("checkin", "PRO-2026Q4-1.time", "40 hours", "--date", "2999-01-01").stderr,
    )
    assert run("new", "checkin", *GIVEN["checkin"], "--date", "2026-11-20").exit_code == 0
    assert run("new", "review", "--team", "product", "--date", "2026-12-20").exit_code == 0


def test_a_retrospective_waits_for_its_scores_until_the_close(begun: Folder) -> None:
    assert run("new", "retrospective", *GIVEN["retrospective"]).exit_code == 0
    assert "scores" not in (begun.root / PLACES["retrospective"]).read_text().replace("final scores", "")
    assert run("new", "retrospective", *GIVEN["retrospective"]).exit_code == 1


ANSWERS = {
    "team": "Promotion\n\ncompany\n\nplatform\nThey tell.\n",
    "objective": (
        "platform\n\nTeams build on us\nIt is easier\n\nNOPE\ncalm\nproposed\n"
        "Share of teams that ship\nmost\n30%\n70%\nBuild server\n\n\n"
    ),
    "roadmap": "platform\n\nPaved road\n\nPLA-2026Q4-1.lead\n-45 hours\n",
    "checkin": "product\n51%\n\n4.0/5\ngreen\nWe won\n\n\nMore\n",
    "review": "product\nmid-cycle\n\n",
    "retrospective": "product\n\n",
}
COME = {
    "team": ("id: promotion", "lead: promotion-lead", "structure: platform", "mission: They tell."),
    "objective": (
        "context: It is easier",
        "supports: calm",
        "state: proposed",
        "baseline: 30%",
        "measurement: Build server",
    ),
    "roadmap": ("name: Paved road", "- kr: PLA-2026Q4-1.lead", "impact: -45 hours"),
    "checkin": ("PRO-2026Q4-1.activation: 51% #", "PRO-2026Q4-1.rating: 4.0/5 #", "health: green", "next: More"),
    "review": ("kind: mid-cycle",),
    "retrospective": ("worked:",),
}


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_terminal_each_kind_asks_for_what_it_needs(
    begun: Folder, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(new, "is_terminal", lambda: True)
    words = ("--date", "2026-11-22") if kind == "review" else ()
    result = run("new", kind, *words, answers=ANSWERS[kind])
    assert result.exit_code == 0, result.stderr
    name = PLACES[kind].replace("customer-success", "promotion")
    text = (begun.root / name).read_text()
    assert all(part in text for part in COME[kind]), text
    assert run("check").exit_code == 0


def test_an_answer_that_will_not_do_is_asked_for_again(begun: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "is_terminal", lambda: True)
    result = run("new", "objective", answers=ANSWERS["objective"])
    assert "Nothing has the id `NOPE`." in result.stderr and "`most` is no number" in result.stderr


def test_options_answer_questions_on_a_terminal_too(begun: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "is_terminal", lambda: True)
    result = run("new", "team", "--name", "Promotion", "--lead", "promoter", answers="\n\n\n\n")
    assert result.exit_code == 0 and "Who leads it" not in result.stderr


def test_a_real_terminal_is_asked(begun: Folder) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "okrsite", "new", "retrospective"]
    with subprocess.Popen(
        words, cwd=begun.root, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as asked:
        os.write(ours, b"product\n\n")
        out, errors = asked.communicate(timeout=60)
    assert asked.returncode == 0, errors
    assert "Team (company, platform, product)" in errors and "wrote docs/product/2026-q4-retrospective.md" in out


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


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_never_overwritten(begun: Folder, kind: str) -> None:
    begun.write({"docs/mine.md": "Mine."})
    result = run("new", kind, *GIVEN[kind], "-o", "docs/mine.md")
    assert result.exit_code == 1
    assert "`docs/mine.md` exists already; nothing was written" in result.stderr
    assert (begun.root / "docs/mine.md").read_text() == "Mine."


def test_a_file_that_is_named_takes_an_objective_apart_from_the_others(begun: Folder) -> None:
    before = (begun.root / PLACES["objective"]).read_bytes()
    assert run("new", "objective", *GIVEN["objective"], "-o", "docs/platform/more.md").exit_code == 0
    assert "okr: objectives" in (begun.root / "docs/platform/more.md").read_text()
    assert (begun.root / PLACES["objective"]).read_bytes() == before
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("review", "--team", "crow"), "there is no team `crow`"),
        (("review", "--team", "crew", "--cycle", "2026-Q4"), "no document speaks of a cycle `2026-Q4`"),
        (("review", "--team", "crew", "--date", "2020-01-01"), "no cycle with objectives holds 2020-01-01"),
        (("objective", "--team", "crew", "--objective", "X", "--cycle", "2026-Q5"), "there is no cycle `2026-Q5`"),
        (("team", "--name", "Crew"), "there is a team `crew` already"),
        (("checkin", "--team", "crew", "--reading", "CREW-1.punctul", "5"), "no key result `CREW-1.punctul`"),
        (("retrospective", "--team", "company"), "has no agreed objectives"),
        (("roadmap", "--team", "crew", "--moves", "CREW-9", "5"), "`CREW-9`"),
    ],
)
def test_what_does_not_exist_is_told_with_what_to_do(here: Folder, words: tuple[str, ...], said: str) -> None:
    before = sorted(here.root.rglob("*.md"))
    result = run("new", *words)
    assert result.exit_code == 1
    assert said in result.stderr and "hint:" in result.stderr
    assert sorted(here.root.rglob("*.md")) == before


@pytest.mark.parametrize(
    "words",
    [
        ("review",),
        ("revue", "--team", "crew"),
        ("review", "--team", "crew", "--date", "soon"),
        ("objective", "--team", "crew", "--objective", "X", "--supports", "NOPE"),
        ("team", "--name", "X", "--id", "a b"),
    ],
)
def test_wrong_usage_is_told_apart(here: Folder, words: tuple[str, ...]) -> None:
    assert run("new", *words).exit_code == 2


def test_a_folder_that_can_not_be_made_is_told(here: Folder) -> None:
    here.write({"docs/note": "a file"})
    result = run("new", "review", "--team", "crew", "-o", str(Path("docs", "note", "x.md")))
    assert result.exit_code == 1
    assert "can't be written" in result.stderr


def test_a_new_document_is_as_editors_read_its_neighbours(begun: Folder) -> None:
    assert run("new", "checkin", *GIVEN["checkin"]).exit_code == 0
    text = (begun.root / PLACES["checkin"]).read_text()
    assert text.startswith("---\n# yaml-language-server: $schema=../../../site/api/schema/checkin.json\nokr: checkin\n")
    assert text.endswith("\n...\n")
    assert run("new", "team", "--name", "Promotion").exit_code == 0
    assert "yaml-language-server" not in (begun.root / "docs/promotion/index.md").read_text()


def test_a_name_that_no_disk_takes_is_refused(begun: Folder) -> None:
    result = run("new", "team", "--name", "x" * 5000)
    assert result.exit_code == 1
    assert "can't be written: File name too long; nothing was changed" in result.stderr


def test_a_name_without_latin_letters_needs_an_id(begun: Folder) -> None:
    result = run("new", "team", "--name", "\u958b\u767a")
    assert result.exit_code == 2
    assert "Missing option '--id'" in result.stderr
    assert run("new", "team", "--name", "\u958b\u767a", "--id", "kaihatsu").exit_code == 0


@pytest.mark.parametrize("place", ["docs/kaihatsu", "kaihatsu.md"])
def test_a_place_that_is_no_part_of_the_site_is_told(begun: Folder, place: str) -> None:
    result = run("new", "team", "--name", "Kaihatsu", "-o", place)
    assert result.exit_code == 0
    assert "  note      the site leaves it out: documents are .md files below docs\n" in result.stdout
