"""Trajectories: lines, marks and words stand where the numbers say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from okrsite.charts import Forecast, Label, NumberStyle, Revision, Trajectory, TrajectoryPoint, draw


def line(svg: str, name: str) -> str:
    found = re.search(rf'<path class="okr-chart__{name}" d="([^"]*)"', svg)
    return found[1] if found else ""


def test_the_mock_of_the_design_is_drawn(make: Any) -> None:
    svg = draw(make.mock(), uid="a")
    assert line(svg, "exp") == "M46 243.2L520 127.9"
    assert line(svg, "target") == "M46 78.4H520"
    assert line(svg, "target okr-chart__was") == "M46 30H145"
    assert line(svg, "rev").startswith("M145 72.4")
    assert line(svg, "actual").startswith("M46 243.2L72 233.5L108.5 223.8")
    assert svg.count("<circle") == 6
    for words in ("90\u2009%", "August", "30 Sept", "20 July: target 90 → 85\u2009%", "as of 14 August", ">74<"):
        assert words in svg


def test_the_words_of_an_end_label_take_two_lines_rather_than_leave_the_canvas(make: Any) -> None:
    svg = draw(make.mock(), uid="a")
    assert '>Target<tspan class="okr-chart__minor"> 85\u2009%</tspan>' in svg
    assert '>Forecast<tspan class="okr-chart__minor" x="528" dy="14">82\u2009% (79 to 84)</tspan>' in svg


def test_words_in_brackets_go_before_words_are_cut(make: Any) -> None:
    chart = make.quarter(target=12000, target_label=Label("Target", "12000 DAU (December 2023, all of them)"))
    assert ">12000 DAU<" in draw(chart, uid="a")


def test_a_range_is_two_lines_with_shade_between(make: Any) -> None:
    svg = draw(make.quarter(readings=make.readings(52, 38), target=30, target_to=40), uid="a")
    assert line(svg, "target").count("H520") == 2
    assert 'class="okr-chart__ideal"' in svg


def test_a_held_level_is_shaded_on_the_wanted_side(make: Any) -> None:
    above = draw(make.quarter(readings=make.readings(3, 5), target=4, held="above"), uid="a")
    below = draw(make.quarter(readings=make.readings(3, 5), target=4, held="below"), uid="a")
    assert re.search(r'ideal" x="46" y="30"', above)
    assert not re.search(r'ideal" x="46" y="30"', below)


def test_lower_is_better_runs_downwards(make: Any) -> None:
    numbers = re.findall(r"[\d.]+", line(draw(make.quarter(start=24, success=7.4, target=0.25), uid="a"), "exp"))
    assert float(numbers[1]) < float(numbers[3])


def test_no_reading_is_said_and_nothing_is_drawn_for_it(make: Any) -> None:
    svg = draw(make.quarter(start=1, success=2, target=3, no_reading="nichts gemessen"), uid="a")
    assert "nichts gemessen" in svg
    assert not line(svg, "actual")
    assert "<circle" not in svg


def test_a_single_reading_without_a_start_is_one_dot(make: Any) -> None:
    svg = draw(make.quarter(readings=make.readings(7)), uid="a")
    assert svg.count("<circle") == 1
    assert not line(svg, "actual")


def test_readings_after_the_last_day_widen_the_axis_by_whole_weeks(make: Any) -> None:
    late = make.quarter(readings=make.readings(1, 2, first="2026-09-28", every=11), target=3, start=0, success=2)
    svg = draw(late, uid="a")
    assert svg.count("<circle") == 2
    assert line(svg, "exp").split("L")[1].startswith("456.8 ")
    assert 'text-anchor="middle">30 Sept<' in svg


def test_readings_far_from_the_cycle_are_cut_at_the_edge_and_stay_in_the_table(make: Any) -> None:
    chart = make.quarter(readings=make.readings(1, 2, 3, first="2020-06-20", every=2000))
    assert draw(chart, uid="a").count("<circle") == 0
    assert len(chart.rows()) == 3


def test_a_year_of_daily_readings_is_thinned_but_keeps_its_peaks(make: Any) -> None:
    values = [50.0] * 360
    values[200] = 99.0
    chart = make.quarter(
        first="2026-01-01", last="2026-12-31", readings=make.readings(*values, first="2026-01-01", every=1), start=0
    )
    svg = draw(chart, uid="a")
    peak = line(svg, "actual")
    assert len(peak.split("L")) < 260
    assert min(float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", peak)) < 40


def test_a_former_target_far_away_does_not_squeeze_the_readings(make: Any) -> None:
    chart = replace(make.mock(), revisions=(Revision("2026-07-20", 1_000_000, 85, "target 1M → 85"),))
    svg = draw(chart, uid="a")
    assert not line(svg, "target okr-chart__was")
    assert line(svg, "rev")


def test_steps_replace_the_straight_expected_line(make: Any) -> None:
    steps = (("2026-07-01", 0.0), ("2026-08-01", 0.0), ("2026-08-01", 40.0), ("2026-09-30", 40.0))
    assert line(draw(make.quarter(expected=steps, target=100), uid="a"), "exp").count("L") == 3


def test_the_as_of_line_is_left_out_where_its_day_is_not_on_the_axis(make: Any) -> None:
    svg = draw(replace(make.mock(), as_of="2026-12-14"), uid="a")
    assert "as of" not in svg
    assert "dasharray" not in svg


def test_months_give_way_in_long_cycles(make: Any) -> None:
    year = draw(
        make.quarter(first="2026-01-01", last="2026-12-31", first_text="1 January", last_text="31 Dec"), uid="a"
    )
    assert ">July<" in year
    assert ">June<" not in year


def test_cells_replace_date_and_value_in_the_table(make: Any) -> None:
    point = TrajectoryPoint("2026-07-06", 69, "69 %", ("6 July", "69 %", "6 %"))
    chart = make.quarter(readings=(point,), columns=("Date", "Value", "Progress"))
    assert chart.header() == ("Date", "Value", "Progress")
    assert chart.rows() == (("6 July", "69 %", "6 %"),)
    assert make.quarter(readings=make.readings(7)).rows() == (("2026-07-06", "7"),)


@pytest.mark.parametrize("uid", ["", "a b", "-a", 'a"', "a#b", "a\n"])
def test_an_id_that_is_none_is_refused(make: Any, uid: str) -> None:
    with pytest.raises(ValueError, match="plain id"):
        draw(make.quarter(), uid=uid)


values = st.one_of(st.none(), st.floats())
points = st.builds(TrajectoryPoint, st.dates(), st.floats(), st.text(max_size=30))
words = st.text(max_size=30)
charts = st.builds(
    Trajectory,
    title=words,
    description=words,
    first=st.dates(),
    last=st.dates(),
    first_text=words,
    last_text=words,
    readings=st.lists(points, max_size=6).map(tuple),
    start=values,
    success=values,
    target=values,
    target_to=values,
    held=st.sampled_from(["", "above", "below"]),
    revisions=st.lists(st.builds(Revision, st.dates(), values, values, words), max_size=3).map(tuple),
    as_of=st.dates(),
    as_of_text=words,
    forecast=st.one_of(
        st.none(), st.builds(Forecast, st.floats(), st.floats(), st.floats(), st.builds(Label, words, words))
    ),
    target_label=st.builds(Label, words, words),
    style=st.builds(NumberStyle, prefix=words, suffix=words, decimals=st.sampled_from([None, 0, 3])),
)


@settings(max_examples=60, deadline=None)
@given(charts)
def test_whatever_the_input_there_is_a_chart_of_finite_numbers(chart: Trajectory) -> None:
    svg = draw(chart, uid="a")
    markup = re.sub(r">[^<]*<", "><", svg)
    assert "nan" not in markup
    assert "inf" not in markup
    assert len(svg.encode()) <= 6000
