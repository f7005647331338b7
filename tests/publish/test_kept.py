"""Findings that are kept are those that would be found; whatever they depend on has them found again."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from projects import CONFIG, OBJECTIVES, TEAM, Folder

from okrsite.cli.main import commands
from okrsite.publish.press import Press

PLAN = "docs/crew/2026-q3.md"


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder."""
    monkeypatch.chdir(harbour.root)
    return harbour


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever findings are found and not taken from what is kept."""
    found: list[int] = []
    report = Press.report

    def counted(*given: object, **more: object) -> object:
        found.append(1)
        return report(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Press, "report", counted)
    return found


def check(*words: str) -> str:
    done = CliRunner().invoke(commands, ["check", *words], prog_name="okrsite", catch_exceptions=False)
    return f"{done.stdout}{done.exit_code}"


def entries(here: Folder) -> list[Path]:
    return [one for one in (here.root / ".cache/okrsite/findings").rglob("*") if one.is_file()]


def test_what_did_not_change_is_not_checked_again(here: Folder, reports: list[int]) -> None:
    here.write({PLAN: OBJECTIVES.replace("baseline: 68%", "basline: 68%")})
    assert check() == check()
    assert len(reports) == 1


CHANGES: dict[str, Callable[[Folder], object]] = {
    "a document": lambda here: here.write({PLAN: OBJECTIVES + "More.\n"}),
    "a document's name": lambda here: (here.root / PLAN).rename(here.root / "docs/crew/plan.md"),
    "another document": lambda here: here.write({"docs/more.md": TEAM.replace("crew", "deck")}),
    "the configuration": lambda here: here.write({"mkdocs.yml": CONFIG + "      grace: 7\n"}),
    "a seal": lambda here: here.write({"seals/2026-q1.yml": "okr: seal\n"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_checked_again(here: Folder, reports: list[int], what: str) -> None:
    check()
    CHANGES[what](here)
    check()
    assert len(reports) == 2
    here.write({".cache/okrsite/x": ""})
    check()
    assert len(reports) == 2


def test_another_day_or_other_rules_are_checked_by_themselves(here: Folder, reports: list[int]) -> None:
    check()
    assert "stale-check-in" in check("--as-of", "2026-09-20")
    assert "stale-check-in" not in check("--as-of", "2026-09-20", "--ignore", "stale-check-in")
    assert len(reports) == 3


@pytest.mark.parametrize("damage", ["", "{", '{"findings": [{}], "documents": []}', "[]", '{"findings": 1}', "null"])
def test_what_is_damaged_counts_as_missing(here: Folder, damage: str) -> None:
    before = check()
    for entry in entries(here):
        entry.write_bytes(sha256(damage.encode()).hexdigest().encode() + b"\n" + damage.encode())
    assert check() == before
    for entry in entries(here):
        entry.write_text(damage)
    assert check() == before


def test_a_finding_of_another_shape_counts_as_missing(here: Folder) -> None:
    here.write({PLAN: OBJECTIVES.replace("baseline: 68%", "basline: 68%")})
    before = check()
    (entry,) = entries(here)
    kept = json.loads(entry.read_bytes().partition(b"\n")[2])
    kept["findings"][0]["message"] = ["<b>"]
    text = json.dumps(kept).encode()
    entry.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
    assert check() == before


def test_where_nothing_can_be_kept_all_is_found_all_the_same(here: Folder) -> None:
    before = check()
    here.write({"copy.txt": ""})
    (here.root / ".cache").rename(here.root / "gone")
    here.write({".cache": "no folder"})
    assert check() == before
