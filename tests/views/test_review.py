"""Reviews: the numbers as of their day, what was learned, and new ones."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.views.document import document_page
from okrsite.views.reviewdraft import review_draft
from okrsite.views.team import team_view

REVIEW = """\
---
okr: review
team: {team}
date: {day}
{more}kind: monthly
learnings: The quay is <i>short</i>
adjustments: One boat less
next: Ask again
---

Read aloud.
"""
CHECKIN = "---\nokr: checkin\nteam: crew\ndate: {day}\nhealth: red\nchallenges: Hard on {day}\n---\n"


def review(day, more="", team="crew"):
    return REVIEW.format(day=day, more=more, team=team)


@pytest.fixture
def context(told, goal, result):
    changed = "          - date: 2026-08-05\n            field: target\n            from: 90\n            to: 100"
    revised = f"        revisions:\n{changed}"
    rows = (
        result("speed", {"2026-07-13": "10", "2026-08-10": "60"}, more=revised),
        result("calm", {"2026-08-10": "20"}),
    )
    return told(
        {
            "a.md": goal("A-1", *rows),
            "q1.md": goal("C-1", result("old", {"2026-02-20": "20", "2026-03-30": "90"}), cycle="2026-Q1"),
            "july.md": review("2026-07-20"),
            "august.md": review("2026-08-11", "cycle: 2026-Q3\n"),
            "spring.md": review("2026-02-25", "cycle: 2026-Q1\n"),
            "desk.md": "---\nokr: team\nid: desk\nname: Desk\nparent: company\n---\n",
            "desk-review.md": review("2026-08-11", team="desk"),
            "c1.md": CHECKIN.format(day="2026-07-13"),
            "c2.md": CHECKIN.format(day="2026-07-27"),
        }
    )


def view_of(context, uri):
    return document_page(context, uri).made()


def test_a_review_shows_the_numbers_of_its_day_beside_those_of_today(context):
    view = view_of(context, "july.md")
    assert view.fact == "Crew stood at 0.10 on 20 July, where 0.15 was expected."
    assert view.act == "The one objective was not on track."
    assert view.sub == "by the readings up to that day; targets as they were revised since"
    texts = [[cell.text or (cell.status.word if cell.status else "") for cell in row.cells] for row in view.table.rows]
    assert texts == [
        ["Title of A-1", "", "", "0.10", "0.15", "Off track", "0.40"],
        ["Raise speed", "10", "10\u2009%", "0.10", "0.15", "Off track", "0.60"],
        ["Raise calm", "–", "–", "–", "0.15", "No data", "0.20"],
    ]


def test_a_review_of_a_closed_cycle_stands_beside_the_final_scores(context):
    table = view_of(context, "spring.md").table
    assert table.columns[-1].name == "Final score"
    assert (table.rows[0].cells[3].text, table.rows[0].cells[-1].text) == ("0.20", "0.90")


def test_a_review_looks_back_on_the_check_ins_since_the_one_before_it(context):
    july, august = view_of(context, "july.md"), view_of(context, "august.md")
    assert [(one.day.text, one.prose[0].text) for one in july.heard] == [("13 July", "Hard on 2026-07-13")]
    assert july.heard_sub == "since 1 July"
    assert [one.day.text for one in august.heard] == ["27 July"]
    assert august.heard_sub == "since 20 July"


def test_a_team_without_objectives_has_reviews_all_the_same(context):
    view = view_of(context, "desk-review.md")
    assert (view.fact, view.table) == ("Desk had no agreed objectives in 2026-Q3.", None)


def test_a_review_of_a_day_to_come_has_the_numbers_of_today(told, goal, result):
    context = told({"a.md": goal("A-1", result("speed", {"2026-08-10": "60"})), "r.md": review("2026-09-20")})
    assert view_of(context, "r.md").fact.startswith("Crew stood at 0.60 on 14 August")


def test_a_review_in_no_cycle_says_so(told):
    context = told({"r.md": review("2020-01-01")})
    assert view_of(context, "r.md").fact == "Crew had no agreed objectives in 1 January 2020."


def test_the_page_shows_words_as_text_and_leads_on(context, shown):
    page = document_page(context, "august.md")
    html = shown(page.template, page.made(), page.address)
    assert "&lt;i&gt;short&lt;/i&gt;" in html and "style=" not in html and html.count("<h1") == 1
    assert "The review before" in html and "The review after" not in html
    assert [one.anchor for one in page.found] == ["", "learned", "adjusted", "next"]


def test_reviews_are_listed_on_the_teams_page(context):
    groups = team_view(context, context.graph.teams["crew"]).writings
    reviews = next(one for one in groups if one.head == "Reviews")
    assert [one.link.text for one in reviews.newest] == ["11 August", "20 July", "25 February"]


def test_a_new_review_has_numbers_material_and_room(context):
    made = review_draft(context, "crew", context.cycle("2026-Q3"), date(2026, 8, 14), "mid-cycle")
    assert made.uri == "2026-08-14-crew.md"
    lines = made.text.splitlines()
    assert lines[:7] == [
        "---",
        "okr: review",
        "title: Crew, mid-cycle review of 14 August 2026",
        "team: crew",
        "date: 2026-08-14",
        "cycle: 2026-Q3",
        "kind: mid-cycle",
    ]
    assert "#   2026-07-27: “Hard on 2026-07-27”" in lines
    assert "learnings:" in lines and "adjustments:" in lines and "next:" in lines
    assert "| Raise speed | 60 | 60 % | 0.60 | 0.34 | On track |" in lines


def test_nothing_in_a_new_review_is_markup(told, goal, result):
    row = result("speed", {"2026-08-10": "60"}).replace("Raise speed", '"A | b <script> [[X-1]] {{ y }} `c` *d*"')
    hard = "---\nokr: checkin\nteam: crew\ndate: 2026-08-10\nchallenges: |\n  One\n  ---\n  okr: team\n---\n"
    context = told({"a.md": goal("A-1", row), "c.md": hard})
    text = review_draft(context, "crew", context.cycle("2026-Q3"), date(2026, 8, 14), "monthly").text
    assert "#   2026-08-10: “One --- okr : team”" in text
    (line,) = [line for line in text.splitlines() if "script" in line]
    assert line.startswith(
        "| A &#124; b &lt;script> &#91;&#91;X-1&#93;&#93; &#123;&#123; y &#125;&#125; \\`c\\` \\*d\\* |"
    )
