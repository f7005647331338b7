"""All updates: help wanted, the latest weeks, what was reached, what misses taught, every week."""

from __future__ import annotations

import pytest

from okrsite.views.blocks import block, doubts
from okrsite.views.dashboard import dashboard
from okrsite.views.updates import updates, updates_pages


def checkin(day, team="crew", more=""):
    return f"---\nokr: checkin\nteam: {team}\ndate: {day}\nhealth: green\nwins: Won on {day}\n{more}---\n"


RETROSPECTIVE = """\
---
okr: retrospective
team: crew
cycle: 2026-Q2
failed: We counted late
lessons:
  - text: Count on the day. A month is too late.
    theme: Measuring
---
"""


@pytest.fixture
def context(told, goal, result):
    weekly = {f"2026-07-{day:02}": str(day) for day in (6, 13, 20, 27)}
    return told(
        {
            "a.md": goal("A-1", result("speed", {**weekly, "2026-08-12": "100"})),
            "q2.md": goal("C-1", result("old", {"2026-06-20": "20"}), cycle="2026-Q2"),
            "r.md": RETROSPECTIVE,
            "w1.md": checkin("2026-08-03", more="needs: A second boat\n"),
            "w2.md": checkin("2026-08-10", more="needs: [A second boat, Rope]\n"),
            "w3.md": checkin("2026-08-11", team="desk"),
        }
    )


def test_what_is_asked_for_stands_with_team_age_and_how_often(context):
    view = updates(context)
    assert view.act == "Help wanted: 2 needs of Crew are open."
    boat, rope = view.help.first
    assert (boat.prose.text, boat.team.text, boat.team.address) == (
        "A second boat",
        "Crew",
        "updates/2026-w33/#team-crew",
    )
    assert (boat.since.text, boat.text) == ("11 days ago", "in 2 check-ins in a row")
    assert (rope.since.text, rope.text) == ("4 days ago", "")


def test_the_latest_three_weeks_are_told_and_all_are_listed_by_cycle(context):
    view = updates(context)
    assert [one.week.address for one in view.latest] == [f"updates/2026-w{n}/" for n in (33, 32, 31)]
    assert [entry.text[0].text for entry in view.latest[0].entries] == ["Desk", "Crew"]
    assert [(one.cycle.text, len(one.weeks)) for one in view.cycles] == [("2026-Q3", 6), ("2026-Q2", 1)]
    assert view.older == ()


def test_what_was_reached_and_what_a_miss_taught_is_told_by_team(context):
    reached, taught = updates(context).told
    assert [(one.team.text, one.lines[0].text) for one in reached.teams] == [("Crew", "100 on 12 August")]
    assert taught.sub == "from the retrospectives of 2026-Q2"
    (crew,) = taught.teams
    assert crew.team.address == "cycles/2026-q2/crew/"
    assert crew.lines[0].note.text == "We counted late"
    assert crew.lines[0].below[0].note.text == "Count on the day."


def test_without_any_check_in_there_is_an_empty_state(told, goal, result, shown):
    view = updates(told({"a.md": goal("A-1", result("speed", {}))}))
    assert (view.fact, view.act, view.latest, view.cycles) == ("Nobody has checked in yet.", "", (), ())
    html = shown("updates.html", view, "updates/")
    assert "okr-empty" in html and "No team asks for anything." in html
    assert updates(told({})).told == ()


def test_the_page_shows_all_of_it_without_inline_style(context, shown):
    html = shown("updates.html", updates(context), "updates/")
    assert html.count("<h1") == 1 and "style=" not in html
    for text in ("A second boat", "Week 33 of 2026", "Count on the day.", "Won on 2026-08-10"):
        assert text in html


def test_the_search_knows_the_page_by_its_title(context):
    (page,) = updates_pages(context)
    assert [one.title for one in page.found] == ["Updates", "Help wanted", "All weeks"]


def test_the_dashboard_leads_to_what_is_asked_for(context, told, goal, result):
    texts = ["".join(ref.text for ref in line) for line in dashboard(context).onward]
    assert "Help wanted: 2 needs of Crew are open" in texts
    calm = dashboard(told({"a.md": goal("A-1", result("speed", {"2026-08-12": "5"}))}))
    assert "Week by week: what moved, and what teams say about it" in [
        "".join(ref.text for ref in line) for line in calm.onward
    ]


def shown_weeks(context, text):
    return [one.week.address for one in block(context, text).view.weeks]


def test_a_block_shows_the_weeks_of_a_team_or_a_cycle(context):
    assert shown_weeks(context, "show: updates")[0] == "updates/2026-w33/"
    assert shown_weeks(context, "show: updates\nteam: desk") == ["updates/2026-w33/"]
    assert shown_weeks(context, "show: updates\ncycle: 2026-Q2") == ["updates/2026-w25/"]
    (week,) = block(context, "show: updates\nteam: desk").view.weeks
    assert (week.fact, len(week.entries), week.more) == ("No key result was read.", 1, "")


def test_a_block_that_finds_nothing_says_so(context):
    assert doubts(context, "show: updates\nteam: company") == ("Nobody has checked in of whom this block asks.",)
    assert doubts(context, "show: updates\nteam: crow") == ("There is no team `crow`; did you mean `crew`?",)
