"""Scoreboards, their heat map and the list of cycles."""

from __future__ import annotations

from datetime import date

from okrsite.model.cycle import Cycle
from okrsite.views.cycle import scoreboard
from okrsite.views.cycles import all_cycles
from okrsite.views.heat import Slip, columns, message

SPRING = {"2026-04-08": "10", "2026-05-10": "40", "2026-06-20": "60"}


def spring(told, goal, result):
    return told(
        {
            "a.md": goal("A-1", result("speed", SPRING), cycle="2026-Q2"),
            "b.md": goal("B-1", result("calm", {"2026-04-08": "1", "2026-06-20": "5"}), team="desk", cycle="2026-Q2"),
        }
    )


def board(context, id):
    return scoreboard(context, context.graph.cycles[id])


def test_teams_behind_from_the_start_are_named(told, goal, result):
    view = board(spring(told, goal, result), "2026-Q2")
    assert view.heat is not None
    assert view.act == "None of 2 objectives reached success; Desk was behind from the start."
    assert view.heat.message.startswith("Desk was behind from the start")
    assert [row.name.text for row in view.heat.rows] == ["All teams", "Crew", "Desk"]
    assert (view.heat.end, view.heat.rows[1].end) == ("Final", "0.60")


def test_objectives_of_a_closed_cycle_stand_best_first_with_what_moved(told, goal, result):
    table = board(spring(told, goal, result), "2026-Q2").objectives
    assert table is not None
    assert [row.cells[0].text for row in table.rows] == ["Title of A-1", "Title of B-1"]
    assert table.rows[0].cells[-1].text == "Raise speed: 0 → 60, wanted 100"


def test_an_open_cycle_puts_those_in_need_first_and_leaves_weeks_to_come_empty(told, goal, result):
    context = told(
        {
            "a.md": goal("A-1", result("speed", {"2026-08-12": "60"})),
            "b.md": goal("B-1", result("calm", {"2026-08-12": "5"}), team="desk"),
        }
    )
    view = board(context, "2026-Q3")
    assert view.objectives is not None and view.heat is not None
    assert [row.cells[0].text for row in view.objectives.rows] == ["Title of B-1", "Title of A-1"]
    assert [cell.text for cell in view.heat.rows[1].cells][-7:] == [""] * 7
    assert view.written == ()


def test_the_score_comes_with_its_formula(told, goal, result):
    why = board(spring(told, goal, result), "2026-Q2").why
    assert why is not None
    assert (why.summary, why.formula[0].text, why.formula[1].text) == (
        "How 0.33 came about",
        "(0.60 + 0.05) ÷ 2 = ",
        "0.325",
    )


def test_drafts_and_cancelled_ones_stand_apart(told, goal, result):
    cancelled = "    cancelled:\n      date: 2026-08-01\n      reason: The harbour closed"
    context = told(
        {
            "a.md": goal("A-1", result("speed", {}), more="    state: draft"),
            "b.md": goal("B-1", result("calm", {}), more=cancelled),
        }
    )
    view = board(context, "2026-Q3")
    assert [(one.title.text, one.words) for one in view.apart] == [
        ("Title of A-1", "draft"),
        ("Title of B-1", "cancelled on 1 August 2026"),
    ]
    assert view.objectives is None and view.empty is not None


def test_a_year_has_a_column_a_month_and_a_quarter_one_a_week():
    year = columns(Cycle("2026", date(2026, 1, 1), date(2026, 12, 31)))
    half = columns(Cycle("2026-H2", date(2026, 7, 1), date(2026, 12, 31)))
    quarter = columns(Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)))
    assert (len(year), year[1].name, len(quarter)) == (12, "Feb", 14)
    assert (len(half), half[0].name, half[0].hidden) == (14, "1–2", "Weeks")


def test_a_cycle_of_years_still_fits():
    long = columns(Cycle("Launch", date(2024, 1, 1), date(2026, 12, 31)))
    assert len(long) <= 14
    assert long[0].first == date(2024, 1, 1) and long[-1].last == date(2026, 12, 31)


def test_more_than_three_slipping_teams_are_counted():
    assert message(Slip(9, ("a", "b", "c", "d"), (), (), ()), True) == "4 teams were behind from the start"
    assert message(Slip(9, (), (), (), ("a",)), False) == "a fell behind and caught up again"


def test_cycles_stand_newest_first(told, goal, result):
    context = told(
        {
            "a.md": goal("A-1", result("speed", SPRING), cycle="2026-Q2"),
            "b.md": goal("B-1", result("calm", {"2026-08-12": "60"})),
        }
    )
    view = all_cycles(context)
    assert view.table is not None
    assert view.fact == "1 cycle is running, 1 is closed."
    assert [row.cells[0].text for row in view.table.rows] == ["2026-Q3", "2026-Q2"]


def test_the_scoreboard_renders_without_inline_style(told, goal, result, shown):
    html = shown("cycle.html", board(spring(told, goal, result), "2026-Q2"), "cycles/2026-q2/")
    assert "style=" not in html
    assert html.count("<caption") == html.count("<table")
    assert 'href="../../teams/desk/"' in html


def test_reviews_of_the_cycle_are_listed_the_newest_first(told, goal, result, shown):
    review = "---\nokr: review\nteam: crew\ndate: {day}\n{more}---\n"
    context = told(
        {
            "a.md": goal("A-1", result("speed", {"2026-08-12": "60"})),
            "one.md": review.format(day="2026-07-20", more=""),
            "two.md": review.format(day="2026-08-11", more="cycle: 2026-Q3\nkind: mid-cycle\n"),
            "old.md": review.format(day="2026-05-11", more=""),
        }
    )
    view = scoreboard(context, context.cycle("2026-Q3"))
    assert [one.text for one in view.reviews] == ["mid-cycle review, 11 August", "monthly review, 20 July"]
    html = shown("cycle.html", view, "cycles/2026-q3/")
    assert 'id="reviews"' in html and 'href="../../two/"' in html
