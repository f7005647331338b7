"""What holds for every quantity, whatever is typed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.quantity import NotANumber, Quantity, Unit, convert, parse_quantity, render_value

decimals = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6)
figures = st.decimals(0, 10**8, places=2)
wrappings = st.sampled_from(
    ["{}", "{}%", "${}K", "{} hours", "{}/5", "€{}M per month", "{} EUR", "{}bn", "{} ms", "+{} pp", "{}% monthly"]
)
lengths = st.sampled_from(["ns", "µs", "ms", "second", "minute", "hour", "day", "week"])
near_numbers = st.text(st.sampled_from("0123456789.,+-–—/%$€kKmMhsd <>=≥:()'_\u00a0\u2009x½²٣Ｍ"), max_size=14)


def read(text: str) -> Quantity:
    quantity = parse_quantity(text)
    assert isinstance(quantity, Quantity), text
    return quantity


@given(decimals)
def test_a_decimal_comes_back_exactly(number: Decimal) -> None:
    assert read(f"{number:f}").value == Fraction(number)
    assert read(f"{number:,f}").value == Fraction(number)


@given(st.one_of(st.text(max_size=60), near_numbers))
def test_no_text_raises_and_none_is_changed(text: str) -> None:
    for minutes in (False, True):
        assert parse_quantity(text, minutes=minutes).text == text


@given(near_numbers)
def test_a_refusal_has_both_a_reason_and_a_hint_or_neither(text: str) -> None:
    refused = parse_quantity(text)
    if isinstance(refused, NotANumber):
        assert bool(refused.reason) == bool(refused.hint)


@given(decimals, lengths, lengths)
def test_converting_there_and_back_changes_nothing(number: Decimal, one: str, other: str) -> None:
    quantity = Quantity(Fraction(number), Unit("time", one), None, "", "")
    there = Quantity(convert(quantity, Unit("time", other)), Unit("time", other), None, "", "")
    assert convert(there, Unit("time", one)) == Fraction(number)


@given(figures, wrappings)
def test_what_is_typed_comes_back_in_its_own_style(number: Decimal, wrapping: str) -> None:
    quantity = read(wrapping.format(number))
    again = read(render_value(quantity.value, quantity))
    assert again.unit == quantity.unit
    assert abs(again.value - quantity.value) <= abs(quantity.value) / 100


@given(st.fractions(-(10**9), 10**9), figures, wrappings)
def test_a_computed_number_is_read_back_within_its_rounding(value: Fraction, number: Decimal, wrapping: str) -> None:
    like = read(wrapping.format(number))
    magnitude = {"K": 10**3, "M": 10**6, "bn": 10**9}.get(like.style.magnitude, 1)
    again = read(render_value(value, like))
    assert again.unit == like.unit
    assert abs(again.value - value) <= Fraction(magnitude, 2 * 10**like.style.decimals)


@given(st.integers(0, 10**6))
def test_a_duration_in_parts_is_read_back(seconds: int) -> None:
    like = read("1h 30m 15s")
    again = parse_quantity(render_value(Fraction(seconds), like), minutes=True)
    assert isinstance(again, Quantity)
    assert convert(again, like.unit) == seconds
