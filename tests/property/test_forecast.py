"""What holds for all forecasts, whatever was read (contract §2: forecast)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from okrsite.compute.course import FEWEST, course
from okrsite.compute.forecast import forecast
from okrsite.compute.past_errors import spread_of

progress = st.floats(min_value=-3, max_value=3, allow_nan=False)
readings = st.dictionaries(st.integers(0, 100), progress, min_size=FEWEST, max_size=60).map(
    lambda them: [*them.items()]
)
stages = st.fractions(min_value=0, max_value=1)
successes = st.fractions(min_value=0, max_value=1)
errors = st.lists(st.floats(min_value=-3, max_value=3), max_size=80)


def made(them, past=(), stage=Fraction(1, 2), success=Fraction(7, 10)):
    return forecast(course(them, 90), spread_of(past, stage), success)


@given(readings, errors, stages, successes)
def test_a_forecast_is_a_score_within_its_interval_and_a_probability(them, past, stage, success):
    found = made(them, past, stage, success)
    assert 0 <= found.low <= found.score <= found.high <= 1
    assert 0 < found.probability < 1
    assert found.lowest <= found.foretold <= found.highest


@given(readings, st.randoms())
def test_the_order_of_readings_changes_nothing(them, random):
    mixed = [*them]
    random.shuffle(mixed)
    assert course(mixed, 90) == course(them, 90)


@given(readings, errors)
def test_the_same_readings_give_the_same_forecast(them, past):
    assert made(them, past) == made([*reversed(them)], [*reversed(past)])


@given(readings)
def test_trust_is_a_share_and_the_line_leaves_from_the_latest_reading(them):
    found = course(them, 90)
    assert 0 <= found.trust <= 1
    assert (found.last, found.latest) == max(them)
    assert min(0, found.latest) <= found.progress <= max(1, found.latest)


@given(
    st.integers(0, 30), st.lists(st.integers(1, 14), min_size=2, max_size=10), st.floats(0, 0.5), st.floats(0, 0.005)
)
def test_a_steady_line_is_forecast_exactly(first, gaps, start, slope):
    days = [first + sum(gaps[:n]) for n in range(len(gaps) + 1)]
    assume(days[-1] < 90)
    found = course([(day, start + slope * day) for day in days], 90)
    assert found.progress == pytest.approx(start + slope * 90, abs=1e-6)


@given(readings, successes, successes)
def test_more_to_reach_is_never_likelier(them, one, other):
    low, high = sorted((one, other))
    assert made(them, success=high).probability <= made(them, success=low).probability


@given(st.dictionaries(st.integers(0, 100), st.integers(-1000, 1000), min_size=3, max_size=20))
def test_up_and_down_are_foretold_alike(them):
    up = [(day, float(Fraction(value - 10, 490))) for day, value in them.items()]
    down = [(day, float(Fraction(-value + 10, -490))) for day, value in them.items()]
    assert course(up, 90) == course(down, 90)


@given(readings)
def test_two_readings_never_have_a_course(them):
    assert course(them[:2], 90) is None


@given(errors, stages)
def test_an_archive_counts_from_30_errors_on(past, stage):
    found = spread_of(past, stage)
    assert found.origin == ("archive" if len(past) >= 30 else "table")
    assert found.least <= found.most
    assert list(found.errors) == sorted(found.errors)
