"""A bridge: bets from where a key result began to where it is wanted."""

from __future__ import annotations

import re
from itertools import pairwise
from types import ModuleType

import pytest
from msgspec.structs import replace

from okrsite.charts import Bridge, BridgeStep, draw
from okrsite.charts.bridge import spans


def bars(svg: str, kind: str) -> list[tuple[float, float]]:
    """Return where the bars of a kind begin and end, from left to right on the canvas."""
    found = re.findall(rf'<rect class="okr-chart__{kind}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    return [(float(x), float(x) + float(wide)) for x, wide in found]


def words(svg: str) -> list[str]:
    return [re.sub(r"<[^>]*>", "", found) for found in re.findall(r"<text.*?</text>", svg)]


@pytest.fixture
def completion(make: ModuleType) -> Bridge:
    """The seed text's example: 68 to 85 percent by three bets."""
    return make.bridge(68, 85, ("Tour", 8, "done"), ("Progress", 4, "live"), ("Sign-on", 5, "live"))


@pytest.fixture
def first_value(make: ModuleType) -> Bridge:
    """The seed text's example: 24 hours to 15 minutes by two bets of 8 hours together."""
    return make.bridge(24, 0.25, ("Templates", -6, "live"), ("Verification", -2, "live"), missing_text="15.75 missing")


def test_bets_that_add_up_lead_from_the_start_to_the_target_without_a_gap(completion: Bridge) -> None:
    rows = spans(completion)
    assert [row.kind for row in rows] == ["done", "live", "live"]
    assert all(before.end == after.begin for before, after in pairwise(rows))
    assert (rows[0].begin, rows[-1].end) == (0, pytest.approx(1))
    svg = draw(completion, uid="c")
    assert bars(svg, "done")[0][0] == 10
    assert bars(svg, "live")[-1][1] == pytest.approx(630, abs=0.2)
    assert "pattern" not in svg


def test_what_no_bet_covers_is_hatched_up_to_the_target(first_value: Bridge) -> None:
    svg = draw(first_value, uid="c")
    ((begin, end),) = bars(svg, "gap")
    assert begin == pytest.approx(10 + 620 * 8 / 23.75, abs=0.2)
    assert end == pytest.approx(630, abs=0.2)
    assert 'fill="url(#c-gap)"' in svg
    assert "15.75 missing" in words(svg)


def test_a_way_down_runs_from_left_to_right_too(first_value: Bridge) -> None:
    first, second = bars(draw(first_value, uid="c"), "live")
    assert first[0] == 10
    assert first[1] == pytest.approx(second[0], abs=0.2)
    assert second[1] > second[0]


def test_a_wrong_sign_is_a_step_back(make: ModuleType) -> None:
    chart = make.bridge(0, 100, ("Ahead", 60, "done"), ("Back", -30, "live"), missing_text="70 missing")
    svg = draw(chart, uid="c")
    (ahead,), (back,), (gap,) = bars(svg, "done"), bars(svg, "back"), bars(svg, "gap")
    assert back[1] == pytest.approx(ahead[1], abs=0.2)
    assert back[0] < ahead[1]
    assert gap[0] == pytest.approx(back[0], abs=0.2)


def test_a_plan_that_falls_behind_the_start_keeps_the_start_on_the_axis(make: ModuleType) -> None:
    svg = draw(make.bridge(100, 50, ("Wrong", 20, "live"), missing_text="70 missing"), uid="c")
    ((left, right),) = bars(svg, "back")
    assert left >= 10
    start = re.search(r'<text x="([\d.]+)" y="[\d.]+"(?: text-anchor="\w+")?>Start', svg)
    assert start
    assert float(start[1]) == pytest.approx(right, abs=0.2)


def test_what_lies_beyond_the_target_is_drawn_beyond_it(make: ModuleType) -> None:
    svg = draw(make.bridge(0, 10, ("More than enough", 15, "live")), uid="c")
    target = re.search(r'class="okr-chart__target" d="M([\d.]+) ', svg)
    assert target
    ((_, end),) = bars(svg, "live")
    assert end > float(target[1])


def test_a_bet_far_beyond_the_target_ends_in_an_arrow(make: ModuleType) -> None:
    svg = draw(make.bridge(0, 1, ("Wrong unit, perhaps", 5000, "live")), uid="c")
    assert bars(svg, "live")[0][1] <= 631
    assert 'class="okr-chart__axis" d="M630 ' in svg


def test_without_bets_the_whole_way_is_missing(make: ModuleType) -> None:
    svg = draw(make.bridge(68, 85, missing_text="no bet yet on 17 points"), uid="c")
    assert bars(svg, "gap") == [(10, 630)]
    assert "no bet yet on 17 points" in words(svg)


def test_a_bet_without_an_estimate_has_a_place_but_no_length(make: ModuleType) -> None:
    chart = make.bridge(0, 10, ("Known", 4, "live"), ("Unknown", None, "live"), missing_text="6 missing")
    svg = draw(chart, uid="c")
    assert len(bars(svg, "live")) == 1
    assert '<circle class="okr-chart__live"' in svg
    assert spans(chart)[2].begin == spans(chart)[0].end


def test_names_stay_whole_and_carry_their_impact(completion: Bridge) -> None:
    named = replace(completion.steps[0], name="Onboarding progress visualization", text="+8 points", note="planned")
    for steps in ((named, *completion.steps[1:]), (*completion.steps[1:], named)):
        found = words(draw(replace(completion, steps=steps), uid="c"))
        assert any(one.startswith("Onboarding progress visualization +8 points") for one in found)


def test_more_than_twelve_bets_are_drawn_as_twelve_rows(make: ModuleType) -> None:
    chart = make.bridge(0, 100, *((f"Bet {n}", 5, "live") for n in range(20)), more_value="+45")
    rows = spans(chart)
    assert len(rows) == 12
    assert rows[-1].words == "9 more"
    assert rows[-1].end == pytest.approx(1)
    assert len(chart.rows()) == 20


def test_where_it_stands_is_a_line_with_its_words(completion: Bridge) -> None:
    svg = draw(replace(completion, now=74, now_text="now 74%"), uid="c")
    assert "now 74%" in words(svg)
    x = re.search(r'class="okr-chart__exp" d="M([\d.]+) ', svg)
    assert x
    assert float(x[1]) == pytest.approx(10 + 620 * 6 / 17, abs=0.2)


def test_a_value_outside_the_axis_is_not_marked(completion: Bridge) -> None:
    assert "okr-chart__exp" not in draw(replace(completion, now=40.0, now_text="now 40%"), uid="c")


def test_values_that_are_no_numbers_are_drawn_as_unsaid(make: ModuleType) -> None:
    chart = make.bridge(0, 10, ("Endless", float("inf"), "live"), ("Known", 4, "live"))
    assert [row.kind for row in spans(chart)] == ["unsaid", "live"]
    assert draw(chart, uid="c")


def test_the_table_has_a_row_for_each_bet(completion: Bridge) -> None:
    chart = replace(completion, steps=(*completion.steps, BridgeStep("Silent", None, "")))
    assert [row[0] for row in chart.rows()] == ["Tour", "Progress", "Sign-on", "Silent"]
    assert chart.rows()[-1] == ("Silent", "–")
