"""What is said of a key result becomes its values, and a number is only there if it stands in the file."""

from __future__ import annotations

from typing import Any

import pytest

WORKED = "## Objective 1: Ferries leave on time\n- KR1: "


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Retention from 45% to 65%", {"baseline": "45%", "target": "65%"}),
        ("Wait from 3 days to <4 hours", {"baseline": "3 days", "target": "<4 hours"}),
        ("NPS 30 → 50", {"baseline": "30", "target": "50"}),
        ("Conversion 2% -> 4%", {"baseline": "2%", "target": "4%"}),
        ("Fewer queues by 25%", {"change": "-25%"}),
        ("Move the needle by 25%", {}),
        ("Reduce queues by 25%", {"change": "-25%"}),
        ("Show a 30% improvement in comfort", {"change": "+30%"}),
        ("Support 5+ tools", {"target": "5+"}),
        ("Win at least 3 ports", {"target": "at least 3"}),
        ("Earn $5 million in renewals", {"target": "$5 million"}),
        ("Sell 700 tickets per week", {"target": "700 tickets per week"}),
        ("Views at 200k (current is 125k)", {"target": "200k", "current": "125k"}),
        ("CSAT from 78% to 90%, now at 81%", {"baseline": "78%", "target": "90%", "current": "81%"}),
        ("Serve 80% of guests, today 20%", {"target": "80%", "current": "20%"}),
        ("Win 30 ports; so far: 12", {"target": "30", "current": "12"}),
        ("Win 30 ports - currently 12 ports", {"target": "30", "current": "12"}),
        ("Know now 3 of the boats", {"target": "3"}),
        ("Keep 80% of guests (20% progress)", {"target": "80%", "stated_progress": "20%"}),
        ("使用率を４０％ → ８０％", {"baseline": "40%", "target": "80%"}),
        ("Pass the SOC 2 audit", {}),
        ("Ship protocol 2.0", {}),
        ("Open the pier by Week 6", {}),
        ("Answer within 30 days", {}),
        ("Beat the season of 2025", {}),
        ("Two of P95 and v3", {}),
        ("Serve 10s of millions", {}),
        ("Make 3-5 friends", {}),
        ("Sell 5 boats to 3 ports", {}),
    ],
)
def test_a_title_gives_the_numbers_that_it_says(title: str, expected: dict[str, str], importer: Any) -> None:
    keys = importer.keys(WORKED + title)
    amounts = ("baseline", "target", "change", "current", "stated_progress", "score")
    assert {key: keys[key] for key in amounts if key in keys} == expected


def test_an_arrow_at_the_end_gives_the_score(importer: Any) -> None:
    keys = importer.keys(WORKED + "Hire a captain => 0.7")
    assert str(keys["score"]) == "0.7"
    assert keys["score_reason"] == "As it stands in okrs.md, line 2"


def test_numbers_of_a_title_are_told(importer: Any) -> None:
    doubts = importer.written(WORKED + "Retention from 45% to 65%").doubts
    assert {(one.line, one.message.split(" is taken")[0]) for one in doubts} == {
        (2, "the baseline `45%`"),
        (2, "the target `65%`"),
    }


def test_several_numbers_in_a_title_are_told_and_none_is_taken(importer: Any) -> None:
    doubts = importer.written(WORKED + "Sell 5 boats to 3 ports").doubts
    assert [one.message for one in doubts] == ["the title holds several numbers, and none is taken for the target"]


def fields(*lines: str, title: str = "Departures on time") -> str:
    return WORKED + title + "".join(f"\n  - {line}" for line in lines)


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("**Baseline:** 12,000 DAU (December 2023)", "baseline", "12,000 DAU (December 2023)"),
        ("Baseline：45 %", "baseline", "45 %"),
        ("**Target**: ≤ 3 seconds", "target", "≤ 3 seconds"),
        ("Meta: 85%", "target", "85%"),
        ("目標値：９０％", "target", "９０％"),
        ("Current Progress: 6.1 minutes", "current", "6.1 minutes"),
        ("Progress: 40 %", "stated_progress", "40 %"),
        ("Owner: @pier-lead", "owner", "pier-lead"),
        ("Responsável: Equipe do cais", "owner", "Equipe do cais"),
        ("Measurement: Door log, daily", "measurement", "Door log, daily"),
        ("Status: On track", "health", "green"),
        ("Status: 🟡", "health", "amber"),
        ("Status: Done", "done", True),
        ("Category: Usage", "category", "usage"),
        ("Cohort: first-time guests", "cohort", "first-time guests"),
    ],
)
def test_a_field_becomes_its_key(line: str, key: str, value: object, importer: Any) -> None:
    assert importer.keys(fields(line))[key] == value


