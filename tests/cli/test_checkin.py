"""`okrsite checkin`: readings recorded from the command line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import OBJECTIVES, Folder

from okrsite.cli import asking
from okrsite.cli.main import commands
from okrsite.publish import closing

WHERE = "docs/crew/2026-q3.md"


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder."""
    monkeypatch.chdir(harbour.root)
    return harbour


def run(*words: str) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, ("checkin", *words), prog_name="okrsite", catch_exceptions=False)


def text(here: Folder) -> str:
    return (here.root / WHERE).read_bytes().decode()


def test_a_reading_is_recorded_and_what_it_changes_is_told(here: Folder) -> None:
    result = run("CREW-1.punctual", "76%")
    assert result.exit_code == 0
    assert result.stdout.replace("\u2009", " ") == (
        f"changed {WHERE}\n"
        "CREW-1.punctual  Departures within five minutes\n"
        "  reading   74% on 2026-08-10 → 76% on 2026-08-14\n"
        "  progress  35 % → 47 %\n"
        "  status    On track\n"
        "  objective score 0.35 → 0.47\n"
    )
    assert text(here) == OBJECTIVES.replace("holds\n---", "holds\n          2026-08-14: 76%\n---")


def test_all_that_can_be_said_of_a_reading_is_written(here: Folder) -> None:
    words = ("--note", "Rain: all late", "--confidence", "6/10", "--health", "red", "--date", "2026-08-12")
    assert run("crew-1.PUNCTUAL", "72%", *words).exit_code == 0
    assert (
        "          2026-08-12:\n            value: 72%\n            confidence: 6/10\n"
        '            note: "Rain: all late"\n            health: red\n---'
    ) in text(here)


def test_a_dry_run_shows_the_change_and_writes_nothing(here: Folder) -> None:
    result = run("CREW-1.punctual", "76%", "--dry-run")
    assert "would change docs/crew/2026-q3.md" in result.stdout
    assert "  +          2026-08-14: 76%" in result.stdout and "35" in result.stdout
    assert text(here) == OBJECTIVES


def test_findings_of_a_dry_run_quote_the_text_as_it_would_be(here: Folder) -> None:
    more = "".join(f"          2026-08-{day}: 74%\n" for day in (11, 12, 13))
    here.write({WHERE: OBJECTIVES.replace("holds\n---", f"holds\n{more}---")})
    result = run("CREW-1.punctual", "760%", "--dry-run")
    assert "[jumping-value]" in result.stderr
    quoted = re.search(r"^ +[0-9]+ \| (.*)\n +\| ( *)\^$", result.stderr, re.MULTILINE)
    assert quoted and quoted[1].strip() == "2026-08-14: 760%"
    assert len(quoted[2]) == len(quoted[1]) - len(quoted[1].lstrip())


def test_the_reading_that_is_there_changes_nothing(here: Folder) -> None:
    same = ("CREW-1.punctual", "74%", "--date", "2026-08-10", "--replace")
    for words in (same, (*same, "--dry-run")):
        result = run(*words)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"unchanged {WHERE}: it stands there already\n")
    assert text(here) == OBJECTIVES


def test_an_older_reading_is_recorded_and_the_newest_counts(here: Folder) -> None:
    result = run("CREW-1.punctual", "71%", "--date", "2026-07-20")
    assert "the reading of 2026-08-10 is newer, and counts" in result.stdout
    assert re.search(r"07-13: 70%\n +2026-07-20: 71%\n +2026-08-10:", text(here))


def test_a_number_below_zero_is_no_option(here: Folder) -> None:
    here.write({WHERE: OBJECTIVES.replace("68%", "-12").replace("85%", "+40").replace("70%", "-9").replace("74%", "3")})
    result = run("CREW-1.punctual", "-4", "--note", "A bad week")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "            value: -4\n            note: A bad week\n" in text(here)


def test_on_a_terminal_the_value_is_asked_for(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    words = ("checkin", "CREW-1.punctual")
    result = CliRunner().invoke(commands, words, input="76%\n", prog_name="okrsite", catch_exceptions=False)
    assert "Departures within five minutes: last 74% on 2026-08-10, wanted 85%" in result.stderr
    assert result.exit_code == 0 and "2026-08-14: 76%" in text(here)


def test_the_same_day_is_written_over_only_when_asked(here: Folder) -> None:
    refused = run("CREW-1.punctual", "76%", "--date", "2026-08-10")
    assert refused.exit_code == 1
    assert f"already, at {WHERE}:17: `74%`" in refused.stderr and "`--replace`" in refused.stderr
    assert text(here) == OBJECTIVES
    assert run("CREW-1.punctual", "76%", "--date", "2026-08-10", "--replace").exit_code == 0
    assert text(here) == OBJECTIVES.replace("value: 74%", "value: 76%")


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (("CREW-1.punctul", "76%"), "there is no key result `CREW-1.punctul`", "Did you mean `CREW-1.punctual`?"),
        (("punctual", "76%"), "there is no key result `punctual`", "Did you mean `CREW-1.punctual`?"),
        (
            ("CREW-1.first-task", "76%"),
            "no key result `CREW-1.first-task`",
            "one of its key results: `CREW-1.punctual`.",
        ),
        (("CREW-1", "76%"), "`CREW-1` is an objective", "`CREW-1.punctual`"),
        (("CREW-1.punctual", "most of them"), "`most of them` is no number", "`85%`"),
        (("CREW-1.punctual", "7,5%"), "`7,5%` is no number", "Write `7.5%`."),
        (("CREW-1.punctual", "5 hours"), "`5 hours` can't be compared", "Write it in `%`."),
        (("CREW-1.punctual", "76%", "--date", "2026-06-30"), "would not count in 2026-Q3", "--date"),
        (("CREW-1.punctual", "76%", "--date", "2999-01-01"), "2999-01-01 is still to come", "--date"),
    ],
)
def test_what_can_not_be_taken_is_told_before_anything_is_written(
    here: Folder, words: tuple[str, ...], said: str, hint: str
) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.stderr and hint in result.stderr
    assert text(here) == OBJECTIVES


