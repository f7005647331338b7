"""Scores where there is no way to measure: without a start, without a reading, without a measure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from okrsite.compute import Status
from okrsite.model.amount import Comparator
from okrsite.model.key_result import Amount, KeyResultType
from okrsite.model.reading import ReadingSource

OPEN, CLOSING, CLOSED = "2026-08-14", "2026-10-14", "2026-10-15"


@pytest.mark.parametrize(
    ("value", "as_of", "score", "derivation"),
    [
        (82, OPEN, 1, "met_without_start"),
        (80, OPEN, 1, "met_without_start"),
        (79, OPEN, None, "unmet_without_start"),
        (79, CLOSING, None, "unmet_without_start"),
        (79, CLOSED, 0, "closed_unmet"),
        (82, CLOSED, 1, "met_without_start"),
    ],
)
def test_without_a_start_a_target_is_met_or_unknown_until_the_cycle_closes(okr, value, as_of, score, derivation):
    numbers = okr.one(okr.metric(None, 80, {"2026-08-10": value}, comparator=Comparator.GE), as_of=as_of)
    assert (numbers.progress, numbers.score, numbers.derivation) == (None, score, derivation)
    assert numbers.met is (value >= 80)


def test_a_bare_target_without_a_start_stays_unknown_as_direction_is_never_guessed(okr):
    for as_of in (OPEN, CLOSED):
        numbers = okr.one(okr.metric(None, 80, {"2026-08-10": 82}), as_of=as_of)
        assert (numbers.score, numbers.met, numbers.status) == (None, None, Status.NO_DATA)
        assert numbers.derivation == "no_direction"


def test_a_target_that_is_text_is_unknown(okr):
    words = okr.key_result(KeyResultType.METRIC, {"2026-08-10": 82}, target=Amount("Feature concept validated", None))
    numbers = okr.one(words)
    assert (numbers.score, numbers.derivation) == (None, "no_target")


def test_a_start_that_is_text_counts_as_none(okr):
    ends = {"start": Amount("not known", None), "target": Amount("80%+", Fraction(80))}
    words = okr.key_result(KeyResultType.METRIC, {"2026-08-10": 82}, comparator=Comparator.GE, **ends)
    assert (okr.one(words).score, okr.one(words).derivation) == (1, "met_without_start")


def test_no_reading_is_unknown_and_0_once_the_cycle_is_closed(okr):
    pending = okr.one(okr.metric(0, 10))
    assert (pending.progress, pending.score, pending.met, pending.status) == (None, None, None, Status.NO_DATA)
    closed = okr.one(okr.metric(0, 10), as_of=CLOSED)
    assert (closed.progress, closed.score, closed.status) == (None, 0, Status.MISSED)
    assert (pending.derivation, closed.derivation) == ("no_reading", "closed_unmeasured")


def test_a_sealed_cycle_is_closed_at_once(okr):
    assert okr.one(okr.metric(0, 10), as_of="2026-10-01", sealed=True).score == 0
    assert okr.one(okr.metric(0, 10), as_of="2026-10-01").score is None


def test_a_fault_is_unknown_and_never_0_even_once_closed(okr):
    faulty = okr.metric(5, 5, {"2026-08-10": 5}, fault="the baseline equals the target")
    for as_of in (OPEN, CLOSED):
        numbers = okr.one(faulty, as_of=as_of)
        assert (numbers.score, numbers.met, numbers.derivation) == (None, None, "fault")
        assert [point.progress for point in numbers.points] == [None]


def test_a_title_without_a_measure_is_unknown_even_once_closed(okr):
    for as_of in (OPEN, CLOSED):
        numbers = okr.one(okr.key_result(None, {}), as_of=as_of)
        assert (numbers.score, numbers.derivation) == (None, "no_kind")


def test_readings_after_the_day_are_not_seen_yet(okr):
    metric = okr.metric(0, 10, {"2026-08-14": 3, "2026-08-15": 9})
    assert okr.one(metric).score == Fraction(3, 10)
    assert okr.one(metric, as_of="2026-08-13").score is None
    assert okr.one(metric, as_of="2026-08-15").current.date == date(2026, 8, 15)


def test_readings_outside_the_cycle_don_t_count(okr):
    numbers = okr.one(okr.metric(0, 10, (okr.reading("2026-06-30", 9, counts=False),)))
    assert (numbers.score, numbers.current, numbers.last_checkin) == (None, None, None)


def test_a_check_in_without_a_value_is_no_reading(okr):
    numbers = okr.one(okr.metric(0, 10, {"2026-08-03": 4, "2026-08-10": None}))
    assert numbers.current.date == date(2026, 8, 3)
    assert numbers.last_checkin == date(2026, 8, 10)


@pytest.mark.parametrize(("comparator", "met"), [(None, True), (Comparator.LE, True), (Comparator.LT, False)])
def test_exactly_4_hours_scores_1_and_meets_only_what_equality_meets(okr, comparator, met):
    numbers = okr.one(okr.metric(24, 4, {"2026-08-10": 4}, comparator=comparator))
    assert (numbers.score, numbers.met) == (1, met)


def test_what_was_met_and_fell_back_says_so_with_its_best_day(okr):
    readings = {"2026-07-10": 5, "2026-07-20": 11, "2026-08-03": 12, "2026-08-04": 10, "2026-08-10": 8}
    numbers = okr.one(okr.metric(0, 10, readings))
    assert (numbers.met, numbers.fell_back, numbers.highest.reading.date) == (False, True, date(2026, 8, 3))
    assert okr.one(okr.metric(0, 10, {"2026-07-20": 11, "2026-08-10": 10})).fell_back is False
    assert okr.one(okr.metric(0, 10, {"2026-07-20": 9, "2026-08-10": 8})).fell_back is False


def test_falling_back_is_seen_without_a_start_and_going_down(okr):
    over = okr.metric(None, 4, {"2026-07-20": 3, "2026-08-10": 5}, comparator=Comparator.LT)
    assert okr.one(over).fell_back
    down = okr.one(okr.metric(24, 4, {"2026-07-20": 3, "2026-08-10": 5}))
    assert (down.fell_back, down.highest.progress) == (True, Fraction(21, 20))


def test_touching_a_target_that_must_be_undercut_is_no_falling_back(okr):
    touched = okr.metric(24, 4, {"2026-07-20": 4, "2026-08-10": 5}, comparator=Comparator.LT)
    assert okr.one(touched).fell_back is False


def test_milestones_are_always_measured_and_done_from_their_day_on(okr):
    steps = okr.steps((1, None, "2026-08-01"), (2, None, True), (3, None, "2026-08-15"), (4, None, False))
    assert okr.one(steps).score == Fraction(3, 10)
    assert okr.one(steps, as_of="2026-08-15").score == Fraction(6, 10)
    assert okr.one(okr.steps((1, None, False))).met is False
    assert okr.one(okr.steps((1, None, True))).met is True


def test_yes_or_no_is_1_or_0(okr):
    assert okr.one(okr.yes_or_no(False)).score == 0
    assert okr.one(okr.yes_or_no(True)).score == 1
    assert okr.one(okr.yes_or_no("2026-08-15")).score == 0
    assert okr.one(okr.yes_or_no("2026-08-14")).met is True


def test_the_newest_word_on_confidence_and_health_counts(okr):
    said = okr.reading("2026-08-03", 4, confidence=Fraction(7, 10), health="amber")
    silent = okr.reading("2026-08-10", 5)
    numbers = okr.one(okr.metric(0, 10, (said, silent), confidence=Fraction(1, 2), health="green"))
    assert (numbers.confidence, numbers.health) == (Fraction(7, 10), "amber")
    assert okr.one(okr.metric(0, 10, (silent,), confidence=Fraction(1, 2))).confidence == Fraction(1, 2)


def test_a_score_set_by_hand_wins_once_the_cycle_is_closed(okr):
    metric = okr.metric(0, 10, {"2026-08-10": 4}, hand_score=okr.by_hand("0.6"))
    running, closed = okr.one(metric), okr.one(metric, as_of=CLOSED)
    assert (running.score, running.score_source) == (Fraction(2, 5), "computed")
    assert (closed.score, closed.score_source, closed.score_computed) == (Fraction(3, 5), "hand", Fraction(2, 5))


def test_points_carry_the_progress_of_every_reading_that_counts(okr):
    numbers = okr.one(okr.metric(0, 10, {"2026-07-10": -2, "2026-08-10": 13, "2026-09-10": 1}))
    assert [point.progress for point in numbers.points] == [Fraction(-1, 5), Fraction(13, 10)]
    assert numbers.current.source is ReadingSource.INLINE
