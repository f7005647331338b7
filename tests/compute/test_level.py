"""Levels to be held, stretch by stretch of the cadence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from okrsite.compute import Status
from okrsite.model.amount import Comparator
from okrsite.model.key_result import KeyResultType
from okrsite.model.reading import ReadingSource

GE, CLOSED = Comparator.GE, "2026-10-15"


def test_the_share_of_weeks_met_counts_up_to_the_latest_reading(okr):
    weeks = {"2026-07-01": 99, "2026-07-08": 97, "2026-07-15": 98}
    numbers = okr.one(okr.held(98, GE, weeks))
    assert (numbers.score, numbers.progress, numbers.met) == (Fraction(2, 3), Fraction(2, 3), True)
    assert [stretch.met for stretch in numbers.stretches] == [True, False, True] + [None] * 11


def test_a_skipped_week_counts_as_not_met(okr):
    numbers = okr.one(okr.held(98, GE, {"2026-07-01": 99, "2026-07-22": 99}))
    assert numbers.score == Fraction(2, 4)
    assert [stretch.met for stretch in numbers.stretches[:5]] == [True, False, False, True, None]


def test_the_last_reading_of_a_week_decides(okr):
    assert okr.one(okr.held(98, GE, {"2026-07-02": 99, "2026-07-07": 97})).score == 0
    assert okr.one(okr.held(98, GE, {"2026-07-02": 97, "2026-07-07": 98})).score == 1


def test_all_stretches_count_once_the_cycle_is_closed(okr):
    held = okr.held(98, GE, {"2026-07-01": 99, "2026-07-08": 99})
    assert okr.one(held, as_of="2026-10-14").score == 1
    assert okr.one(held, as_of=CLOSED).score == Fraction(2, 14)


def test_a_late_figure_decides_the_last_stretch(okr):
    numbers = okr.one(okr.held(98, GE, {"2026-09-30": 97, "2026-10-05": 99}), as_of="2026-10-06")
    assert numbers.stretches[-1].reading.date == date(2026, 10, 5)
    assert numbers.score == Fraction(1, 14)


@pytest.mark.parametrize(("cadence", "stretches"), [("weekly", 14), ("biweekly", 7), ("monthly", 3)])
def test_stretches_follow_the_cadence_of_the_objective(okr, cadence, stretches):
    held = okr.held(98, GE, {"2026-07-01": 99})
    numbers = okr.one(held, as_of=CLOSED, objective={"cadence": cadence})
    assert len(numbers.stretches) == stretches
    assert numbers.score == Fraction(1, stretches)


@pytest.mark.parametrize("value", [97, 98])
@pytest.mark.parametrize("as_of", ["2026-08-14", CLOSED])
def test_current_as_the_only_reading_is_1_or_0(okr, value, as_of):
    current = okr.reading("2026-08-14", value, source=ReadingSource.CURRENT)
    numbers = okr.one(okr.held(98, GE, (current,)), as_of=as_of)
    assert (numbers.score, numbers.derivation) == (int(value >= 98), "single_level")
    assert numbers.stretches == ()


def test_current_beside_check_ins_is_a_reading_like_any(okr):
    current = okr.reading("2026-07-15", 99, source=ReadingSource.CURRENT)
    assert okr.one(okr.held(98, GE, (okr.reading("2026-07-01", 97), current))).score == Fraction(1, 3)


@pytest.mark.parametrize(("comparator", "score"), [(GE, 1), (Comparator.GT, 0), (Comparator.LE, 1)])
def test_equality_meets_what_says_so(okr, comparator, score):
    assert okr.one(okr.held(98, comparator, {"2026-07-01": 98})).score == score


def test_a_level_between_two_ends_holds_both(okr):
    levels = {"2026-07-01": 30, "2026-07-08": 40, "2026-07-15": 41}
    numbers = okr.one(okr.between(30, 40, None, levels, kind=KeyResultType.MAINTAIN))
    assert (numbers.score, numbers.met) == (Fraction(2, 3), False)


def test_no_reading_leaves_a_level_unknown_and_0_once_closed(okr):
    assert okr.one(okr.held(98, GE)).score is None
    assert [stretch.met for stretch in okr.one(okr.held(98, GE)).stretches] == [None] * 14
    assert okr.one(okr.held(98, GE), as_of=CLOSED).score == 0


def test_points_tell_the_share_held_as_it_stood(okr):
    weeks = {"2026-07-01": 99, "2026-07-03": 97, "2026-07-08": 99, "2026-07-22": 98}
    numbers = okr.one(okr.held(98, GE, weeks))
    assert [point.progress for point in numbers.points] == [1, 0, Fraction(1, 2), Fraction(1, 2)]
    assert numbers.points[-1].progress == numbers.score


def test_a_level_is_expected_at_success_all_along_and_achieved_only_at_the_end(okr):
    held = okr.held(98, GE, {"2026-07-01": 99})
    assert okr.one(held, as_of="2026-07-02").expected == Fraction(7, 10)
    assert okr.one(held).status is Status.ON_TRACK
    assert okr.one(held, as_of="2026-09-29").status is Status.ON_TRACK
    assert okr.one(held, as_of="2026-09-30").status is Status.ACHIEVED
    assert okr.one(held, as_of="2026-10-01").status is Status.ACHIEVED