def test_a_unit_where_there_was_none_is_no_reading(here: Folder) -> None:
    here.write({WHERE: OBJECTIVES.replace("68%", "12").replace("85%", "40").replace("70%", "13").replace("74%", "14")})
    result = run("CREW-1.punctual", "40%")
    assert result.exit_code == 1
    assert "a value is in `%`, and the other values of `CREW-1.punctual` are not" in result.stderr


def test_wrong_usage_is_told_apart(here: Folder) -> None:
    for words in (
        ("CREW-1.punctual",),
        ("CREW-1.punctual", "76%", "--confidence", "80"),
        ("CREW-1.punctual", "1", "2"),
    ):
        assert run(*words).exit_code == 2
    assert "the reading of `CREW-1.punctual`" in run("CREW-1.punctual").stderr


def test_where_the_day_is_not_pinned_a_reading_is_of_today(here: Folder) -> None:
    now = date.today()  # noqa: DTZ011 -- the day on this machine is meant
    quarter = f"{now.year}-Q{(now.month + 2) // 3}"
    here.write({"mkdocs.yml": (here.root / "mkdocs.yml").read_text().replace("2026-08-14", "commit")})
    here.write({WHERE: re.sub(r" +checkins:.*?---", "---", OBJECTIVES, flags=re.S).replace("2026-Q3", quarter)})
    assert run("CREW-1.punctual", "76%").exit_code == 0
    assert f"          {now}: 76%\n" in text(here)
    assert run("CREW-1.punctual", "76%", "--date", str(now + timedelta(days=1))).exit_code == 1


def test_a_change_by_somebody_else_is_noticed_and_nothing_is_lost(
    here: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = closing.write

    def first_somebody_else(path: Path, expected: bytes, new: bytes) -> None:
        path.write_bytes(path.read_bytes() + b"Theirs.\n")
        real(path, expected, new)

    monkeypatch.setattr(closing, "write", first_somebody_else)
    result = run("CREW-1.punctual", "76%")
    assert result.exit_code == 1
    assert "was changed by somebody else meanwhile" in result.stderr
    assert text(here) == OBJECTIVES + "Theirs.\n"


def test_a_current_stays_and_is_told_of(here: Folder) -> None:
    short = re.sub(r"checkins:.*?---", "current: 72%\n---", OBJECTIVES, flags=re.S)
    here.write({WHERE: short})
    result = run("CREW-1.punctual", "76%")
    assert "`current: 72%` stays, in line 15; the newest reading counts" in result.stdout
    assert text(here) == short.replace("72%\n", "72%\n        checkins:\n          2026-08-14: 76%\n")


def test_a_sealed_cycle_takes_no_reading(here: Folder) -> None:
    assert here.okrsite("close", "2026-Q3", "--as-of", "2026-11-01").returncode == 0
    result = run("CREW-1.punctual", "76%", "--as-of", "2026-11-02")
    assert result.exit_code == 1
    assert "is closed and sealed" in result.stderr and "It goes on as `" in result.stderr


def test_where_a_document_cannot_be_read_its_key_results_are_looked_for_there(here: Folder) -> None:
    here.write({"docs/crew/new.md": "---\nokr: objectives\nteam: [crew\n---\n"})
    result = run("FRESH-1", "76%")
    assert result.exit_code == 1
    assert "It may stand in `docs/crew/new.md`, which can't be read; `okrsite check` says why." in result.stderr


def test_bytes_that_are_no_text_are_refused(here: Folder) -> None:
    result = run("CREW-1.punctual", "76%", "--note", "caf\udce9")
    assert result.exit_code == 2
    assert result.stderr.endswith("Error: `caf\ufffd` is no text in UTF-8.\n")
    assert text(here) == OBJECTIVES


def test_a_refusal_gives_the_terminal_no_commands(here: Folder) -> None:
    assert "there is no key result `\ufffd[2JX`" in run("\x1b[2JX", "76%").stderr
