"""Ids, teams, cycles and bodies of imported documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from okrsite.errors import OkrsiteError
from okrsite.settings import RuleSettings, Settings

ONE = "## Objective 1: Ferries leave on time\n- KR1: Departures within five minutes\n"


def test_ids_are_numbered_as_the_file_numbers(importer: Any) -> None:
    text = ONE.replace("Objective 1", "Objective 3").replace("KR1", "KR3.2")
    document = importer.document(text)
    assert "- id: CREW-2026Q3-3\n" in document and "- id: .2\n" in document


def test_ids_that_others_have_are_passed_over(importer: Any) -> None:
    assert "- id: CREW-2026Q3-2\n" in importer.document(ONE, ids=frozenset({"crew-2026q3-1"}))


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("# OKRs 2025\n", "2025"),
        ("# Quarter 2 2024 OKRs\n", "2024-Q2"),
        ("## 2. Quartal 2024\n", "2024-Q2"),
        ("# FY22Q4 OKR plan\n", "FY22-Q4"),
        ("# CY19-Q4 OKRs\n", "2019-Q4"),
        ("---\nquarter: Q1 2024\n---\n", "2024-Q1"),
        ("**Quarter:** Q1 2024\n\n", "2024-Q1"),
        ("| Field | Value |\n|---|---|\n| Cycle | Q2 2026 (90 days) |\n\n", "2026-Q2"),
        ("# OKRs (Q2-Q3 2025)\n", "2026-Q3"),
        ("# OKRs\n", "2026-Q3"),
    ],
)
def test_the_cycle_is_what_the_file_says_else_what_is_wished(text: str, cycle: str, importer: Any) -> None:
    assert f"cycle: {cycle}\n" in importer.document(text + ONE)


def test_the_name_of_a_file_may_say_the_cycle(importer: Any) -> None:
    assert importer.written(ONE, name="goals-2022_q2.md", cycle=None).documents[-1].name == "crew/2022-q2.md"


@pytest.mark.parametrize(
    ("text", "team", "name"),
    [
        ("# Ferry Crew Team OKRs\n", "ferry-crew-team", "Ferry Crew Team"),
        ("**Team:** Reception\n\n", "reception", "Reception"),
        ("---\nteam: Harbour office\n---\n", "harbour-office", "Harbour office"),
        ("## Finance WG\n", "finance-wg", "Finance WG"),
    ],
)
def test_a_team_that_the_file_names_gets_a_document(text: str, team: str, name: str, importer: Any) -> None:
    documents = importer.written(text + ONE).documents
    assert [one.name for one in documents] == [f"{team}/team.md", f"{team}/2026-q3.md"]
    assert f"id: {team}\nname: {name}\n" in documents[0].raw.decode()


def test_a_known_team_is_found_by_its_name_and_gets_no_document(importer: Any) -> None:
    documents = importer.written("**Team:** Reception\n\n" + ONE, teams={"front": "Reception"}).documents
    assert [one.name for one in documents] == ["front/2026-q3.md"]


def test_a_team_that_is_named_by_its_id_keeps_it(importer: Any) -> None:
    assert importer.written(ONE, team="Crew-2").documents[0].name == "Crew-2/2026-q3.md"
    assert importer.written(ONE, team="The Crew").documents[0].name == "the-crew/2026-q3.md"


GROUPED = f"""
# Q3 2026 OKRs

## Boats

{ONE.replace("##", "###")}
## Piers

