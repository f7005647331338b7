"""Which documents belong to a cycle, and how they differ from its seal."""

from __future__ import annotations

from datetime import date

from reports import reported

from okrsite.diagnostics import Where
from okrsite.model.archive import cycles_by_document, drift_of
from okrsite.model.cycle import CycleRules
from okrsite.model.seal import Seal, seals_of
from okrsite.report import Report
from okrsite.source.seals import WrittenSeal, digest_of

GOALS = """
okr: objectives
team: onboarding
cycle: {cycle}
objectives:
  - id: {id}
    objective: Make the first hour with us the one people talk about
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
"""
SECOND, THIRD = (GOALS.format(cycle=cycle, id=id) for cycle, id in (("2026-Q2", "ONB-2"), ("Q3 2026", "ONB-3")))
REVIEW = "okr: review\nteam: onboarding\ndate: 2026-08-10\ncycle: 2026-Q3\n"
ROADMAP = "okr: roadmap\nteam: onboarding\ncycle: 2026-Q3\ninitiatives:\n  - id: BET\n    name: A bet\n"
LATE = "okr: checkin\nteam: onboarding\ndate: 2026-07-06\nreadings:\n  ONB-2.completion: 80%\n"
SILENT = "okr: checkin\nteam: onboarding\ndate: 2026-08-10\nwins: A quiet week\n"
ELSEWHERE = "okr: checkin\nteam: sales\ndate: 2026-08-10\nwins: A quiet week\n"


def belonging(made: Report) -> dict[str, frozenset[str]]:
    return cycles_by_document(made.documents.values(), made.graph, made.settings)


def test_a_document_belongs_to_the_cycle_that_it_names_however_it_spells_it() -> None:
    made = reported(SECOND, THIRD, REVIEW, ROADMAP, "okr: team\nid: onboarding\n")
    third = frozenset({"2026-Q3"})
    assert belonging(made) == {"0.md": frozenset({"2026-Q2"}), "1.md": third, "2.md": third, "3.md": third}


def test_a_check_in_belongs_to_the_cycles_that_it_reads_else_to_those_of_its_team_and_day() -> None:
    found = belonging(reported(SECOND, THIRD, LATE, SILENT, ELSEWHERE))
    assert (found["2.md"], found["3.md"]) == (frozenset({"2026-Q2"}), frozenset({"2026-Q3"}))
    assert "4.md" not in found


def seal(documents: dict[str, str], *open: str) -> Seal:
    return Seal("2026-Q3", date(2026, 10, 15), documents, Where("seals/2026-q3.yml"), open)


def test_a_drift_tells_edited_missing_added_and_open_documents_apart() -> None:
    made = reported(THIRD, REVIEW, ROADMAP, SILENT)
    digests = {uri: digest_of(one.text) for uri, one in made.documents.items()}
    held = seal({"0.md": digests["0.md"], "1.md": "0" * 32, "gone.md": "1" * 32}, "2.md")
    drift = drift_of(held, made.documents, belonging(made))
    assert (drift.edited, drift.missing, drift.open, drift.added) == (("1.md",), ("gone.md",), ("2.md",), ("3.md",))


def test_a_document_with_the_same_text_elsewhere_has_moved_and_nothing_else() -> None:
    made = reported(THIRD)
    drift = drift_of(seal({"old.md": digest_of(made.documents["0.md"].text)}), made.documents, belonging(made))
    assert drift.moved == (("old.md", "0.md"),)
    assert not (drift.missing or drift.added or drift.edited)


def test_of_a_document_that_cannot_be_read_a_drift_says_nothing() -> None:
    made = reported(THIRD, "okr: review\nteam: [")
    assert made.unreadable == ("1.md",)
    assert not drift_of(seal({"1.md": "0" * 32}), made.documents, belonging(made), made.unreadable).missing


def test_a_seal_of_no_cycle_and_a_second_one_of_the_same_count_for_nothing() -> None:
    places = {"cycle": Where("seals/a.yml")}
    written = [WrittenSeal(Where(f"{id}.yml"), id, places=places) for id in ("2026-Q3", "Q3 2026", "Autumn")]
    seals, found = seals_of(written, CycleRules())
    assert seals.cycles == {"2026-Q3"}
    assert [one.name for one in found] == ["broken-seal"] * 2


def test_a_seal_closes_its_cycle_from_its_day_on() -> None:
    seals, _ = seals_of([WrittenSeal(Where("a.yml"), "2026-Q3", date(2026, 10, 5))], CycleRules())
    assert not seals.by(date(2026, 10, 4)).cycles
    assert seals.by(date(2026, 10, 5)).cycles == {"2026-Q3"}
