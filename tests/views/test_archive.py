"""The archive's pages, and what a cycle's page says beyond its scores."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.views.archive import archive
from okrsite.views.archive_teams import team_archive, team_archive_pages
from okrsite.views.archive_themes import theme_pages
from okrsite.views.cycle import scoreboard
from okrsite.views.pages import pages
from okrsite.views.retrospective import retrospective_pages

LEARNED = """\
---
okr: retrospective
title: {title}
description: {description}
team: {team}
cycle: {cycle}
lessons:
{lessons}
carry_over:
  - id: {id}
    decision: {decision}
    reason: {reason}
{to}---
"""


def retrospective(team, cycle, id, decision="drop", reason="Nobody asked for it", to="", count=1, theme="Trust"):
    lessons = "\n".join(f"  - text: Lesson {n} of {cycle}\n    theme: {theme}" for n in range(count))
    told = f"    to: {to}\n" if to else ""
    words = {"title": f"{team}, {cycle}", "description": "We asked twice."}
    return LEARNED.format(
        team=team, cycle=cycle, id=id, decision=decision, reason=reason, to=told, lessons=lessons, **words
    )


REVISED = """\
        revisions:
          - date: 2026-05-04
            field: target
            from: "120"
            to: "100"
            reason: Two ferries are in the yard"""


@pytest.fixture
def harbour(told, goal, result):
    """Three cycles of the crew, and one of the desk."""
    return told(
        {
            "a.md": goal("A-1", result("speed", {"2026-03-20": "40"}), cycle="2026-Q1"),
            "b.md": goal("B-1", result("calm", {"2026-06-20": "65"}, more=REVISED), cycle="2026-Q2"),
            "c.md": goal("C-1", result("queue", {"2026-06-20": "80"}), team="desk", cycle="2026-Q2"),
            "d.md": goal("D-1", result("quay", {"2026-08-12": "10"})),
            "r1.md": retrospective("crew", "2026-Q1", "A-1", "change", "Half way", "B-1", count=2),
            "r2.md": retrospective("crew", "2026-Q2", "B-1", theme="trust"),
        }
    )


def board(context, id):
    return scoreboard(context, context.graph.cycles[id])


def made(context, address):
    return next(page for page in pages(context) if page.address == address)


def test_trends_are_of_all_teams_and_every_number_says_how_it_came_about(harbour):
    trends = archive(harbour).trends
    assert [panel.name for panel in trends.panels] == [
        "Score",
        "Key results at success",
        "Objectives at 1.0",
        "Objectives below 0.4",
        "Targets revised",
        "Check-ins made",
    ]
    assert [cell.text for cell in trends.table.rows[1].cells] == [
        "2026-Q2",
        "0.73",
        "50\u2009% (1 of 2)",
        "0\u2009% (0 of 2)",
        "0\u2009% (0 of 2)",
        "50\u2009% (1 of 2)",
        "8\u2009% (2 of 26)",
    ]
    words = ["".join(bit.text for bit in line) for line in trends.why.paragraphs]
    assert words[4].startswith("Targets revised in 2026-Q2: 1 ÷ 2 = 50.0")
    assert len(words) == len(trends.panels) + 1


def test_a_team_with_one_closed_cycle_has_no_trend(harbour):
    assert team_archive(harbour, "desk").trends is None
    assert team_archive(harbour, "crew").trends is not None


def test_nobody_has_a_page_but_teams_that_closed_something(harbour):
    addresses = [page.address for page in team_archive_pages(harbour)]
    assert addresses == ["archive/teams/crew/", "archive/teams/desk/"]


def test_the_archive_says_what_it_is_not_for(harbour, told):
    assert "no performance review" in archive(harbour).honest
    assert archive(told({})).honest == ""


def test_what_was_learned_about_a_theme_is_one_click_away(harbour, shown):
    assert archive(harbour).themes.shown[0].link.address == "archive/themes/trust/"
    page = made(harbour, "archive/themes/trust/")
    view = page.made()
    assert view.fact == "Trust: 3 lessons"
    assert view.act == "from 1 team in 2 cycles, newest first."
    assert [(one.cycle.text, one.lessons[0].claim.text) for one in view.cycles] == [
        ("2026-Q2", "Lesson 0 of 2026-Q2"),
        ("2026-Q1", "Lesson 0 of 2026-Q1"),
    ]
    html = shown(page.template, view, page.address)
    assert all(f'id="{heading.id}"' in html for heading in page.toc)


def test_why_a_target_moved_is_two_clicks_away(harbour, shown):
    assert "archive/teams/crew/" in [one.link.address for one in archive(harbour).teams.shown]
    (move,) = team_archive(harbour, "crew").moves
    assert (move.change, move.reason.text, move.mark.word) == ("120 → 100", "Two ferries are in the yard", "Early")
    assert move.history.address == "okr/b-1/#what-changed"
    assert board(harbour, "2026-Q2").moves == (move,)
    assert "Two ferries are in the yard" in shown("cycle.html", board(harbour, "2026-Q2"), "cycles/2026-q2/")


def test_what_became_of_a_dropped_objective_is_told_wherever_one_looks(harbour, shown):
    for view in (archive(harbour), team_archive(harbour, "crew")):
        (gone,) = view.gone
        assert (gone.words, gone.what.address, gone.reason.text) == ("Dropped", "okr/b-1/", "Nobody asked for it")
    decided = board(harbour, "2026-Q2").decisions
    assert (decided.note, decided.shown[0].words) == ("1 dropped", "Drop")
    page = made(harbour, "okr/b-1/")
    html = shown(page.template, page.made(), page.address)
    assert "Decided at the close" in html and "Nobody asked for it" in html


def test_a_story_tells_scores_decisions_and_how_it_ended(harbour, shown):
    (story,) = archive(harbour).stories
    assert (story.title, story.sub) == ("Title of B-1", "2 objectives, 2 cycles, dropped after 2026-Q2")
    assert [(step.cycle.text, step.score) for step in story.steps] == [("2026-Q1", "0.40"), ("2026-Q2", "0.65")]
    assert story.steps[0].decisions[0].to.address == "okr/b-1/"
    assert "Half way" in shown("archive.html", archive(harbour), "archive/")


def test_years_of_a_long_theme_have_pages_of_their_own(told, goal, result):
    documents = {}
    for year in (2023, 2024, 2025):
        documents[f"{year}.md"] = goal(f"A-{year}", result("a", {f"{year}-06-01": "50"}), cycle=f"{year}-Q2")
        documents[f"r{year}.md"] = retrospective("crew", f"{year}-Q2", f"A-{year}", count=70)
    found = list(theme_pages(told(documents)))
    assert [page.address for page in found] == [
        "archive/themes/trust/",
        "archive/themes/trust/2024/",
        "archive/themes/trust/2023/",
    ]
    assert [year.text for year in found[0].made().years] == ["70 of 2024", "70 of 2023"]
    assert [year.text for year in found[1].made().years] == ["the newest", "70 of 2023"]
    assert sum(len(one.lessons) for page in found for one in page.made().cycles) == 210


def test_an_archive_of_many_teams_lists_the_newest_and_leads_to_the_others(told):
    documents = {}
    for team in range(90):
        documents[f"t{team}.md"] = f"---\nokr: team\nid: t{team}\nname: Team {team:02}\nparent: company\n---\n"
        for cycle in ("2026-Q1", "2026-Q2"):
            documents[f"{team}-{cycle}.md"] = (
                f"---\nokr: objectives\nteam: t{team}\ncycle: {cycle}\nid: T{team}-{cycle}\nobjective: Do\n---\n"
            )
    view = archive(told(documents))
    assert [one.cycle.text for one in view.cycles] == ["2026-Q2"]
    assert [row.cells[0].text for row in view.earlier.rows] == ["2026-Q1"]
    assert view.earlier.rows[0].cells[3].address == "cycles/2026-q1/#retrospectives"
    assert (len(view.teams.shown), view.teams.rest_words) == (40, "50 more teams")


def names(view):
    return [one.word for one in view.phases.names if one.current]


def test_a_cycle_knows_its_phase(harbour, told, goal, result):
    assert names(board(harbour, "2026-Q3")) == ["Run"]
    assert names(board(harbour, "2026-Q2")) == ["Reflect"]
    assert names(board(harbour, "2026-Q1")) == []
    assert board(harbour, "2026-Q1").phases.note.text == "all done, every retrospective is written"
    ahead = told({"a.md": goal("A-1", result("a", {}), cycle="2026-Q4", more="    state: draft")})
    assert names(board(ahead, "2026-Q4")) == ["Draft"]


def test_teams_that_lack_something_stand_first_and_the_others_are_folded(harbour):
    steps = board(harbour, "2026-Q2").phases.steps
    assert [row.cells[0].text for row in steps.table.rows] == ["Desk"]
    assert steps.table.rows[0].cells[4].status.word == "none yet"
    assert ([row.cells[0].text for row in steps.rest.rows], steps.rest_words) == (["Crew"], "1 team lacks nothing")


def test_a_team_that_was_there_before_is_missed(harbour):
    rows = board(harbour, "2026-Q3").phases.steps.table.rows
    assert [(row.cells[0].text, row.cells[2].status.word) for row in rows] == [("Desk", "none yet")]


def test_the_balance_names_what_is_missing(harbour):
    assert board(harbour, "2026-Q2").balance.note == "none of 2 key results is about business, usage and satisfaction"


def test_a_cycle_tells_its_lessons_and_leads_to_the_others_of_their_theme(harbour):
    lessons = board(harbour, "2026-Q2").lessons
    assert (lessons.note, lessons.themes[0].theme.address) == ("1 lesson, by theme", "archive/themes/trust/")


def test_a_scoreboard_in_an_authors_page_is_the_short_one(harbour):
    view = scoreboard(harbour, harbour.graph.cycles["2026-Q2"], embedded=True)
    assert (view.phases, view.balance, view.lessons, view.decisions, view.moves) == (None, None, None, None, ())


def test_a_description_stands_below_the_opening_of_a_retrospective(harbour, shown):
    page = next(one for one in retrospective_pages(harbour) if one.address == "cycles/2026-q2/crew/")
    assert page.made().deck.text == "We asked twice."
    assert '<p class="okr-deck">We asked twice.</p>' in shown(page.template, page.made(), page.address)


def test_lessons_of_a_cycle_that_runs_are_not_in_the_archive_yet(told, goal, result):
    context = told(
        {
            "d.md": goal("D-1", result("quay", {"2026-08-12": "10"})),
            "r.md": retrospective("crew", "2026-Q3", "D-1"),
        },
        as_of=date(2026, 8, 14),
    )
    assert archive(context).themes is None
