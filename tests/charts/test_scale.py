"""The y axis: round ticks at fixed places, and labels that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.charts import NumberStyle
from okrsite.charts.lettering import width
from okrsite.charts.scale import scale_for

numbers = st.floats(allow_nan=False, min_value=-1e300, max_value=1e300)
styles = st.builds(
    NumberStyle,
    prefix=st.sampled_from(["", "$", "€"]),
    suffix=st.sampled_from(["", "\u2009%", " hours", "/5", " minutes average session"]),
    decimals=st.sampled_from([None, 0, 1, 2]),
    magnitudes=st.sampled_from([("K", "M", "B"), ()]),
)


@given(st.lists(numbers, min_size=1, max_size=9), styles)
def test_the_axis_holds_every_value(values: list[float], style: NumberStyle) -> None:
    scale = scale_for(values, style)
    room = (scale.high - scale.low) * 1e-6
    assert scale.low - room <= min(values) <= max(values) <= scale.high + room


@given(st.lists(numbers, min_size=1, max_size=9), styles)
def test_labels_fit_are_few_and_differ(values: list[float], style: NumberStyle) -> None:
    scale = scale_for(values, style)
    assert 3 <= len(scale.labels) <= 5
    assert len(set(scale.labels)) == len(scale.labels)
    assert all(width(label) <= 38 for label in scale.labels)


@given(st.lists(numbers, min_size=1, max_size=9), styles)
def test_only_the_topmost_tick_carries_the_unit(values: list[float], style: NumberStyle) -> None:
    suffix, scale = style.suffix.strip(), scale_for(values, style)
    assert not suffix or not any(suffix in label for label in scale.labels[:-1])
    assert suffix in scale.labels[-1] or suffix in scale.unit


@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=9))
def test_values_that_are_never_negative_get_no_negative_axis(values: list[float]) -> None:
    assert scale_for(values, NumberStyle()).low >= 0


@pytest.mark.parametrize(
    ("values", "style", "labels", "unit"),
    [
        ((68, 79.9, 85, 90), NumberStyle(suffix=" %"), ("70", "75", "80", "85", "90 %"), ""),
        ((12000, 14500, 18000), NumberStyle(suffix=" DAU"), ("12K", "14K", "16K", "18K"), "DAU"),
        ((41000, 50000), NumberStyle(prefix="$"), ("42K", "44K", "46K", "48K", "$50K"), ""),
        ((99.98, 99.995), NumberStyle(suffix=" %"), ("99.98", "99.99", "100 %"), ""),
        ((-5, 12, 40), NumberStyle(), ("0", "10", "20", "30", "40"), ""),
        ((-50, 10), NumberStyle(), ("−40", "−20", "0", "20"), ""),
        ((1e-7, 3e-7), NumberStyle(suffix=" s"), ("10", "15", "20", "25", "30"), "× 10⁻⁸ s"),
        ((0, 3), NumberStyle(decimals=0), ("0", "1", "2", "3"), ""),
        ((1.5, 3.5), NumberStyle(decimal=","), ("1,5", "2,0", "2,5", "3,0", "3,5"), ""),
        ((), NumberStyle(suffix=" %"), ("", "", "", "", ""), ""),
    ],
)
def test_ticks_are_what_people_would_write(
    values: tuple[float, ...], style: NumberStyle, labels: tuple[str, ...], unit: str
) -> None:
    scale = scale_for(values, style)
    assert (scale.labels, scale.unit) == (labels, unit)


@pytest.mark.parametrize("value", [0.0, 5.0, -3.0, 1e-200, 5e-324, 1e299])
def test_equal_values_get_room_around_them(value: float) -> None:
    scale = scale_for([value, value], NumberStyle())
    assert scale.low <= value <= scale.high
    assert scale.low < scale.high
