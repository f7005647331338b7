"""The page about forecasts says how good they are, and is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from statistics import mean
from typing import Any

import pytest
import shapes

from okrsite.compute.course import course, straight, theil_sen
from okrsite.compute.forecast import clamped, days_at, forecast
from okrsite.compute.hindsight import ASKED, hindsight
from okrsite.compute.past_errors import ENOUGH, spread_of
from okrsite.views.context import Context

Judged = tuple[float, float, float, float, bool]


def table_of(guide: Callable[[str], Any], first: str) -> dict[str, tuple[str, ...]]:
    (table,) = [one for one in guide("forecasts").tables() if one.titles[0] == first]
    return {row[0]: row[1:] for row in table.rows}


def told(rows: Iterable[Judged]) -> tuple[str, ...]:
    """How many there are, four mean errors, and the share that held, as the guide writes them."""
    them = list(rows)
    errors = [f"{mean(row[n] for row in them):.3f}" for n in range(4)]
    return (f"{len(them):,}", *errors, f"{mean(row[4] for row in them) * 100:.0f} %")


def judged(ours: Any, final: float, readings: Any, end: int) -> Judged:
    rivals = (readings[-1][1], straight(readings, end), theil_sen(readings, end))
    last, line, plain = (abs(clamped(rival) - final) for rival in rivals)
    return abs(ours.score - final), last, line, plain, ours.low <= final <= ours.high


def of_shape(shape: str) -> list[Judged]:
    found = []
    for one in shapes.simulated(shapes.FRESH_SEED, 250):
        for stage in ASKED if one.shape == shape else ():
            way = course(one.until(stage), shapes.DAYS - 1)
            if way is not None:
                ours = forecast(way, spread_of([], stage), Fraction(7, 10))
                found.append(judged(ours, clamped(one.final), one.until(stage), way.end))
    return found


def test_errors_and_coverage_of_each_shape_are_those_of_the_simulation(guide: Callable[[str], Any]) -> None:
    shown = table_of(guide, "Shape")
    found = {shape: of_shape(shape) for shape in shapes.SHAPES}
    for shape, rows in found.items():
        assert shown[shape] == told(rows), shape
    assert shown["all of them"] == told(row for rows in found.values() for row in rows)


def test_errors_at_each_stage_are_those_of_the_example(guide: Callable[[str], Any], example: Context) -> None:
    shown = table_of(guide, "Stage")
    known = {record.key_result: record for record in example.records}
    found: dict[Fraction, list[Judged]] = {stage: [] for stage in ASKED}
    for past in hindsight(example.records, example.graph, example.settings.grace):
        record = known[past.key_result]
        readings = record.until(days_at(past.stage, record.days))
        found[past.stage].append(judged(past.forecast, past.final, readings, record.days - 1))
    for name, stage in zip(("a quarter", "half", "three quarters"), ASKED, strict=True):
        assert shown[name] == told(found[stage]), name
    assert shown["all of them"] == told(row for rows in found.values() for row in rows)


def test_every_formula_comes_to_what_stands_behind_it(guide: Callable[[str], Any]) -> None:
    (block,) = [one for one in guide("forecasts").blocks() if one.info == "text"]
    for line in block.text.splitlines():
        formula, shown = line.replace(" %", "").split(" = ")
        first, terms = formula.split(" + ")
        product = 1.0
        for sign, figure in re.findall(r"([×÷]?) ?([\d.]+)", terms):
            product = product / float(figure) if sign == "÷" else product * float(figure)
        assert float(first) + product == pytest.approx(float(shown), abs=0.051), line


def test_the_numbers_in_the_text_are_those_of_the_code(guide: Callable[[str], Any]) -> None:
    text = guide("forecasts").text
    assert f"has {ENOUGH} key results" in text
    assert f"{shapes.EACH * len(shapes.SHAPES):,} simulated key results" in text
    assert all(f"**{shape.capitalize()}**" in text for shape in shapes.SHAPES)
