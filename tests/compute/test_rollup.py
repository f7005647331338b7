"""Means over key results and objectives, and what stays out of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from okrsite.compute import Band, Status, compute
from okrsite.diagnostics import Where
from okrsite.model.chronicle import CheckIn
from okrsite.settings import Settings

CLOSED = "2026-10-15"


@pytest.fixture
def half(okr):
    return okr.metric(0, 10, {"2026-08-10": 5})


@pytest.fixture
def full(okr):
    return okr.metric(0, 10, {"2026-08-11": 10})


def test_an_objective_is_the_weighted_mean_of_what_is_measured(okr, half):
    heavy = okr.metric(0, 10, {"2026-08-10": 1}, weight=Fraction(3))
    numbers = okr.whole(half, heavy, okr.metric(0, 10))
    assert numbers.score == Fraction(1, 5)
    assert (numbers.measured, numbers.total, numbers.score_source) == (2, 3, "computed")
    assert numbers.parts == (("O-1.1", 1, Fraction(1, 2)), ("O-1.2", 3, Fraction(1, 10)))


def test_overshoot_of_one_never_hides_a_miss_of_another(okr):
    over, none = okr.metric(0, 10, {"2026-08-10": 40}), okr.metric(0, 10, {"2026-08-10": -40})
    assert okr.whole(over, none).score == Fraction(1, 2)


def test_nothing_measured_is_unknown(okr):
    numbers = okr.whole(okr.metric(0, 10))
    assert (numbers.score, numbers.status, numbers.measured) == (None, Status.NO_DATA, 0)
    assert okr.whole().score is None


def test_cancelled_key_results_stay_visible_and_count_in_nothing(okr, half, full):
    gone = okr.metric(0, 10, {"2026-08-10": 0}, cancelled=okr.cancelled("2026-08-01"))
    numbers = okr.whole(half, gone)
    assert (numbers.score, numbers.measured, numbers.total) == (Fraction(1, 2), 1, 1)
    assert okr.whole(half, gone, as_of="2026-07-31").total == 2
    assert okr.whole(gone).score is None


def test_weights_of_0_leave_the_mean_to_the_others(okr, half, full):
    light = okr.metric(0, 10, {"2026-08-10": 0}, weight=Fraction(0))
    assert okr.whole(half, light).score == Fraction(1, 2)
    assert okr.whole(light, okr.metric(0, 10)).score is None


def test_a_fault_in_the_weights_makes_the_objective_unknown(okr, half):
    assert okr.whole(half, fault="the weights sum to 0").score is None


def test_a_closed_objective_counts_what_was_never_read_as_0(okr, full):
    numbers = okr.whole(full, okr.metric(0, 10), as_of=CLOSED)
    assert (numbers.score, numbers.measured, numbers.status) == (Fraction(1, 2), 2, Status.MISSED)


def test_a_score_by_hand_wins_once_closed_and_stands_beside_the_computed_one(okr, half):
    hand = {"hand_score": okr.by_hand("0.8")}
    assert okr.whole(half, **hand).score == Fraction(1, 2)
    closed = okr.whole(half, as_of=CLOSED, **hand)
    assert (closed.score, closed.score_computed, closed.score_source) == (Fraction(4, 5), Fraction(1, 2), "hand")
    assert (closed.status, closed.band) == (Status.ACHIEVED, Band.DELIVERED)


def test_a_key_result_scored_by_hand_enters_the_mean_with_that_score(okr, half):
    hand = okr.metric(0, 10, {"2026-08-10": 5}, hand_score=okr.by_hand(1))
    assert okr.whole(half, hand, as_of=CLOSED).score == Fraction(3, 4)


def test_health_is_passed_on_and_replaces_nothing(okr, half):
    numbers = okr.whole(half, health="red")
    assert (numbers.health, numbers.status) == ("red", Status.ON_TRACK)


def test_a_cancelled_objective_keeps_its_score_and_counts_in_nothing(okr, half):
    numbers = okr.whole(half, cancelled=okr.cancelled("2026-08-01"))
    assert (numbers.score, numbers.counted, numbers.total) == (Fraction(1, 2), False, 1)


def test_a_cycle_is_the_weighted_mean_of_its_objectives(okr, half, full):
    one = okr.objective(half, id="A", weight=Fraction(3))
    two = okr.objective(full, id="B", team="support")
    quarter = okr.quarter(one, two, okr.objective(okr.metric(0, 10), id="C"))
    assert (quarter.score, quarter.objectives) == (Fraction(5, 8), 3)
    assert [part[0] for part in quarter.parts] == ["A", "B"]
    assert quarter.statuses == {Status.ON_TRACK: 1, Status.ACHIEVED: 1, Status.NO_DATA: 1}
    assert quarter.bands == {Band.SHORT: 1, Band.EXCEEDED: 1}


@pytest.mark.parametrize("state", ["draft", "proposed"])
def test_drafts_and_proposals_count_in_nothing(okr, half, full, state):
    card = okr.card(okr.objective(half, id="A"), okr.objective(full, id="B", state=state, supports=("A",)))
    quarter = card.cycles["2026-Q3"]
    assert (quarter.score, quarter.objectives, quarter.key_results) == (Fraction(1, 2), 1, 1)
    assert sum(quarter.statuses.values()) == 1
    assert card.objectives["B"].score == 1
    assert not card.objectives["B"].counted and not card.key_results["B.1"].counted


def test_a_team_is_the_mean_of_its_own_objectives(okr, half, full):
    card = okr.card(okr.objective(half, id="A"), okr.objective(full, id="B", team="support", shared_with=("payroll",)))
    assert card.teams["payroll", "2026-Q3"].score == Fraction(1, 2)
    assert card.teams["support", "2026-Q3"].score == 1


def test_expected_of_a_group_is_the_mean_over_the_objectives_that_its_score_is_of(okr, half):
    committed = okr.objective(half, id="A", commitment="committed", weight=Fraction(3))
    other = okr.objective(half, id="B")
    unread = okr.objective(okr.metric(0, 10), id="C")
    elapsed = Fraction(45, 92)
    assert okr.quarter(committed, other).expected == elapsed * (3 + Fraction(7, 10)) / 4
    assert okr.quarter(other, committed, unread).expected == elapsed * (3 + Fraction(7, 10)) / 4
    assert okr.quarter(unread).expected == elapsed * Fraction(7, 10)


def test_groups_have_a_pace_while_the_cycle_runs_and_never_a_verdict(okr, full):
    objective = okr.objective(full)
    paces = [okr.quarter(objective, as_of=day).pace for day in ("2026-06-30", "2026-08-14", "2026-10-14", CLOSED)]
    assert paces == [None, Status.ON_TRACK, Status.ON_TRACK, None]
    assert okr.quarter(okr.objective(okr.metric(0, 10))).pace is Status.NO_DATA
    assert okr.quarter().pace is None


@pytest.mark.parametrize(("value", "pace"), [("0.35", "on_track"), ("0.34", "at_risk"), ("0.24", "off_track")])
def test_pace_follows_the_rule_of_key_results(okr, value, pace):
    objective = okr.objective(okr.metric(0, 1, {"2026-08-10": value}))
    assert okr.quarter(objective, as_of="2026-08-15").pace == pace


def test_hit_is_the_share_of_measured_key_results_at_success(okr, half, full):
    quarter = okr.quarter(okr.objective(half, full, okr.metric(0, 10)))
    assert (quarter.hit, quarter.at_success, quarter.measured, quarter.key_results) == (Fraction(1, 2), 1, 2, 3)
    assert okr.quarter(okr.objective(okr.metric(0, 10))).hit is None


def test_an_empty_cycle_is_unknown(okr):
    quarter = okr.quarter()
    assert (quarter.score, quarter.expected, quarter.hit, quarter.objectives) == (None, None, None, 0)
    assert quarter.last_checkin is None


def test_all_cancelled_leaves_a_cycle_unknown_and_says_so(okr, half):
    quarter = okr.quarter(okr.objective(half, cancelled=okr.cancelled(None)))
    assert (quarter.score, quarter.objectives, quarter.statuses) == (None, 0, {Status.CANCELLED: 1})


def test_a_team_that_checks_in_without_a_reading_was_heard_of(okr, half):
    where = Where("teams/payroll/week.md")
    words = [CheckIn("payroll", okr.cycle.start.replace(day=n), where, "week.md") for n in (20, 27)]
    later = CheckIn("payroll", okr.cycle.end, where, "later.md")
    graph = okr.graph(okr.objective(okr.metric(0, 10)), checkins=(*words, later))
    card = compute(graph, Settings(), words[1].date)
    assert card.teams["payroll", "2026-Q3"].last_checkin == words[1].date
    assert card.cycles["2026-Q3"].last_checkin == words[1].date
