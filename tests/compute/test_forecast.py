"""When there is a forecast, what it is made from, and how good it is on shapes that key results often have."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import mean

import pytest
import shapes
from reports import example_report, reported

from okrsite.compute import error_table
from okrsite.compute.course import course, straight, theil_sen
from okrsite.compute.forecast import Forecast, clamped, forecast, forecasts, records
from okrsite.compute.hindsight import ASKED, accuracy, calibration, hindsight
from okrsite.compute.past_errors import LEVELS, shipped, spread_of, table

HEAD = """
okr: objectives
team: onboarding
cycle: {cycle}
objectives:
  - id: {id}
    objective: Make it count
    {more}
    key_results:
"""


def document(*key_results: str, cycle: str = "2026-Q3", id: str = "A", more: str = "owner: lead") -> str:
    return HEAD.format(cycle=cycle, id=id, more=more) + "".join(key_results)


def key_result(*values: str, way: str = "baseline: 0\n        target: 100", first: str = "2026-07-06") -> str:
    """A key result read once a week."""
    begin = date.fromisoformat(first)
    lines = (f"          {begin + timedelta(days=7 * n)}: {value}\n" for n, value in enumerate(values))
    return f"      - key_result: Raise it\n        {way}\n        checkins:\n{''.join(lines)}"


def foretold(*documents: str, as_of: str = "2026-08-14") -> dict[str, Forecast]:
    found = reported(*documents, as_of=date.fromisoformat(as_of))
    return forecasts(records(found.graph, found.card), found.card)


def test_three_readings_have_a_forecast_and_two_have_none() -> None:
    found = foretold(document(key_result("10", "20", "30"), key_result("10", "20")))
    assert list(found) == ["A.1"]
    assert found["A.1"].course.readings == 3


def test_a_steady_line_is_drawn_on_to_the_last_day() -> None:
    found = foretold(document(key_result("10", "15", "20", "25")))["A.1"]
    assert found.course.trust == 1
    assert found.score == pytest.approx(0.25 + 65 * 0.05 / 7)
    assert found.low <= found.score <= found.high


@pytest.mark.parametrize(("as_of", "known"), [("2026-06-30", False), ("2026-10-05", True), ("2026-10-20", False)])
def test_cycles_that_have_not_begun_or_are_closed_have_none(as_of: str, known: bool) -> None:
    assert bool(foretold(document(key_result("10", "20", "30")), as_of=as_of)) is known


@pytest.mark.parametrize("more", ["state: draft", "cancelled: {date: 2026-08-01, reason: Gone}"])
def test_what_counts_in_nothing_has_none(more: str) -> None:
    assert not foretold(document(key_result("10", "20", "30"), more=more))


@pytest.mark.parametrize(
    "way", ['maintain: ">= 5"', "milestones:\n          - name: One\n          - name: Two", "done: false"]
)
def test_kinds_without_a_way_have_none(way: str) -> None:
    assert not foretold(document(key_result("10", "20", "30", way=way)))


def test_ranges_and_relative_changes_have_one() -> None:
    way = "start: 60\n        target: [30, 40]", "baseline: 100\n        change: -50%"
    found = foretold(document(key_result("58", "56", "54", way=way[0]), key_result("98", "96", "94", way=way[1])))
    assert list(found) == ["A.1", "A.2"]


def test_up_and_down_are_foretold_alike() -> None:
    up = key_result("12", "13", "19", "20", way="baseline: 10\n        target: 50")
    down = key_result("48", "47", "41", "40", way="baseline: 50\n        target: 10")
    found = foretold(document(up, down))
    assert found["A.1"] == found["A.2"]


def test_the_unit_that_readings_are_in_changes_nothing() -> None:
    hours = key_result("22 hours", "21 hours", "18 hours", way="baseline: 24 hours\n        target: 4 hours")
    minutes = key_result("1320 min", "1260 min", "1080 min", way="baseline: 1 day\n        target: 240 min")
    found = foretold(document(hours, minutes))
    assert found["A.1"] == found["A.2"]


def test_a_line_ends_at_the_target_unless_it_is_beyond() -> None:
    found = foretold(document(key_result("10", "40", "70"), key_result("100", "115", "130")))
    assert found["A.1"].foretold == 1
    assert found["A.2"].foretold == pytest.approx(1.3)
    assert found["A.2"].score == 1


def test_commitments_are_judged_by_the_whole_target() -> None:
    goal = key_result("10", "20", "30", "40")
    bold, bound = foretold(document(goal))["A.1"], foretold(document(goal, more="commitment: committed"))["A.1"]
    assert bold.score == bound.score
    assert bold.probability > bound.probability


def test_a_late_figure_after_the_last_day_is_the_forecast() -> None:
    late = key_result("10", "20", "30", "40", first="2026-09-10")
    found = foretold(document(late), as_of="2026-10-05")["A.1"]
    assert found.course.last > found.course.end
    assert found.score == pytest.approx(0.4)


def test_absurd_progress_is_not_foretold() -> None:
    assert not foretold(document(key_result("1", "1" + "0" * 300, "1" + "0" * 320)))


def past(count: int) -> list[str]:
    """Closed key results that all ended a tenth above what their steady line foretold."""
    values = ["10", "20", "30", "40", "50", "60", "70"]
    goal = key_result(*values, way="baseline: 0\n        target: 200", first="2026-04-06")
    final = f"{goal}          2026-06-30: 110\n"
    return [document(*([final] * count), cycle="2026-Q2", id="P")]


def test_29_key_results_are_no_archive_and_30_are() -> None:
    running = document(key_result("10", "20", "30", "40", way="baseline: 0\n        target: 200"))
    few, enough = foretold(running, *past(29))["A.1"], foretold(running, *past(30))["A.1"]
    assert (few.spread.origin, few.spread.count) == ("table", 0)
    assert (enough.spread.origin, enough.spread.count) == ("archive", 30)
    assert enough.spread.errors[0] == enough.spread.errors[-1]
    assert few.score == enough.score


def test_the_shipped_table_is_what_the_simulation_gives() -> None:
    assert Path(error_table.__file__).read_text("utf-8") == shapes.module()
    assert {len(errors) for errors in table().values()} == {LEVELS}
    assert list(table()) == list(shapes.STAGES)


def test_between_two_stages_the_table_is_read_in_proportion() -> None:
    low, middle, high = (shipped(Fraction(share, 100)) for share in (40, 45, 50))
    assert middle == pytest.approx([(below + above) / 2 for below, above in zip(low, high, strict=True)])


def test_of_1000_fresh_key_results_the_interval_holds_75_to_85_percent() -> None:
    held = {shape: [row[4] for row in rows] for shape, rows in shapes_told().items()}
    every = [one for own in held.values() for one in own]
    assert 0.75 <= mean(every) <= 0.85
    assert mean(held["steady"]) > 0.9


def test_no_rival_beats_the_forecast_on_fresh_shapes() -> None:
    rows = [row for own in shapes_told().values() for row in own]
    ours, last, line, plain = (mean(row[n] for row in rows) for n in range(4))
    assert ours < min(last, line, plain)


def shapes_told() -> dict[str, list[tuple[float, float, float, float, bool]]]:
    """By shape: errors of ours, latest value, straight line and plain Theil-Sen, and whether the interval held."""
    fresh = shapes.simulated(shapes.FRESH_SEED, 250)
    assert shapes.FRESH_SEED != shapes.TABLE_SEED
    found: dict[str, list[tuple[float, float, float, float, bool]]] = {shape: [] for shape in shapes.SHAPES}
    for stage in ASKED:
        spread = spread_of([], stage)
        for one in fresh:
            known = one.until(stage)
            way = course(known, shapes.DAYS - 1)
            if way is None:
                continue
            told, final = forecast(way, spread, Fraction(7, 10)), clamped(one.final)
            rivals = (way.latest, straight(known, way.end), theil_sen(known, way.end))
            errors = [abs(clamped(rival) - final) for rival in rivals]
            held = told.low <= final <= told.high
            found[one.shape].append((abs(told.score - final), errors[0], errors[1], errors[2], held))
    return found


def test_the_example_has_forecasts_of_four_closed_cycles_that_beat_the_latest_value() -> None:
    example = example_report()
    pasts = hindsight(tuple(records(example.graph, example.card)), example.graph, 14)
    assert len({one.cycle for one in pasts}) >= 4
    found = accuracy(pasts)
    assert found is not None
    assert found.error <= found.straight < found.last
    assert 0.75 <= found.coverage <= 0.95
    assert sum(one.count for one in calibration(pasts)) == found.count


def test_past_forecasts_know_nothing_of_what_came_after_their_day() -> None:
    before = hindsight_of(key_result(*map(str, range(10, 80, 10)), first="2026-04-06"))
    after = hindsight_of(key_result(*map(str, [10, 20, 30, 40, 50, 60, 20]), first="2026-04-06"))
    half = [[one.forecast for one in them if one.stage == Fraction(1, 2)] for them in (before, after)]
    assert half[0] == half[1]
    assert before[0].final != after[0].final


def hindsight_of(goal: str) -> list:
    found = reported(document(goal, cycle="2026-Q2"))
    return [*hindsight(tuple(records(found.graph, found.card)), found.graph, 14)]


def test_intervals_of_the_past_come_from_cycles_closed_by_then() -> None:
    goal = key_result(*map(str, range(10, 80, 10)), first="2026-04-06")
    earlier = [key_result(*map(str, range(10, 80, 10)), first="2026-01-05")] * 30
    found = reported(document(goal, cycle="2026-Q2"), document(*earlier, cycle="2026-Q1", id="E"))
    pasts = hindsight(tuple(records(found.graph, found.card)), found.graph, 14)
    origins = {(one.cycle, one.stage): one.forecast.spread.origin for one in pasts}
    assert origins["2026-Q1", Fraction(1, 2)] == "table"
    assert origins["2026-Q2", Fraction(1, 2)] == "archive"
    late = hindsight(tuple(records(found.graph, found.card)), found.graph, 60)
    assert {one.forecast.spread.origin for one in late if one.stage == Fraction(1, 2)} == {"table"}


def test_nothing_closed_gives_nothing_to_judge() -> None:
    found = reported(document(key_result("10", "20", "30")))
    assert hindsight(tuple(records(found.graph, found.card)), found.graph, 14) == ()
    assert accuracy([]) is None
    assert [one.count for one in calibration([])] == [0] * 5