@pytest.mark.parametrize(
    "line", ["Priority: P1", "Status: Started", "Owner: ???", "Confidence: high", "Category: fun", "Stretch Goal: 99%"]
)
def test_what_has_no_key_stays_text(line: str, importer: Any) -> None:
    text = importer.document(fields(line))
    assert line in text.split("\n---\n", 1)[1]


def test_a_share_is_a_confidence_and_a_score(importer: Any) -> None:
    keys = importer.keys(fields("Confidence: 8/10", "Score: 70%"))
    assert (str(keys["confidence"]), str(keys["score"])) == ("0.8", "0.7")


def test_a_field_without_a_number_takes_it_from_the_title(importer: Any) -> None:
    text = fields("Target: All journeys, from end to end", title="Analytics across 100 % of journeys")
    assert importer.keys(text)["target"] == "100 %"
    assert "Target: All journeys, from end to end" in importer.document(text)
    assert "holds no number" in importer.written(text).doubts[0].message


def test_a_number_in_a_sentence_is_taken_where_it_measures_the_same(importer: Any) -> None:
    text = fields("Target: 80%", "Baseline: Seen by 15% of 25 guests", "Current: In beta, 20% so far")
    keys = importer.keys(text)
    assert (keys["baseline"], keys["current"]) == ("15%", "20%")


def test_a_number_of_something_else_is_not_taken(importer: Any) -> None:
    keys = importer.keys(fields("Target: 80%", "Baseline: Asked 25 guests"))
    assert keys["baseline"] == "Asked 25 guests"


def test_values_that_cannot_be_compared_stay_text(importer: Any) -> None:
    text = fields("Target: 80%", "Baseline: 3 hours")
    assert "baseline" not in importer.keys(text)
    assert "Baseline: 3 hours" in importer.document(text)


@pytest.mark.parametrize("line", ["Baseline: 80%", "Baseline: 95% of guests"])
def test_a_baseline_that_would_be_an_error_stays_text(line: str, importer: Any) -> None:
    text = fields("Target: >= 80%", line)
    imported = importer.written(text)
    assert importer.report(imported).worst != "error"
    assert "baseline" not in importer.keys(text)
    assert any("stays text" in one.message for one in imported.doubts)


def test_points_part_thousands_where_the_file_leaves_no_doubt(importer: Any) -> None:
    text = fields("Meta: 150.000 saques", "Linha de base: 1.500 saques")
    keys = importer.keys(text)
    assert (keys["target"], keys["baseline"]) == ("150,000 saques", "1,500 saques")
    assert any(one.message == "`1.500` is read as 1,500" for one in importer.written(text).doubts)
    assert importer.keys(fields("Target: 99.999%", "Baseline: 1.250 km"))["target"] == "99.999%"


def test_a_comma_before_two_digits_is_a_point(importer: Any) -> None:
    assert importer.keys(fields("Ziel: 90 %", "Zielwert: 4,5 Minuten"))["target"] == "4.5 Minuten"


def test_a_placeholder_is_no_value(importer: Any) -> None:
    text = fields("Target: [22%]", "Baseline: ____")
    assert not {"target", "baseline"} & importer.keys(text).keys()
    shown = importer.document(text).replace("\\", "")
    assert "Target: [22%]" in shown and "Baseline: ____" in shown


def test_links_to_other_hosts_are_kept_as_links(importer: Any) -> None:
    keys = importer.keys(WORKED + "See [the plan](https://example.org/plan) and [ours](plan.md)")
    assert keys["key_result"] == "See the plan and ours"
    assert keys["links"] == ({"url": "https://example.org/plan", "name": "the plan"},)


def test_scores_that_disagree_with_their_mean_are_kept_and_told(importer: Any) -> None:
    text = """
        | Harbour | Owner | Priority | Score |
        |---|---|---|---|
        | **Ferries leave on time** | | | |
        | Departures | crew-lead | P0 | 0.5 |
        | Repairs | yard-lead | P1 | 0.3 |
    """
    assert importer.document(text).count("score: 0.") == 2
    own = WORKED + "Departures\n  - Score: 0.5\n- KR2: Repairs\n  - Score: 0.3\n"
    agreeing = own.replace("on time\n", "on time\n\nScore: 0.4\n\n")
    assert not [one for one in importer.written(agreeing).doubts if "average" in one.message]
    doubts = importer.written(own.replace("on time\n", "on time\n\nScore: 0.9\n\n")).doubts
    assert [one.message for one in doubts] == ["the score `0.9` is kept, and its key results' scores average 0.40"]
