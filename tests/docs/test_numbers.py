"""Every figure in the guide is computed again from the example that it stands below."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from okrsite.compute.coverage import coverages
from okrsite.compute.forecast import forecasts, records
from okrsite.report import Report

_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_FIGURE = re.compile(r"(?P<sign>−?)(?P<digits>\d+(?:\.(?P<decimals>\d+))?)(?P<percent> %)?")
_FIELDS = {
    "progress": "progress",
    "score": "score",
    "computed": "score_computed",
    "expected": "expected",
    "hit": "hit",
    "measured": "measured",
    "met": "met",
    "fell back": "fell_back",
    "stale": "stale",
    "status": "status",
    "pace": "pace",
    "band": "band",
}
_COVERAGE = {"covered": "covered", "remaining covered": "remaining"}
_FORECAST = {"forecast": "score", "low": "low", "high": "high", "probability": "probability"}


def numbers_of(subject: str, report: Report) -> Any:
    """The numbers of a key result, an objective, a team or a cycle."""
    card = report.card
    if subject.startswith("cycle "):
        return card.cycles[subject.removeprefix("cycle ")]
    if subject.startswith("team "):
        (numbers,) = [own for (team, _), own in card.teams.items() if team == subject.removeprefix("team ")]
        return numbers
    id = subject.strip("`")
    return card.key_results[id] if id in card.key_results else card.objectives[id]


def value_of(subject: str, title: str, report: Report) -> Any:
    """What a column says of its row's subject."""
    if title in _COVERAGE:
        return getattr(coverages(report.graph, report.card)[subject.strip("`")], _COVERAGE[title])
    if title in _FORECAST:
        found = forecasts(records(report.graph, report.card), report.card).get(subject.strip("`"))
        return Fraction(getattr(found, _FORECAST[title])) if found else None
    return getattr(numbers_of(subject, report), _FIELDS[title])


def is_shown_as(value: object, cell: str) -> bool:
    """Whether a cell says what was computed, to the digits that it shows."""
    if cell == "–":
        return value is None
    if cell in ("yes", "no"):
        return value is (cell == "yes")
    if isinstance(value, str):
        return value.replace("_", " ") == cell
    figure = _FIGURE.fullmatch(cell)
    if figure is None or not isinstance(value, int | Fraction):
        return False
    shown, half = read(figure)
    return abs(value - shown) <= half


def read(figure: re.Match[str]) -> tuple[Fraction, Fraction]:
    """A figure and half a unit of its last digit."""
    whole = 100 if figure["percent"] else 1
    shown = Fraction(figure["digits"]) * (-1 if figure["sign"] else 1) / whole
    return shown, Fraction(1, 2 * 10 ** len(figure["decimals"] or "") * whole)


def calculated(formula: str) -> Fraction:
    """What a formula comes to."""

    def of(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return _OPERATORS[type(node.op)](of(node.left), of(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -of(node.operand)
        assert isinstance(node, ast.Constant), formula
        return Fraction(str(node.value))

    plain = formula.translate(str.maketrans("−×÷", "-*/"))
    return of(ast.parse(plain, mode="eval").body)


def worked(page: Any) -> Iterator[tuple[str, date, str, str, str]]:
    """Section, day, subject, column and cell of every figure in the tables that begin with a day."""
    for table in page.tables():
        day = re.fullmatch(r"As of (\d{4}-\d\d-\d\d)", table.titles[0])
        if day is None:
            continue
        for row in table.rows:
            for title, cell in zip(table.titles[1:], row[1:], strict=True):
                if cell:
                    yield table.section, date.fromisoformat(day[1]), row[0], title, cell


def test_every_figure_is_what_its_example_comes_to(guide_page: Any) -> None:
    reports: dict[tuple[str, date], Report] = {}
    wrong = []
    for section, day, subject, title, cell in worked(guide_page):
        if (section, day) not in reports:
            reports[section, day] = guide_page.organisation(section, day)
        value = value_of(subject, title, reports[section, day])
        if not is_shown_as(value, cell):
            wrong.append(f"{section}: {subject} on {day}: {title} is {value}, the guide says {cell}")
    assert not wrong, "\n".join(wrong)


def test_figures_are_many_enough_to_cover_every_column(guide: Callable[[str], Any]) -> None:
    shown = list(worked(guide("numbers")))
    assert {title for _, _, _, title, _ in shown} == {*_FIELDS, *_COVERAGE}
    assert len(shown) > 80


def test_every_kind_of_key_result_is_worked_through(guide: Callable[[str], Any]) -> None:
    card = guide("numbers").organisation().card
    derivations = {numbers.derivation for numbers in card.key_results.values()}
    assert derivations >= {"metric", "change", "assumed", "range", "maintain", "single_level", "milestones", "binary"}
    assert derivations >= {"no_reading", "no_direction", "met_without_start", "unmet_without_start"}


def test_every_formula_comes_to_what_stands_behind_it(guide: Callable[[str], Any]) -> None:
    lines = [
        line
        for block in guide("numbers").blocks()
        if block.info == "text"
        for line in block.text.splitlines()
        if " = " in line
    ]
    assert len(lines) > 10
    for line in lines:
        *formulas, last = line.split(" = ")
        figure = _FIGURE.fullmatch(last)
        assert figure, line
        shown, half = read(figure)
        for formula in formulas:
            assert abs(calculated(formula) - shown) <= half, line


@pytest.mark.parametrize(("cell", "value"), [("41.7 %", Fraction(5, 12)), ("−60.7 %", Fraction(-17, 28)), ("–", None)])
def test_a_cell_says_a_value_to_its_last_digit(cell: str, value: Fraction | None) -> None:
    assert is_shown_as(value, cell)
    assert not is_shown_as(Fraction(1, 2), cell)
