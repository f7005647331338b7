"""Where a key result is heading, on its chart and in its proof, and the page that judges past forecasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from contexts import context_of, objective
from reports import example_report

from okrsite.charts import draw
from okrsite.settings import Settings
from okrsite.views.context import Context
from okrsite.views.cycle import scoreboard
from okrsite.views.forecasts import forecasts_view
from okrsite.views.outlook import foreseen, heading, summary
from okrsite.views.trajectories import figure
from okrsite.views.whys import key_result_why


@pytest.fixture(scope="module")
def example() -> Context:
    found = example_report()
    return Context(found.graph, found.card, Settings(), found.findings)


def one(*values: str, way: str = "baseline: 68%\ntarget: 85%", as_of: str = "2026-08-14", more: str = "") -> Context:
    """A context with one key result read once a week, as of a day on which no cycle is closed."""
    begin = date(2026, 7, 6)
    read = "\n".join(f"  {begin + timedelta(days=7 * n)}: {value}" for n, value in enumerate(values))
    lines = f"key_result: It\n{way}\ncheckins:\n{read}".splitlines()
    listed = "\n".join([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]) + "\n"
    return context_of(objective(listed, more), date.fromisoformat(as_of))


def words(context: Context) -> str:
    (key_result,) = context.graph.key_results.values()
    return "\n".join("".join(bit.text for bit in part) for part in foreseen(context, key_result))


def chart_of(context: Context):
    (key_result,) = context.graph.key_results.values()
    return figure(context, context.graph.objective_of(key_result), key_result)


@pytest.mark.parametrize(
    ("way", "values", "label"),
    [
        ("baseline: 68%\ntarget: 85%", ("69%", "70%", "71%", "72%"), "81\u2009% (76 to 90)"),
        ("baseline: 24 hours\ntarget: 4 hours", ("23 hours", "21 hours", "20 hours"), "5 hours (0 to 11)"),
        ("baseline: $50K\ntarget: $90K", ("$51K", "$52K", "$53K", "$54K"), "$63K ($51K to $84K)"),
        ("baseline: 3.8/5\ntarget: 4.5/5", ("3.8/5", "3.9/5", "3.9/5", "4.0/5"), "4.50/5 (4.28 to 4.85)"),
    ],
)
def test_the_wedge_is_labelled_in_the_unit_that_people_type(way: str, values: tuple[str, ...], label: str) -> None:
    chart = chart_of(one(*values, way=way)).chart
    assert chart.forecast.label.word == "Forecast"
    assert chart.forecast.label.value == label
    assert chart.description.endswith(f"Forecast for the last day: {label}.")
    svg = draw(chart, uid="a")
    assert "okr-chart__fan" in svg
    assert len(svg.encode()) <= 6000


def test_no_wedge_without_three_readings_and_the_proof_says_what_is_missing() -> None:
    context = one("69%", "70%")
    assert chart_of(context).chart.forecast is None
    assert words(context) == "No forecast yet: it takes 3 readings in the cycle, and there are 2."


def test_no_wedge_for_a_range_but_a_forecast() -> None:
    context = one("58", "56", "54", way="start: 60\ntarget: [30, 40]")
    assert chart_of(context).chart.forecast is None
    assert words(context).startswith("Forecast of the score: ")


def test_a_percentage_is_not_foretold_beyond_what_can_be() -> None:
    wedge = chart_of(one("90%", "94%", "97%", way="baseline: 88%\ntarget: 99%")).chart.forecast
    assert wedge.high == 100
    wedge = chart_of(one("3", "2", "1", way="baseline: 5\ntarget: 0.5")).chart.forecast
    assert min(wedge.low, wedge.high) == 0


def test_the_line_in_the_proof_can_be_worked_out_again() -> None:
    context = one("69%", "70%", "73%", "73%", "74%", "74%")
    (key_result,) = context.graph.key_results.values()
    way = context.forecasts[key_result.id].course
    line = next(part for part in words(context).splitlines() if part.startswith("Line"))
    latest, rest = line.split(": ")[1].split(" + ")
    days, slope, trust = rest.split(" = ")[0].split(" × ")
    shown = rest.split(" = ")[1].split("\u2009")[0]
    figures = [float(part.rstrip("%").rstrip("\u2009")) for part in (latest, days, slope, trust)]
    assert figures[0] + figures[1] * figures[2] * figures[3] == pytest.approx(float(shown), abs=0.1)
    assert float(shown) == pytest.approx(way.progress * 100, abs=0.05)


def test_the_proof_says_where_the_interval_comes_from(example: Context) -> None:
    assert "from simulated key results" in words(one("69%", "70%", "71%"))
    key_result = example.graph.key_results["ONB-2026Q3-1.completion"]
    text = "".join(bit.text for part in foreseen(example, key_result) for bit in part)
    count = example.forecasts[key_result.id].spread.count
    assert count >= 30
    assert f"from {count} key results of closed cycles at 49\u2009% of their cycle" in text


def test_a_closed_key_result_has_no_forecast_to_prove() -> None:
    assert words(one("69%", "70%", "71%", as_of="2026-11-01")) == ""


def test_a_title_says_heading_only_where_the_interval_is_narrow() -> None:
    early, late = one("69%", "70%", "71%"), one(*[f"{69 + n}%" for n in range(11)], as_of="2026-09-20")
    titles = [chart_of(context).caption for context in (early, late)]
    assert "heading for" not in titles[0]
    assert "heading for" in titles[1]


def test_a_title_does_not_head_for_where_it_is() -> None:
    context = one(*["72%"] * 11, as_of="2026-09-20")
    (key_result,) = context.graph.key_results.values()
    assert heading(context, key_result, context.card.key_results[key_result.id]) == ""


def test_the_row_stays_as_it_is_and_its_proof_has_the_forecast(example: Context) -> None:
    key_result = example.graph.key_results["ONB-2026Q3-1.completion"]
    why = key_result_why(example, key_result, example.graph.objective_of(key_result))
    assert any(part[0].text == "Forecast of the score: " for part in why.paragraphs)


def test_a_forecast_in_one_line(example: Context) -> None:
    found = example.forecasts["ONB-2026Q3-1.completion"]
    assert summary(found).startswith(f"forecast {found.score:.2f} (")


def test_the_page_states_the_errors_of_four_closed_cycles(example: Context, shown) -> None:
    view = forecasts_view(example)
    assert view.fact.startswith("Half way through 4 closed cycles, forecasts of the score were off by 0.")
    assert [row.cells[0].text for row in view.cycles.rows] == ["2026-Q2", "2026-Q1", "2025-Q4", "2025-Q3"]
    assert [row.cells[0].text for row in view.stages.rows] == ["A quarter", "Half", "Three quarters", "All"]
    assert sum(int(row.cells[1].text) for row in view.stages.rows[:3]) == int(view.stages.rows[3].cells[1].text)
    html = shown("forecasts.html", view)
    assert html.count("<caption") == html.count("<table") == 4
    assert 'id="cycle-2026-q2"' in html


def test_few_forecasts_are_shown_with_their_number(example: Context) -> None:
    oldest = forecasts_view(example).cycles.rows[-1]
    assert oldest.cells[1].text.endswith(" (4)")


def test_few_forecasts_are_not_judged() -> None:
    context = one("69%", "70%", "71%", "72%", "73%", "74%", "75%", as_of="2026-11-01")
    view = forecasts_view(context)
    assert view.act == "They were of 1 key result: too few to judge by."
    assert view.farthest is None
    assert view.chances_said == "Too few forecasts to say what probabilities were worth."


def test_a_rival_that_did_better_is_named() -> None:
    goals = "".join(
        f"- id: .k{n}\n  key_result: It\n  baseline: 0\n  target: 100\n  checkins:\n"
        + "".join(f"    {date(2026, 4, 6) + timedelta(days=7 * week)}: {min(40, 10 * week)}\n" for week in range(12))
        for n in range(12)
    )
    context = context_of(objective(goals, cycle="2026-Q2"))
    view = forecasts_view(context)
    assert view.act.startswith("To take the latest value would have done better: 0.00.")


def test_without_closed_cycles_the_page_says_what_it_takes(shown) -> None:
    view = forecasts_view(one("69%", "70%"))
    assert view.fact == "No forecast can be judged yet."
    assert "No closed cycle has a forecast." in shown("forecasts.html", view)


def test_closed_cycles_lead_to_their_forecasts(example: Context) -> None:
    closed, running = (scoreboard(example, example.cycle(id)).foot.links for id in ("2026-Q2", "2026-Q3"))
    assert "archive/forecasts/#cycle-2026-q2" in [link.address for link in closed]
    assert not [link for link in running if "forecasts" in link.address]
