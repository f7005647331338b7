"""A week: the team's words beside what the data says."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.model.week import week_of
from okrsite.views.document import document_page
from okrsite.views.week import week_pages, week_view

CHECKIN = """\
---
okr: checkin
team: crew
date: 2026-08-10
health: amber
readings:
  A-1.speed:
    value: "60"
    note: The roster <b>holds</b>
wins: Nobody waited
needs: A second boat
answers:
  moved: Speed, and we know why
  leaking: The queue at noon
---
"""
BETS = """\
---
okr: roadmap
team: crew
cycle: 2026-Q3
initiatives:
  - id: R-1
    name: New roster
    state: done
    until: 2026-08-11
    moves:
      - kr: A-1.speed
        impact: "+20"
  - id: R-2
    name: Louder horn
    state: dropped
    until: 2026-08-11
  - id: R-3
    name: Lamp
    state: in progress
    releases:
      - name: First light
        date: 2026-08-12
        url: https://example.org/light
---
"""


@pytest.fixture
def context(told, goal, result):
    revised = (
        "        revisions:\n          - date: 2026-08-12\n            field: target\n            from: 120\n"
        "            to: 100\n            reason: The dock is full"
    )
    leading = (
        "        leading:\n          - name: Horns heard\n            checkins:\n"
        "              2026-08-04: 3\n              2026-08-11: 5"
    )
    return told(
        {
            "a.md": goal(
                "A-1",
                result("speed", {"2026-08-03": "45"}, more=f"{revised}\n{leading}"),
                result("calm", {"2026-08-03": "50", "2026-08-11": "40"}),
                result("still", {"2026-08-03": "50", "2026-08-11": "50"}),
            ),
            "b.md": goal("B-1", result("queue", {"2026-08-12": "30"}), team="desk"),
            "c.md": goal("C-1", result("silence", {}), team="company"),
            "w.md": CHECKIN,
            "bets.md": BETS,
        }
    )


WEEK = week_of(date(2026, 8, 14))


def crew(context):
    return week_view(context, WEEK).teams[0]


def asked(context, name):
    return next(one for one in crew(context).asked if one.name == name)


def test_the_page_opens_with_what_moved_and_who_wrote(context):
    view = week_view(context, WEEK)
    assert view.fact == "3 of 4 key results moved, 2 of them toward their targets."
    assert view.act == "Crew wrote a check-in and asks for help."
    assert [ref.text for ref in view.eyebrow] == ["Week 33 of 2026", "10 to 16 August 2026", "2026-Q3"]


def test_what_moved_stands_with_unit_way_and_the_note_as_the_reason(context):
    moved = asked(context, "What moved?")
    assert [answer.text for answer in moved.answers] == ["Speed, and we know why"]
    speed, calm = moved.data
    assert (speed.subject.address, speed.text) == ("okr/a-1/#speed", "45 → 60")
    assert (speed.change.text, speed.change.tone) == ("+15", "up")
    assert speed.note.text == "The roster <b>holds</b>"
    assert (calm.change.text, calm.change.tone) == ("−10, wrong way", "down")
    assert moved.more == "“Raise still” stood still."


def test_what_was_shipped_says_whether_what_it_should_have_moved_did(context):
    roster, lamp = asked(context, "What shipped?").data
    assert (roster.subject.text, roster.text) == ("New roster", "done by 11 August")
    assert roster.below[0].text == "45 → 60 that week (+15), hoped for +20"
    assert (lamp.subject.address, lamp.text) == ("https://example.org/light", "First light released on 12 August")
    assert lamp.below[0].text == "names no key result that it should move"


def test_what_is_doubted_shows_the_revision_with_its_reason(context):
    doubted = asked(context, "What is doubted?")
    assert doubted.answers == ()
    assert [(line.text, line.note.text) for line in doubted.data] == [("target 120 → 100", "The dock is full")]


def test_leaking_and_hidden_have_only_words_and_leading_indicators(context):
    assert asked(context, "Where does it leak?").data == ()
    assert [line.text for line in asked(context, "What is hidden?").data] == ["3 → 5"]


def test_an_unanswered_question_says_so(context, shown):
    html = shown("week.html", week_view(context, WEEK), "updates/2026-w33/")
    # shipped, hidden and doubted
    assert html.count("not answered") == 3
    assert "&lt;b&gt;holds&lt;/b&gt;" in html and "style=" not in html and html.count("<h1") == 1


def test_teams_that_wrote_come_first_and_teams_with_readings_only_are_silent(context):
    view = week_view(context, WEEK)
    assert [(one.team.text, one.silent) for one in view.teams] == [("Crew", False), ("Desk", True)]
    assert [one.name for one in view.teams[1].asked] == ["What moved?"]


def test_teams_without_a_check_in_are_named_by_their_name_alone(context):
    assert [one.text for one in week_view(context, WEEK).missing] == ["Harbour"]


def test_a_cadence_that_asks_for_less_is_said(told, goal, result):
    slow = goal("A-1", result("speed", {})).replace("cycle: 2026-Q3", "cycle: 2026-Q3\ncadence: monthly")
    context = told({"a.md": slow, "b.md": goal("B-1", result("calm", {"2026-08-12": "5"}), team="desk")})
    assert [one.text for one in week_view(context, WEEK).missing] == ["Crew (monthly)"]


def test_weeks_lead_to_those_before_and_after_them_and_have_permanent_addresses(context):
    pages = list(week_pages(context))
    assert [page.address for page in pages] == ["updates/2026-w32/", "updates/2026-w33/"]
    first, last = (page.made() for page in pages)
    assert [one.address for one in first.around] == ["updates/2026-w33/", "updates/#help"]
    assert last.around[0].address == "updates/2026-w32/"


def test_the_search_finds_the_teams_words_and_no_key_result_again(context):
    page = list(week_pages(context))[-1]
    assert [(one.anchor, one.title) for one in page.found] == [
        ("", "Updates of 2026-W33"),
        ("team-crew", "Crew, 2026-W33"),
    ]
    assert "A second boat" in page.found[1].text
    assert not any("Raise" in one.title + one.text for one in page.found)


def test_a_target_that_is_met_for_the_first_time_stands_on_top(told, goal, result):
    context = told(
        {"a.md": goal("A-1", result("speed", {"2026-08-03": "45", "2026-08-12": "100", "2026-08-13": "90"}))}
    )
    view = week_view(context, WEEK)
    assert [line.text for line in view.reached] == ["100 on 12 August, fell back since"]


def test_what_was_cancelled_that_week_is_told(told, goal, result):
    cancelled = "        cancelled:\n          date: 2026-08-12\n          reason: Nobody asked for it"
    row = result("speed", {"2026-08-03": "45", "2026-08-11": "50"}, more=cancelled)
    context = told({"a.md": goal("A-1", row)})
    line = asked(context, "What is doubted?").data[0]
    assert (line.text, line.note.text) == ("cancelled", "Nobody asked for it")


def test_many_key_results_are_counted_behind_those_that_moved_furthest(told, goal, result):
    rows = [result(f"n{at}", {"2026-08-03": "10", "2026-08-12": str(20 + at)}) for at in range(5)]
    context = told({"a.md": goal("A-1", *rows)})
    moved = asked(context, "What moved?")
    assert [line.change.text for line in moved.data] == ["+14", "+13", "+12"]
    assert moved.more == "2 more moved."


def test_a_reading_without_a_start_and_one_without_a_value_are_no_movement(told, goal):
    rows = (
        "      - id: .bare\n        key_result: Bare\n        target: 5 days\n"
        "        checkins:\n          2026-08-12: 7 days",
        "      - id: .seen\n        key_result: Seen\n        baseline: 1\n        target: 5\n        checkins:\n"
        "          2026-08-12:\n            note: Looked, nothing to read",
    )
    context = told({"a.md": goal("A-1", *rows)})
    view = week_view(context, WEEK)
    assert view.fact == "The one key result that was read stood still."
    (line,) = asked(context, "What moved?").data
    assert (line.text, line.note.text) == ("no value", "Looked, nothing to read")


def test_a_check_in_leads_to_its_place_in_the_week(context):
    page = document_page(context, "w.md")
    assert page.view.seen.address == "updates/2026-w33/#team-crew"
