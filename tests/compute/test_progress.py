"""Progress and score of metrics: the cases of the seed texts, and what lies beside the way."""

from __future__ import annotations

from fractions import Fraction

import pytest

from okrsite.compute.progress import share_of_the_way, share_of_the_way_in
from okrsite.model.key_result import KeyResultType
from okrsite.model.quantity import Role, parse_quantity, unify


@pytest.mark.parametrize(
    ("start", "target", "current", "percent"),
    [
        ("12,000", "18,000", "14,500", "41.7"),
        ("45", "65", "52", "35.0"),
        ("5.2 minutes average session", "8.0 minutes", "6.1 minutes", "32.1"),
        ("3.8/5", "4.5/5", "4.2/5", "57.1"),
        ("60%", "100%", "85%", "62.5"),
        ("0", "20 interviews", "12", "60.0"),
        ("5", "20 interviews", "12", "46.7"),
        ("24 hours", "15 minutes", "6 hours", "75.8"),
        ("15M calls per month", "50M calls per month", "29M calls per month", "40.0"),
        ("+12", "+40", "−5", "-60.7"),
        ("400 tickets", "200 tickets", "320", "40.0"),
        ("68%", "85%", "73%", "29.4"),
    ],
)
def test_the_cases_of_the_seed_texts_come_out_right(okr, start, target, current, percent):
    typed = ((Role.TARGET, target), (Role.BASELINE, start), (Role.READING, current))
    end, begin, now = unify([(role, parse_quantity(text)) for role, text in typed]).values
    numbers = okr.one(okr.metric(begin, end, {"2026-08-10": now}))
    assert f"{float(numbers.progress):.1%}" == f"{percent}%"
    assert numbers.score == max(numbers.progress, 0)
    assert numbers.derivation == "metric"


def test_moving_away_shows_a_negative_progress_and_scores_0(okr):
    numbers = okr.one(okr.metric(12, 40, {"2026-08-10": -5}))
    assert (numbers.progress, numbers.score) == (Fraction(-17, 28), 0)


def test_overshoot_shows_more_than_the_whole_way_and_scores_1(okr):
    numbers = okr.one(okr.metric(0, 100, {"2026-08-10": 130}))
    assert (numbers.progress, numbers.score, numbers.met) == (Fraction(13, 10), 1, True)


def test_29_percent_stays_29_percent(okr):
    assert okr.one(okr.metric(0, 100, {"2026-08-10": 29})).score == Fraction(29, 100)


def test_a_change_is_measured_like_a_metric_and_says_so(okr):
    numbers = okr.one(okr.metric(400, 200, {"2026-08-10": 320}, kind=KeyResultType.CHANGE))
    assert (numbers.score, numbers.derivation) == (Fraction(2, 5), "change")


def test_an_assumed_start_is_told(okr):
    numbers = okr.one(okr.metric(0, 20, {"2026-08-10": 12}, assumed=True))
    assert (numbers.score, numbers.derivation) == (Fraction(3, 5), "assumed")


@pytest.mark.parametrize(
    ("start", "value", "progress"),
    [
        (20, 20, "0"),
        (20, 25, "1/2"),
        (20, 15, "-1/2"),
        (20, 30, "1"),
        (20, 40, "1"),
        (20, 43, "7/10"),
        (20, 60, "-1"),
        (60, 50, "1/2"),
        (60, 25, "3/4"),
        (60, 70, "-1/2"),
        (None, 35, "1"),
        (None, 29, "0"),
        (35, 30, "1"),
        (35, 41, "0"),
    ],
)
def test_a_range_counts_the_way_in_and_the_distance_beyond(okr, start, value, progress):
    numbers = okr.one(okr.between(30, 40, start, {"2026-08-10": value}))
    assert numbers.progress == Fraction(progress)
    assert numbers.score == min(max(Fraction(progress), 0), 1)
    assert numbers.met is (30 <= value <= 40)


def test_both_ends_of_a_range_are_inside():
    assert share_of_the_way_in(Fraction(40), Fraction(60), Fraction(30), Fraction(40)) == 1
    assert share_of_the_way_in(Fraction(30), Fraction(60), Fraction(30), Fraction(40)) == 1


def test_the_way_down_is_the_way_up_seen_from_above():
    assert share_of_the_way(Fraction(9), Fraction(24), Fraction(4)) == Fraction(3, 4)
