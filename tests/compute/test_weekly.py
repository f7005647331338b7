"""Weeks, needs and targets that were reached, from whole documents."""

from __future__ import annotations

from datetime import date

import pytest
from reports import reported

from okrsite.compute.needs import open_needs
from okrsite.compute.reached import first_met
from okrsite.compute.weekly import step_in, weekly
from okrsite.model.week import week_of

TEAM = "okr: team\nid: onboarding\nname: Onboarding\n"
GOAL = """
okr: objectives
team: onboarding
cycle: 2026-Q3
id: A-1
objective: Make the first hour count
key_results:
  - id: .done
    key_result: Raise completion
    baseline: 60%
    target: 80%
    checkins:
      2026-07-06: 62%
      2026-08-05: 81%
      2026-08-10: 78%
  - id: .steps
    key_result: Sign the contracts
    milestones:
      - name: First
        done: 2026-07-07
      - name: Second
        done: 2026-08-12
  - id: .level
    key_result: Keep it open
    maintain: ">= 99%"
    checkins:
      2026-08-10: 99.5%
"""


def checkin(day, needs="", wins="", team="onboarding"):
    lines = [f"okr: checkin\nteam: {team}\ndate: {day}\nnext: Carry on"]
    lines += [f"needs:\n{needs}" if needs else "", f"wins:\n{wins}" if wins else ""]
    return "\n".join(line for line in lines if line) + "\n"


def asked(*texts, as_of=date(2026, 8, 14)):
    made = reported(TEAM, GOAL, *texts, as_of=as_of)
    return [(need.text, need.since.isoformat(), need.times) for need in open_needs(made.graph, made.card)]


def test_a_need_is_open_until_a_later_check_in_no_longer_names_it():
    first = checkin("2026-07-27", "  - A second reviewer\n  - A quiet room\n")
    second = checkin("2026-08-03", "  - a  second Reviewer\n")
    assert asked(first) == [("A quiet room", "2026-07-27", 1), ("A second reviewer", "2026-07-27", 1)]
    assert asked(first, second) == [("a  second Reviewer", "2026-07-27", 2)]
    assert asked(first, second, checkin("2026-08-10")) == []


def test_a_need_that_is_told_as_a_win_is_closed():
    assert asked(checkin("2026-08-10", "  - A quiet room\n", "  - a quiet room\n")) == []


def test_a_need_that_comes_back_is_as_old_as_its_return():
    need = "  - A quiet room\n"
    texts = [checkin("2026-07-20", need), checkin("2026-07-27"), checkin("2026-08-03", need)]
    assert asked(*texts) == [("A quiet room", "2026-08-03", 1)]


def test_two_documents_of_one_day_are_one_check_in():
    both = [checkin("2026-08-10", "  - A quiet room\n"), checkin("2026-08-10", "  - Paper\n")]
    assert [text for text, _since, _times in asked(*both)] == ["A quiet room", "Paper"]


def test_needs_of_a_closed_cycle_and_of_days_to_come_are_not_open():
    need = checkin("2026-08-10", "  - A quiet room\n")
    assert asked(need, as_of=date(2026, 10, 1)) != []
    assert asked(need, as_of=date(2026, 10, 20)) == []
    assert asked(need, as_of=date(2026, 8, 9)) == []


@pytest.fixture
def happened():
    made = reported(TEAM, GOAL, checkin("2026-08-11"), checkin("2026-08-20"))
    return made, weekly(made.graph, made.card)


def test_a_week_exists_once_anybody_checked_in_and_never_before_its_day(happened):
    _made, weeks = happened
    assert [week.id for week in weeks] == ["2026-W28", "2026-W32", "2026-W33"]


def test_a_week_knows_its_readings_steps_and_targets_reached(happened):
    _made, weeks = happened
    last = weeks[week_of(date(2026, 8, 14))]
    assert (last.read, last.stepped) == (["A-1.done", "A-1.level"], ["A-1.steps"])
    assert [one.date.isoformat() for one in last.checkins] == ["2026-08-11"]
    assert last.reached == [("A-1.steps", date(2026, 8, 12))]
    assert weeks[week_of(date(2026, 8, 5))].reached == [("A-1.done", date(2026, 8, 5))]


def within(made, week):
    return step_in(made.card.key_results["A-1.done"], week.first, week.last)


def test_a_step_goes_from_the_last_reading_before_the_week(happened):
    made, _weeks = happened
    step = within(made, week_of(date(2026, 8, 14)))
    assert step and step.before
    assert (step.before.reading.text, step.after.reading.text) == ("81%", "78%")
    first = within(made, week_of(date(2026, 7, 6)))
    assert first and first.before is None
    assert within(made, week_of(date(2026, 7, 14))) is None


def test_a_level_to_hold_is_never_reached(happened):
    made, _weeks = happened
    assert first_met(made.graph.key_results["A-1.level"], made.card.key_results["A-1.level"]) is None


def test_what_starts_at_its_target_was_not_reached():
    inside = GOAL.replace("    baseline: 60%\n    target: 80%\n", "    start: 75%\n    target: [70%, 90%]\n")
    made = reported(TEAM, inside)
    assert first_met(made.graph.key_results["A-1.done"], made.card.key_results["A-1.done"]) is None


@pytest.mark.parametrize(
    ("day", "id", "first", "last"),
    [
        (date(2027, 1, 3), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (date(2024, 12, 30), "2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        (date(1900, 1, 1), "1900-W01", date(1900, 1, 1), date(1900, 1, 7)),
    ],
)
def test_weeks_are_those_of_iso_8601(day, id, first, last):
    week = week_of(day)
    assert (week.id, week.first, week.last) == (id, first, last)
    assert week.id == "{0.year:04}-W{0.week:02}".format(day.isocalendar())
