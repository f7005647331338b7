"""Scores over time are what a scorecard of the day would have said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from okrsite.compute import Status, compute, objective_days, team_weeks
from okrsite.model.amount import Comparator
from okrsite.settings import Settings

SETTINGS = Settings()


@pytest.fixture
def graph(okr):
    up = okr.metric(0, 10, {"2026-07-06": 2, "2026-07-20": 6, "2026-08-10": 4})
    held = okr.held(98, Comparator.GE, {"2026-07-01": 99, "2026-07-15": 97, "2026-08-05": 98})
    steps = okr.steps((1, None, "2026-07-10"), (2, None, "2026-08-12"), (1, None, False))
    gone = okr.metric(10, 0, {"2026-07-04": 5}, cancelled=okr.cancelled("2026-07-29"))
    unsided = okr.metric(None, 5, {"2026-07-08": 7, "2026-07-22": 4}, comparator=Comparator.LT)
    return okr.graph(
        okr.objective(up, held, id="A", weight=Fraction(2)),
        okr.objective(steps, gone, id="B", commitment="committed"),
        okr.objective(unsided, okr.yes_or_no("2026-08-01"), id="C", team="support"),
        okr.objective(up, id="D", team="support", cancelled=okr.cancelled("2026-07-20")),
        okr.objective(up, id="E", team="support", state="draft"),
    )


def test_a_week_shows_what_was_known_on_its_last_day(okr, graph):
    weeks = team_weeks(graph, SETTINGS, compute(graph, SETTINGS, date(2026, 8, 14)), "2026-Q3")
    assert set(weeks) == {"", "payroll", "support"}
    assert [week.index for week in weeks[""]] == [1, 2, 3, 4, 5, 6, 7]
    for position in range(7):
        then = compute(graph, SETTINGS, min(weeks[""][position].last, date(2026, 8, 14)))
        for team in ("payroll", "support"):
            week, group = weeks[team][position], then.teams[team, "2026-Q3"]
            assert (week.score, week.expected, week.pace) == (group.score, group.expected, group.pace)
        assert weeks[""][position].score == then.cycles["2026-Q3"].score


def test_weeks_before_the_cycle_are_none_and_after_it_all(okr, graph):
    before = team_weeks(graph, SETTINGS, compute(graph, SETTINGS, date(2026, 6, 30)), "2026-Q3")
    assert before[""] == ()
    after = team_weeks(graph, SETTINGS, compute(graph, SETTINGS, date(2027, 6, 30)), "2026-Q3")
    assert len(after[""]) == 14
    assert (after[""][-1].last, after[""][-1].expected is None) == (date(2026, 9, 30), False)


def test_neither_a_hand_score_nor_the_close_changes_a_week(okr):
    graph = okr.graph(okr.objective(okr.metric(0, 10), okr.yes_or_no(False), hand_score=okr.by_hand(1)))
    weeks = team_weeks(graph, SETTINGS, compute(graph, SETTINGS, date(2027, 1, 1)), "2026-Q3")
    assert {week.score for week in weeks["payroll"]} == {0}
    assert weeks["payroll"][-1].pace is Status.OFF_TRACK


def test_days_of_an_objective_are_those_on_which_something_changed(okr, graph):
    card = compute(graph, SETTINGS, date(2026, 8, 14))
    days = objective_days(graph.objectives["B"], graph, SETTINGS, card)
    assert [str(day.date) for day in days] == ["2026-07-04", "2026-07-10", "2026-07-29", "2026-08-12", "2026-08-14"]
    assert [day.score for day in days] == [Fraction(n, 8) for n in (2, 3, 2, 6, 6)]
    assert (days[-1].score, days[-1].expected) == (card.objectives["B"].score, card.objectives["B"].expected)


def test_days_of_an_objective_match_the_scorecard_of_each_day(okr, graph):
    card = compute(graph, SETTINGS, date(2026, 8, 14))
    for objective in graph.objectives.values():
        for day in objective_days(objective, graph, SETTINGS, card):
            assert day.score == compute(graph, SETTINGS, day.date).objectives[objective.id].score


def test_days_end_with_the_last_change_once_the_cycle_is_over(okr):
    graph = okr.graph(okr.objective(okr.metric(0, 10, {"2026-07-06": 2, "2026-10-05": 8})))
    card = compute(graph, SETTINGS, date(2026, 12, 1))
    days = objective_days(graph.objectives["O-1"], graph, SETTINGS, card)
    assert [(str(day.date), day.score) for day in days] == [
        ("2026-07-06", Fraction(1, 5)),
        ("2026-10-05", Fraction(4, 5)),
    ]
