"""Computed numbers look like those that people typed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from okrsite.model.quantity import Quantity, parse_quantity, render_value, to_float


@pytest.mark.parametrize(
    ("like", "value", "written"),
    [
        ("68%", Fraction(355, 10), "36\u2009%"),
        ("99.99%", Fraction(9999, 100), "99.99\u2009%"),
        ("12,000 DAU", Fraction(14500), "14,500"),
        ("12000", Fraction(14500), "14500"),
        ("800", Fraction(1200), "1,200"),
        ("$50K", Fraction(45500), "$46K"),
        ("$50K", Fraction(400), "$400"),
        ("€1.2M", Fraction(800000), "€800.0K"),
        ("5 million", Fraction(2000), "2 thousand"),
        ("15M calls per month", Fraction(29_000_000), "29M per month"),
        ("6.2% monthly", Fraction(41, 10), "4.1\u2009% monthly"),
        ("4.2/5", Fraction(45, 10), "4.5/5"),
        ("24 hours", Fraction(1), "1 hour"),
        ("1 hour", Fraction(2), "2 hours"),
        ("15 ms", Fraction(1), "1 ms"),
        ("1h 30m", Fraction(75), "1h 15m"),
        ("1h 30m", Fraction(45), "45m"),
        ("1h 30m", Fraction(0), "0m"),
        ("2 weeks 3 days", Fraction(8), "1 week 1 day"),
        ("5 EUR", Fraction(-7), "\u22127 EUR"),
        ("+12", Fraction(40), "+40"),
        ("+12", Fraction(0), "0"),
        ("+12", Fraction(-5), "\u22125"),
        ("$5", Fraction(-5), "\u2212$5"),
        ("12", Fraction(-4, 10), "0"),
    ],
)
def test_a_computed_number_takes_unit_and_style(like: str, value: Fraction, written: str) -> None:
    quantity = parse_quantity(like)
    assert isinstance(quantity, Quantity)
    assert render_value(value, quantity) == written


def test_a_difference_shows_its_sign() -> None:
    quantity = parse_quantity("68%")
    assert isinstance(quantity, Quantity)
    assert render_value(Fraction(5), quantity, signed=True) == "+5\u2009%"
    assert render_value(Fraction(21, 4), quantity, signed=True, decimals=1) == "+5.3\u2009%"


def test_minutes_keep_their_m() -> None:
    quantity = parse_quantity("15m+", minutes=True)
    assert isinstance(quantity, Quantity)
    assert render_value(Fraction(9), quantity) == "9m"


def test_29_percent_stays_29_percent() -> None:
    quantity = parse_quantity("29%")
    assert isinstance(quantity, Quantity)
    assert quantity.value == 29
    assert to_float(quantity.value / 100) == 0.29
