"""The page about quantities says of each notation what the reader makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import yaml

from okrsite.diagnostics import Where
from okrsite.model.cycle import CycleRules, parse_cycle
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity
from okrsite.settings import read_settings
from okrsite.source.read import SourceFile, read


def rows_of(page: Any, section: str) -> list[tuple[str, ...]]:
    (table,) = [table for table in page.tables() if table.section == section]
    assert len(table.rows) > 3
    return list(table.rows)


def code(cell: str) -> str:
    assert cell[0] == cell[-1] == "`"
    return cell.strip("`")


def test_notations_are_read_as_the_guide_says(guide: Callable[[str], Any]) -> None:
    for written, number, unit, _ in rows_of(guide("quantities"), "Notations"):
        quantity = parse_quantity(code(written))
        assert isinstance(quantity, Quantity), written
        assert (quantity.value, str(quantity.unit)) == (Fraction(number), unit), written


def test_units_named_in_remarks_are_the_same(guide: Callable[[str], Any]) -> None:
    for written, *_, remark in rows_of(guide("quantities"), "Notations"):
        for other in re.findall(r"`([^`]+)`", remark):
            same = parse_quantity(code(written))
            said = parse_quantity(other)
            assert isinstance(same, Quantity) and isinstance(said, Quantity)
            assert (same.value, same.unit) == (said.value, said.unit), other


def test_comparators_have_the_side_that_the_guide_says(guide: Callable[[str], Any]) -> None:
    for written, side, meets in rows_of(guide("quantities"), "Comparators"):
        for notation in written.split(", "):
            quantity = parse_quantity(code(notation))
            assert isinstance(quantity, Quantity) and quantity.comparator, notation
            assert quantity.comparator.upward is (side == "up"), notation
            assert quantity.comparator.admits(Fraction(5), Fraction(5)) is (meets == "yes"), notation


def test_refused_numbers_are_refused_with_the_hint_that_the_guide_gives(guide: Callable[[str], Any]) -> None:
    for written, instead in rows_of(guide("quantities"), "What is no number"):
        refused = parse_quantity(code(written))
        assert isinstance(refused, NotANumber), written
        assert refused.hint and instead in refused.hint, written


def test_texts_that_say_something_else_are_no_numbers_without_a_reason(guide: Callable[[str], Any]) -> None:
    for text in ("Feature concept validated", "SOC 2 certified", "[22%]", "{{ x }}"):
        assert f"`{text}`" in guide("quantities").text
        assert parse_quantity(text) == NotANumber(text)


def one_key(line: str) -> Any:
    """What is read of a document whose key result has one more line."""
    front = [
        "okr: objectives",
        "team: sales",
        "cycle: 2026-Q3",
        "objective: Be found",
        "key_results:",
        "  - key_result: Calls",
    ]
    text = "\n".join(["---", *front, f"    {line}", "---", ""])
    return read(SourceFile("content/a.md", "a.md", text.encode()))


def test_traps_are_taken_as_meant_with_a_warning(guide: Callable[[str], Any]) -> None:
    for written, taken in rows_of(guide("quantities"), "YAML traps"):
        found = one_key(code(written))
        key_result = found.document.content.objectives[0].key_results[0]
        assert getattr(key_result, code(written).split(":")[0]) == code(taken)
        assert [finding.name for finding in found.diagnostics] == ["misread-value"], written


def test_the_traps_that_cannot_be_mended_are_found() -> None:
    assert [finding.name for finding in one_key("measurement: Ticket #4711").diagnostics] == ["swallowed-comment"]
    flow = one_key("checkins:\n      2026-07-13: {value: 12,000}")
    assert [finding.name for finding in flow.diagnostics] == ["stray-key"]
    assert flow.document.content.objectives[0].key_results[0].checkins == ()


def test_cycles_have_the_days_that_the_guide_says(guide: Callable[[str], Any]) -> None:
    page = guide("quantities")
    (config,) = [block for block in page.blocks() if block.section == "Cycles" and block.info == "yaml"]
    written = yaml.safe_load(config.text)["plugins"][1]["okrsite"]
    settings, faults = read_settings(written, Where("mkdocs.yml"))
    assert not faults
    rules = CycleRules(settings.fiscal_year_start, settings.named_cycles)
    for spelled, first, last in rows_of(page, "Cycles"):
        cycle = parse_cycle(code(spelled), rules)
        assert cycle, spelled
        assert (cycle.start, cycle.end) == (date.fromisoformat(first), date.fromisoformat(last)), spelled
    calendar = parse_cycle("FY27", CycleRules())
    assert calendar and (calendar.start, calendar.end) == (date(2027, 1, 1), date(2027, 12, 31))


def test_the_example_of_units_counts_in_minutes(guide: Callable[[str], Any]) -> None:
    (key_result,) = guide("quantities").organisation("Units").graph.key_results.values()
    assert str(key_result.unit) == "minute"
    values = [key_result.start.value, key_result.target.value, *(reading.value for reading in key_result.readings)]
    assert values == [2160, 15, 1560, 90, 45]
