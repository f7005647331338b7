"""Estimates against what moved, after the close."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from reports import example_report, reported

from okrsite.compute.calibration import Calibration, calibration, calibrations, cycle_calibrations, outcomes

GOALS = """
okr: objectives
team: onboarding
cycle: 2026-Q2
objectives:
  - id: A
    objective: Make it count
    key_results:
      - id: .up
        key_result: Up
        baseline: 10%
        target: 30%
        checkins:
          2026-06-29: 20%
      - id: .down
        key_result: Down
        baseline: 24 hours
        target: 4 hours
        checkins:
          2026-06-29: 25 hours
      - id: .unread
        key_result: Unread
        baseline: 1
        target: 2
      - id: .undone
        key_result: Undone
        baseline: 1
        target: 2
        checkins:
          2026-06-29: 2
"""
ROAD = """
okr: roadmap
team: onboarding
cycle: 2026-Q2
initiatives:
  - id: I-1
    name: One
    state: done
    moves:
      - kr: A.up
        impact: +8%
      - kr: A.down
        impact: -5 hours
      - kr: A.unread
        impact: 1
  - id: I-2
    name: Two
    state: done
    moves:
      - kr: A.up
        impact: +8%
  - id: I-3
    name: Three
    state: done
    moves: A.up
  - id: I-4
    name: Four
    state: dropped
    moves:
      - kr: A.up
        impact: +8%
      - kr: A.undone
        impact: 1
"""


def of(as_of=date(2026, 8, 14)):
    made = reported(GOALS, ROAD, as_of=as_of)
    return {one.key_result: one for one in outcomes(made.graph, made.card)}


def test_only_bets_that_were_done_were_estimates_and_all_of_them_share_the_outcome():
    found = of()["A.up"]
    assert (found.estimated, found.actual, found.ratio) == (16, 10, Fraction(5, 8))
    assert found.bets == ("I-1", "I-2", "I-3") and found.shared


def test_what_went_the_other_way_has_a_ratio_below_0():
    found = of()["A.down"]
    assert (found.estimated, found.actual, found.ratio, found.shared) == (-5, 1, Fraction(-1, 5), False)


def test_without_a_reading_nothing_is_known_and_without_a_done_bet_nothing_is_told():
    assert of()["A.unread"].actual is None and of()["A.unread"].ratio is None
    assert "A.undone" not in of()


def test_nothing_is_told_before_the_close():
    assert of(date(2026, 6, 30)) == {}
    assert of(date(2026, 7, 10)) == {}


def test_a_team_is_calibrated_over_the_ways_of_its_key_results():
    results = tuple(of().values())
    # Estimated 16 of 20 points and 5 of 20 hours; moved 10 of 20 points and back by 1 of 20 hours.
    wanted = Calibration(Fraction(9, 21), 2, 1)
    assert calibration(results) == wanted
    assert calibrations(results) == {"onboarding": wanted}
    assert cycle_calibrations(results) == {("onboarding", "2026-Q2"): wanted}
    assert calibration(()) == Calibration(None, 0, 0)


def test_the_example_s_teams_have_a_calibration():
    made = example_report()
    found = calibrations(outcomes(made.graph, made.card))
    assert len(found) >= 5
    assert all(one.ratio is not None and one.n for one in found.values())