{ONE.replace("##", "###")}
"""


def test_headings_above_objectives_are_teams_unless_one_is_named(importer: Any) -> None:
    imported = importer.written(GROUPED, team=None)
    assert [one.name for one in imported.documents if "team.md" not in one.name] == [
        "boats/2026-q3.md",
        "piers/2026-q3.md",
    ]
    assert any("`Boats` is taken for a team" in one.message for one in imported.doubts)
    named = importer.written(GROUPED)
    assert [one.name for one in named.documents] == ["crew/2026-q3.md"]
    assert "## Boats" in named.documents[0].raw.decode()


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"team": None}, "does not say whose OKRs these are"),
        ({"cycle": None}, "line 1, does not say of which cycle"),
        ({"cycle": "next summer"}, "`next summer` is no cycle"),
        ({"team": "開発"}, "can't be made an id"),
    ],
)
def test_what_is_missing_is_asked_for(wish: dict[str, Any], said: str, importer: Any) -> None:
    with pytest.raises(OkrsiteError, match=said) as refusal:
        importer.written(ONE, **wish)
    assert refusal.value.hint


def test_the_cycle_to_name_is_the_one_that_holds_the_day(importer: Any) -> None:
    for settings, cycle in ((Settings(), "2026-Q3"), (Settings(as_of=date(2027, 1, 2)), "2027-Q1")):
        with pytest.raises(OkrsiteError) as refusal:
            importer.written(ONE, cycle=None, settings=settings)
        assert refusal.value.hint == f"Name the cycle with `--cycle {cycle}`."


def test_a_file_without_okrs_is_refused(importer: Any) -> None:
    with pytest.raises(OkrsiteError, match="holds no OKRs that can be told apart; nothing was written"):
        importer.written("# Minutes\n\n- Tea\n")


def test_a_document_of_ours_is_refused(importer: Any) -> None:
    with pytest.raises(OkrsiteError, match="is an OKR document already"):
        importer.written("---\nokr: objectives\n---\n")


def test_more_objectives_than_a_team_may_have_wait_as_drafts(importer: Any) -> None:
    text = "".join(f"## Objective {n}: Pier {n} shines\n- KR{n}: Lamps on pier {n}\n\n" for n in range(1, 8))
    imported = importer.written(text)
    assert imported.documents[0].raw.decode().count("state: draft") == 2
    assert importer.report(imported).worst != "error"
    assert sum("waits as a draft" in one.message for one in imported.doubts) == 2


def test_how_many_those_are_is_a_setting(importer: Any) -> None:
    text = "".join(f"## Objective {n}: Pier {n} shines\n- KR{n}: Lamps on pier {n}\n\n" for n in range(1, 8))
    rules = RuleSettings(settings={"too-many-objectives": {"error_above": 6}})
    assert importer.document(text, settings=Settings(rules=rules)).count("state: draft") == 1


def test_text_beside_the_okrs_is_the_body_in_its_order(importer: Any) -> None:
    text = f"# Plans\n\nBefore.\n\n{ONE}\n## After\n\n1. One\n2. Two\n\n---\n"
    head, body = importer.document(text).split("\n---\n", 1)
    assert "title: Plans" in head
    assert body == "\nBefore.\n\n## After\n\n1. One\n2. Two\n"


def test_text_of_each_cycle_goes_to_its_document(importer: Any) -> None:
    quarters = [f"## Q{n} 2026 OKRs\n\n#{ONE}\n#### Notes\n\nIt was season {n}.\n" for n in (1, 2)]
    documents = importer.written("\n".join(quarters)).documents
    assert ["season 1" in one.raw.decode() for one in documents] == [True, False]
    assert sum("season 2" in one.raw.decode() for one in documents) == 1


def test_links_within_the_old_place_are_told(importer: Any) -> None:
    doubts = importer.written(ONE + "\n## More\n\n[the map](../map.md)\n").doubts
    assert [(one.line, one.message) for one in doubts] == [
        (6, "the link to `../map.md` is kept as it is; look where it leads from here")
    ]


def test_other_encodings_are_read(importer: Any) -> None:
    from okrsite.importers.prose import read

    text = ONE.replace("Ferries", "Fähren")
    for encoding, doubts in (("utf-8-sig", 0), ("utf-16", 0), ("cp1252", 1)):
        found = read(text.replace("\n", "\r\n").encode(encoding), "okrs.md")
        assert found.objectives[0].title.text == "Fähren leave on time"
        assert len(found.doubts) == doubts


def test_bytes_that_are_no_text_are_named() -> None:
    from okrsite.importers.prose import read

    with pytest.raises(OkrsiteError, match="in an encoding that nobody names"):
        read(b"\x00\x01\x02 Objective 1: x\x81", "okrs.md")


@pytest.mark.parametrize("words", ["Raise <metric> for the crew", "Boats where a<b and c>d", "Fewer <late> boats"])
def test_words_in_angle_brackets_that_are_no_tag_stay(words: str, importer: Any) -> None:
    assert f"objective: {words}\n" in importer.document(ONE.replace("Ferries leave on time", words))
