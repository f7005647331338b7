"""The dashboard over small organisations."""

from __future__ import annotations

from datetime import date

from okrsite.views.dashboard import dashboard


def test_the_one_in_need_is_named_with_the_reason(told, goal, result):
    context = told(
        {
            "a.md": goal("A-1", result("speed", {"2026-07-10": "60", "2026-08-12": "60"})),
            "b.md": goal("B-1", result("calm", {"2026-07-13": "5", "2026-08-10": "5"}), team="desk"),
        }
    )
    view = dashboard(context)
    assert view.fact == "1 of 2 objectives is on track."
    assert view.act == "Desk needs help: “Raise calm” has not moved since 13 July."
    assert [item.title.text for item in view.lists[0].items] == ["Raise calm"]


def test_all_on_track_is_calm(told, goal, result):
    view = dashboard(told({"a.md": goal("A-1", result("speed", {"2026-08-12": "60"}))}))
    assert (view.fact, view.act) == ("The one objective is on track.", "")
    assert view.lists[0].none == "No key result is behind what today expects."


def test_without_readings_it_says_when_the_first_are_due(told, goal, result):
    documents = {"a.md": goal("A-1", result("speed", {}))}
    early = dashboard(told(documents, date(2026, 7, 3)))
    late = dashboard(told(documents))
    assert early.fact == "No objective has a reading yet; the first check-ins are due on 7 July."
    assert late.fact == "No objective has a reading yet; the first check-ins were due on 7 July."


def test_no_objectives_is_an_empty_state_with_a_reason(told):
    view = dashboard(told({}))
    assert view.fact == "No objectives yet."
    assert view.empty is not None and view.stats == ()


def test_an_upcoming_cycle_says_when_it_starts(told, goal, result):
    view = dashboard(told({"a.md": goal("A-1", result("speed", {}), cycle="2026-Q4")}))
    assert view.fact == "2026-Q4 starts on 1 October with 1 agreed objective."
    assert view.time is None and view.lists == ()


def test_a_closed_cycle_speaks_of_the_ideal(told, goal, result):
    view = dashboard(told({"a.md": goal("A-1", result("speed", {"2026-06-20": "60"}), cycle="2026-Q2")}))
    assert view.fact == "2026-Q2 closed at 0.60, at the low edge of the ideal."
    assert view.act == "The one objective did not reach success."


def test_days_of_grace_are_not_over(told, goal, result):
    documents = {"a.md": goal("A-1", result("speed", {"2026-06-20": "60"}), cycle="2026-Q2")}
    view = dashboard(told(documents, date(2026, 7, 5)))
    assert view.fact == "2026-Q2 is over at 0.60 so far; final readings count until 14 July."


def test_the_shortest_cycle_that_holds_today_is_shown_with_longer_ones_around_it(told, goal, result):
    year = goal("Y-1", result("year", {"2026-08-01": "50"}), team="company", cycle="2026")
    quarter = goal("Q-1", result("quarter", {"2026-08-01": "50"}), team="company")
    view = dashboard(told({"y.md": year, "q.md": quarter}))
    assert view.eyebrow[0].text == "2026-Q3"
    assert [group.head for group in view.company] == ["Company objectives of 2026", "Company objectives of 2026-Q3"]


def test_between_cycles_the_last_begun_is_shown(told, goal, result):
    documents = {"a.md": goal("A-1", result("speed", {}), cycle="2026-Q1"), "b.md": goal("B-1", cycle="2025-Q4")}
    assert dashboard(told(documents)).eyebrow[0].text == "2026-Q1"


def test_ups_come_before_downs_and_neither_is_left_out(told, goal, result):
    rows = [result(f"up{n}", {"2026-08-01": "10", "2026-08-12": str(20 + 10 * n)}) for n in range(4)]
    rows.append(result("down", {"2026-08-01": "50", "2026-08-12": "45"}))
    changed = dashboard(told({"a.md": goal("A-1", *rows)})).lists[1]
    assert [item.value.replace("\u2009", " ") for item in changed.items] == ["+40 pts", "+30 pts", "−5 pts"]


def test_what_became_achieved_this_week_says_so(told, goal, result):
    row = result("speed", {"2026-08-01": "60", "2026-08-12": "90"})
    assert dashboard(told({"a.md": goal("A-1", row)})).lists[1].items[0].value == "achieved"


def test_teams_without_data_stand_before_those_on_track(told, goal, result):
    context = told(
        {
            "a.md": goal("A-1", result("speed", {"2026-08-12": "60"})),
            "b.md": goal("B-1", result("calm", {}), team="desk"),
        }
    )
    table = dashboard(context).teams
    assert table is not None
    assert [row.cells[0].text for row in table.rows] == ["Desk", "Crew"]


def test_many_objectives_are_counted_instead_of_drawn(told, goal, result):
    documents = {f"a{n}.md": goal(f"A-{n}", result("speed", {"2026-08-12": "60"})) for n in range(41)}
    stat = dashboard(told(documents)).stats[1]
    assert (stat.units, stat.value, stat.more[0].text) == ((), "41", "41 on track")


def test_markup_in_titles_shows_as_text(told, goal, result, shown):
    row = result("speed", {"2026-08-12": "5"}).replace("Raise speed", "<script>alert(1)</script>")
    html = shown("dashboard.html", dashboard(told({"a.md": goal("A-1", row)})))
    assert "<script" not in html and "&lt;script&gt;" in html


def test_the_page_has_no_inline_style_and_one_title(told, goal, result, shown):
    html = shown("dashboard.html", dashboard(told({"a.md": goal("A-1", result("speed", {"2026-08-12": "60"}))})))
    assert "style=" not in html
    assert html.count("<h1") == 1
