"""The one formatter."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from okrsite.views import numbers

FRACTIONS = st.fractions(-1000, 1000, max_denominator=10_000)


def read(text: str) -> Fraction:
    return Fraction(text.replace("−", "-").replace(",", ""))


@given(FRACTIONS, st.integers(0, 6))
def test_a_rounded_number_is_off_by_at_most_half_a_unit_of_its_last_digit(value: Fraction, places: int) -> None:
    assert abs(read(numbers.rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(FRACTIONS)
def test_an_exact_number_can_be_read_back_without_loss(value: Fraction) -> None:
    assert read(numbers.exact(value)) == value


@given(FRACTIONS, FRACTIONS)
def test_two_different_scores_look_different_in_the_right_order(a: Fraction, b: Fraction) -> None:
    left, right = (read(text) for text in numbers.told_apart(a, b))
    assert (left < right, left == right) == (a < b, a == b)


@given(FRACTIONS)
def test_no_number_is_minus_zero(value: Fraction) -> None:
    assert numbers.rounded(value, 1) not in ("−0.0", "-0.0")


def test_29_percent_stays_29_percent() -> None:
    assert numbers.percent(Fraction(29, 100)) == "29\u2009%"


def test_the_unknown_is_an_en_dash() -> None:
    assert (numbers.percent(None), numbers.score(None)) == ("–", "–")


def test_ages_are_words_up_to_30_days_and_then_dates() -> None:
    today = date(2026, 8, 14)
    ages = [numbers.ago(today - timedelta(days=days), today) for days in (0, 1, 2, 30, 31, 300)]
    assert ages == ["today", "yesterday", "2 days ago", "30 days ago", "14 July", "18 October 2025"]
    assert numbers.ago(date(2026, 8, 20), today) == "20 August"


def test_stretches_of_days_name_month_and_year_as_seldom_as_they_can() -> None:
    today = date(2026, 8, 14)
    assert numbers.span(date(2026, 7, 30), date(2026, 8, 5), today) == "30 July to 5 August"
    assert numbers.span(date(2025, 7, 30), date(2025, 8, 5), today) == "30 July to 5 August 2025"
