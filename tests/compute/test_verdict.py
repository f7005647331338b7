"""Elapsed, expected, status and band: every rule of the verdict, at its edges."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from okrsite.compute import Band, Status, stage_of
from okrsite.compute.verdict import band_of
from okrsite.model.amount import Comparator
from okrsite.model.cycle import Cycle, CycleState
from okrsite.settings import Settings

COMMITTED = {"commitment": "committed"}
CLOSED = "2026-10-15"


def test_elapsed_counts_the_days_up_to_and_with_today():
    quarter = Cycle("2024-Q1", date(2024, 1, 1), date(2024, 3, 31))
    assert stage_of(quarter, Settings(), date(2024, 2, 15)).elapsed == Fraction(46, 91)


def test_expected_is_elapsed_times_success(okr):
    assert okr.one(okr.metric(0, 10)).expected == Fraction(45, 92) * Fraction(7, 10)
    assert okr.one(okr.metric(0, 10), objective=COMMITTED).expected == Fraction(45, 92)
    assert okr.whole(okr.metric(0, 10)).expected == Fraction(45, 92) * Fraction(7, 10)


def test_ranges_are_expected_at_success_all_along(okr):
    assert okr.one(okr.between(30, 40, 20, {}), as_of="2026-07-01").expected == Fraction(7, 10)


def test_milestones_are_expected_by_their_due_dates(okr):
    steps = okr.steps((1, "2026-08-14", False), (1, "2026-08-15", False), (2, None, False))
    assert okr.one(steps).expected == Fraction(1, 4) * Fraction(7, 10)
    assert okr.one(steps, as_of="2026-08-15").expected == Fraction(1, 2) * Fraction(7, 10)
    assert okr.one(steps, as_of="2026-09-30").expected == Fraction(7, 10)


def test_milestones_without_due_dates_are_expected_by_elapsed_time(okr):
    assert okr.one(okr.steps((1, None, False))).expected == Fraction(45, 92) * Fraction(7, 10)


def test_nothing_due_yet_is_on_track(okr):
    assert okr.one(okr.steps((1, "2026-09-01", False))).status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("as_of", "state", "elapsed"),
    [
        ("2026-06-30", CycleState.UPCOMING, Fraction(0)),
        ("2026-07-01", CycleState.OPEN, Fraction(1, 92)),
        ("2026-09-30", CycleState.OPEN, Fraction(1)),
        ("2026-10-14", CycleState.CLOSING, Fraction(1)),
        ("2026-10-15", CycleState.CLOSED, Fraction(1)),
    ],
)
def test_states_of_a_cycle(okr, as_of, state, elapsed):
    card = okr.card(okr.objective(okr.metric(0, 10)), as_of=as_of)
    assert (card.states["2026-Q3"], card.elapsed["2026-Q3"]) == (state, elapsed)


@pytest.mark.parametrize(
    ("reached", "status"),
    [
        # With 46 of 92 days gone 0.35 is expected, and 0.7 of that is 0.245.
        ("0.7", Status.ACHIEVED),
        ("0.6999", Status.ON_TRACK),
        ("0.35", Status.ON_TRACK),
        ("0.3499", Status.AT_RISK),
        ("0.245", Status.AT_RISK),
        ("0.2449", Status.OFF_TRACK),
        ("-1", Status.OFF_TRACK),
    ],
)
def test_status_in_an_open_cycle(okr, reached, status):
    metric = okr.metric(0, 1, {"2026-08-10": reached})
    assert okr.one(metric, as_of="2026-08-15").status is status
    assert okr.whole(metric, as_of="2026-08-15").status is status


@pytest.mark.parametrize(
    ("as_of", "reached", "status"),
    [
        ("2026-10-14", "0.7", Status.ACHIEVED),
        ("2026-10-14", "0.6", Status.AT_RISK),
        ("2026-10-14", "0.48", Status.OFF_TRACK),
        (CLOSED, "0.7", Status.ACHIEVED),
        (CLOSED, "0.69", Status.MISSED),
    ],
)
def test_a_closing_cycle_is_judged_as_open_and_a_closed_one_for_good(okr, as_of, reached, status):
    assert okr.one(okr.metric(0, 1, {"2026-08-10": reached}), as_of=as_of).status is status


def test_the_order_of_the_statuses(okr):
    unread = okr.metric(0, 10)
    assert okr.one(unread, as_of="2026-06-30").status is Status.NOT_STARTED
    assert okr.one(unread).status is Status.NO_DATA
    gone = okr.metric(0, 10, cancelled=okr.cancelled(None))
    assert okr.one(gone, as_of="2026-06-30").status is Status.CANCELLED
    assert okr.one(gone, as_of=CLOSED).status is Status.CANCELLED
    assert okr.whole(as_of=CLOSED).status is Status.NO_DATA


def test_cancelling_counts_from_its_date_and_is_inherited(okr):
    late = {"cancelled": okr.cancelled("2026-08-15")}
    metric = okr.metric(0, 10, {"2026-08-10": 5})
    assert okr.one(metric, objective=late).status is Status.ON_TRACK
    assert okr.one(metric, objective=late, as_of="2026-08-15").status is Status.CANCELLED
    assert okr.whole(metric, as_of="2026-08-15", **late).status is Status.CANCELLED


def test_what_is_cancelled_is_not_scored_0_at_the_close(okr):
    assert okr.one(okr.metric(0, 10, cancelled=okr.cancelled("2026-08-01")), as_of=CLOSED).score is None


def test_a_range_is_not_achieved_before_the_end(okr):
    inside = okr.between(30, 40, 20, {"2026-08-10": 35})
    assert okr.one(inside).status is Status.ON_TRACK
    assert okr.whole(inside).status is Status.ON_TRACK
    assert okr.one(inside, as_of="2026-09-30").status is Status.ACHIEVED
    assert okr.whole(inside, as_of="2026-09-30").status is Status.ACHIEVED


def test_an_objective_with_more_than_levels_may_be_achieved_early(okr):
    inside, metric = okr.between(30, 40, 20, {"2026-08-10": 35}), okr.metric(0, 10, {"2026-08-10": 9})
    assert okr.whole(inside, metric).status is Status.ACHIEVED


def test_committed_is_achieved_only_when_the_target_itself_is_met(okr):
    touched = okr.metric(24, 4, {"2026-08-10": 4}, comparator=Comparator.LT)
    assert okr.one(touched, objective=COMMITTED).status is Status.ON_TRACK
    assert okr.one(touched, objective=COMMITTED, as_of=CLOSED).status is Status.MISSED
    assert okr.one(touched).status is Status.ACHIEVED
    met = okr.metric(24, 4, {"2026-08-10": 4})
    assert okr.one(met, objective=COMMITTED).status is Status.ACHIEVED


def test_a_committed_objective_is_achieved_only_when_every_counted_key_result_is_met(okr):
    met = okr.metric(0, 10, {"2026-08-10": 10})
    touched = okr.metric(24, 4, {"2026-08-10": 4}, comparator=Comparator.LT)
    unread = okr.metric(0, 10)
    gone = okr.metric(0, 10, {"2026-08-10": 1}, cancelled=okr.cancelled(None))
    weightless = okr.metric(0, 10, {"2026-08-10": 1}, weight=Fraction(0))
    assert okr.whole(met, gone, weightless, **COMMITTED).status is Status.ACHIEVED
    assert okr.whole(met, touched, **COMMITTED).score == 1
    assert okr.whole(met, touched, **COMMITTED).status is Status.ON_TRACK
    assert okr.whole(met, unread, **COMMITTED).status is Status.ON_TRACK
    assert okr.whole(met, touched, as_of=CLOSED, **COMMITTED).status is Status.MISSED


def test_a_full_score_by_hand_meets_a_target_that_no_reading_tells_of(okr):
    words = okr.key_result(None, hand_score=okr.by_hand(1))
    assert okr.whole(words, as_of=CLOSED, **COMMITTED).status is Status.ACHIEVED
    missed = okr.metric(0, 10, {"2026-08-10": 9}, hand_score=okr.by_hand(1))
    assert okr.whole(missed, as_of=CLOSED, **COMMITTED).status is Status.MISSED


@pytest.mark.parametrize(
    ("score", "met", "band"),
    [
        ("0", False, Band.OFF),
        ("0.3999", False, Band.OFF),
        ("0.4", False, Band.SHORT),
        ("0.6999", False, Band.SHORT),
        ("0.7", False, Band.DELIVERED),
        ("0.9999", False, Band.DELIVERED),
        ("1", False, Band.DELIVERED),
        ("1", True, Band.EXCEEDED),
    ],
)
def test_bands_hold_their_lower_end(score, met, band):
    assert band_of(Fraction(score), met, Settings()) is band


def test_exactly_4_hours_against_less_than_4_is_delivered_and_not_exceeded(okr):
    assert okr.one(okr.metric(24, 4, {"2026-08-10": 4}, comparator=Comparator.LT)).band is Band.DELIVERED
    assert okr.one(okr.metric(24, 4, {"2026-08-10": 3}, comparator=Comparator.LT)).band is Band.EXCEEDED


def test_an_unknown_score_has_no_band(okr):
    assert okr.one(okr.metric(0, 10)).band is None
    assert okr.whole(okr.metric(0, 10)).band is None


def test_a_top_band_below_1_asks_for_no_met_target():
    assert band_of(Fraction(95, 100), False, Settings(band_exceeded=Fraction(9, 10))) is Band.EXCEEDED


def test_the_config_moves_success_and_pace(okr):
    metric = okr.metric(0, 10, {"2026-08-10": 5})
    assert okr.one(metric, success_aspirational=Fraction(1, 2)).status is Status.ACHIEVED
    low = okr.metric(0, 10, {"2026-08-10": 1})
    assert okr.one(low).status is Status.OFF_TRACK
    assert okr.one(low, pace_at_risk=Fraction(1, 4)).status is Status.AT_RISK
