"""The commands as people and scripts meet them (contract §3): what they write, where, and how they end."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import CONFIG, OBJECTIVES, Folder

from okrsite.cli.main import COMMANDS, commands

TYPO = OBJECTIVES.replace("        baseline: 68%", "        basline: 68%")
UNOWNED = OBJECTIVES.replace("    owner: crew-lead\n", "")


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder."""
    monkeypatch.chdir(harbour.root)
    return harbour


def run(*words: str) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, words, prog_name="okrsite", catch_exceptions=False)


def names(result: Result) -> list[str]:
    return [finding["name"] for finding in json.loads(result.stdout)["findings"]]


def test_help_names_every_command_and_loads_none() -> None:
    code = (
        "import atexit, sys\nsys.argv = ['okrsite', '--help']\nfrom okrsite.cli.main import main\n"
        "heavy = {'mkdocs', 'material', 'msgspec', 'yaml', 'jinja2', 'matplotlib', 'rich', 'markdown'}\n"
        "heavy.add('okrsite.report')\n"
        "atexit.register(lambda: print(sorted(heavy & set(sys.modules))))\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(name in done.stdout for name in COMMANDS)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_has_help() -> None:
    for name in COMMANDS:
        assert run(name, "--help").exit_code == 0


def test_check_of_a_sound_project_finds_nothing(here: Folder) -> None:
    result = run("check", "--ignore", "no-measurement,number-of-key-results")
    assert (result.exit_code, result.stdout) == (0, "no findings in 3 documents\n")


def test_check_shows_place_line_caret_and_hint(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": TYPO})
    result = run("check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "OKR102 [unknown-key]" in line)
    assert lines[at].startswith("docs/crew/2026-q3.md:13:9: OKR102 [unknown-key] ")
    assert lines[at + 1] == "   13 |         basline: 68%"
    assert lines[at + 2] == "      |         ^"
    assert "`baseline`" in lines[at + 3]


def test_check_writes_findings_as_json(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": TYPO})
    result = run("check", "--format", "json")
    found = json.loads(result.stdout)["findings"]
    keys = ["code", "name", "severity", "path", "line", "column", "message", "hint", "subject"]
    assert all(list(finding) == keys and finding["line"] >= 1 for finding in found)
    assert "unknown-key" in names(result)


def test_check_fails_for_warnings_only_when_strict(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": UNOWNED})
    assert (run("check").exit_code, run("check", "--strict").exit_code) == (0, 1)


def test_check_can_select_and_ignore(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": TYPO.replace("    owner: crew-lead\n", "")})
    both = names(run("check", "--format", "json"))
    assert {"unknown-key", "no-owner"} <= set(both)
    assert "no-owner" not in names(run("check", "--format", "json", "--ignore", "OKR3,OKR213"))
    assert "unknown-key" in names(run("check", "--format", "json", "--ignore", "OKR102"))
    assert "no-owner" in names(run("check", "--format", "json", "--select", "no-owner"))


def test_check_refuses_a_rule_that_does_not_exist(here: Folder) -> None:
    result = run("check", "--select", "no-such-rule")
    assert result.exit_code == 2
    assert "no-such-rule" in result.stderr


def test_check_of_a_path_lists_what_is_below_it(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": TYPO, "docs/other.md": TYPO.replace("CREW-1", "OTHER-1")})
    assert all("docs/crew/" in line for line in run("check", "docs/crew").stdout.splitlines() if ": OKR" in line)
    assert run("check", "docs/company.md").exit_code == 0
    assert run("check", "docs/missing.md").exit_code == 2


MORE = """\
---
okr: objectives
team: crew
cycle: 2026-Q3
objectives:
  - id: MORE-1
    objective: Nobody waits in the rain
    owner: crew-lead
    key_results:
      - id: .read
        key_result: Boats that are on time
        baseline: 67%
        target: 82%
        checkins:"""


def test_check_tells_two_runs_apart_by_the_day(here: Folder) -> None:
    assert "stale-check-in" not in names(run("check", "--format", "json", "--as-of", "2026-08-15"))
    assert "stale-check-in" in names(run("check", "--format", "json", "--as-of", "2026-09-20"))


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", ""])
def test_a_wrong_day_is_wrong_usage(here: Folder, day: str) -> None:
    result = run("check", "--as-of", day)
    assert result.exit_code == 2
    assert "is no day" in result.stderr


def test_a_missing_configuration_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("check", "build", "status", "export", "serve"):
        result = run(command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "`mkdocs.yml`" in result.stderr


def test_a_faulty_configuration_is_told_whole(here: Folder) -> None:
    here.write({"mkdocs.yml": CONFIG + "      grace: soon\n      cadence: daily\n"})
    result = run("check")
    assert result.exit_code == 2
    assert "mkdocs.yml:9:7: OKR902" in result.stderr
    assert "mkdocs.yml:10:7: OKR902" in result.stderr
    assert "    9 |       grace: soon" in result.stderr


def test_a_near_miss_of_a_command_is_suggested() -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "Did you mean `check`?" in result.stderr


def test_a_hostile_file_cannot_command_the_terminal(here: Folder) -> None:
    here.write({"docs/\x1b[31mevil.md": b"---\nokr: team\nid: \x1b[2J\x07[\n---\n"})
    result = run("check")
    assert result.exit_code == 1
    assert not any(sign in result.stdout for sign in "\x1b\x07")


def test_rules_tells_of_all_and_of_one() -> None:
    assert len(run("rules").stdout.splitlines()) > 40
    assert "Wrong" in run("rules", "okr301").stdout
    assert run("rules", "no-owner").stdout == run("rules", "OKR301").stdout
    missed = run("rules", "no-ownr")
    assert missed.exit_code == 2
    assert "Did you mean `no-owner`?" in missed.stderr


def test_status_of_a_key_result_tells_its_forecast(here: Folder) -> None:
    assert "forecast" not in run("status", "CREW-1.punctual").stdout
    read = {f"2026-07-{day:02}": 68 + day // 7 for day in (6, 13, 20, 27)}
    goal = "".join(f"\n          {day}: {value}%" for day, value in read.items())
    here.write({"docs/more.md": MORE + goal + "\n---\n"})
    assert "forecast 0.89 (0.57 to 1.00), success 81\u2009% likely" in run("status", "MORE-1.read").stdout


def test_status_tells_of_the_organisation_a_team_and_an_item(here: Folder) -> None:
    assert "2026-Q3" in run("status").stdout
    assert "Every ferry leaves on time" in run("status", "crew").stdout
    assert "Departures within five minutes" in run("status", "crew-1").stdout
    assert "74%" in run("status", "CREW-1.punctual").stdout
    missed = run("status", "crwe")
    assert missed.exit_code == 1
    assert "Did you mean `crew`?" in missed.stderr


def test_status_names_the_ids_that_other_commands_take(here: Folder) -> None:
    assert re.search(r"^  Crew +crew +0\.", run("status").stdout, re.MULTILINE)
    shown = run("status", "crew").stdout
    assert shown.startswith("Crew  crew\n")
    assert re.search(r"^  Departures within five minutes +\.punctual +35", shown, re.MULTILINE)
    missed = run("status", "nope")
    assert "hint: There " in missed.stderr and "`crew`" in missed.stderr


def test_the_last_line_of_a_check_says_what_to_do_next(here: Folder) -> None:
    here.write(
        {"docs/crew/2026-q3.md": UNOWNED.replace("      - id: .punctual\n        key_result", "      - key_result")}
    )
    last = run("check").stdout.splitlines()[-1]
    assert "; `okrsite check --fix` may mend 1; `okrsite rules CODE` explains one" in last
    last = run("check", "--fix").stdout.splitlines()[-1]
    assert "--fix" not in last and last.endswith("; `okrsite rules CODE` explains one")


def test_export_writes_to_standard_output_or_a_file(here: Folder) -> None:
    result = run("export", "--format", "json")
    data = json.loads(result.stdout)
    assert (data["format"], data["as_of"]) == ("okrsite/1", "2026-08-14")
    assert run("export", "-o", "all.json").stdout == ""
    assert (here.root / "all.json").read_text(encoding="utf-8") == result.stdout


def test_export_is_strict_when_asked(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": UNOWNED})
    assert run("export", "-o", "all.json", "--strict").exit_code == 1
    assert not (here.root / "all.json").exists()


def test_what_is_not_public_is_neither_exported_nor_shown(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("okr: objectives", "okr: objectives\nvisibility: internal")})
    for command in ("export", "status"):
        result = run(command)
        assert (result.exit_code, result.stdout) == (1, ""), command


def test_a_command_ends_with_its_code_and_all_it_wrote(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": TYPO})
    for words in (("check",), ("check", "--format", "json"), ("--version",), ("chek",)):
        inside, outside = run(*words), here.run("okrsite", *words)
        assert (outside.returncode, outside.stdout) == (inside.exit_code, inside.stdout)


def test_an_output_that_cannot_be_written_is_said_in_a_sentence(here: Folder) -> None:
    here.write({"docs/crew/2026-q3.md": TYPO})
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "okrsite", "check"]
        done = subprocess.run(words, cwd=here.root, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "okrsite: the output cannot be written: No space left on device\n"
