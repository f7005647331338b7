"""The numbers of the example can be worked out again from what its pages say about them, and only from that."""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape
from pathlib import Path

import okrsite_theme
import pytest

from okrsite.render.renderer import Renderer
from okrsite.report import Report
from okrsite.views.context import Context
from okrsite.views.objective import objective_page

THEME = Path(okrsite_theme.__file__).parent
ROW = re.compile(r'<li class="okr-kr .*?</li>', re.DOTALL)
NAME = re.compile(r'<h3 class="okr-kr__name" id="([^"]+)"')
FORMULA = re.compile(r'<span class="okr-formula">(.*?)</span>', re.DOTALL)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def worked_out(formula: str) -> Fraction | None:
    """The value of the first term of a formula like `(74 − 68) ÷ (85 − 68) = …`, by our own reckoning."""
    term = formula.partition(" = ")[0].replace("−", "-").replace("\u2009", "").replace(",", "")
    number = r"\(?(-?[0-9.]+)\)?"
    found = re.fullmatch(rf"\({number} - {number}\) ÷ \({number} - {number}\)", term)
    if found is None:
        return None
    now, start, target, again = (Fraction(part) for part in found.groups())
    return (now - start) / (target - again)


def formulas(example: Report) -> dict[str, str]:
    """The formula on the page of every key result of the example that has one, by the key result's id."""
    context = Context(example.graph, example.card, example.settings, example.findings)
    renderer = Renderer((THEME,))
    found = {}
    for objective in example.graph.objectives.values():
        page = renderer.render(objective_page(context, objective))
        for row in ROW.findall(page):
            name, formula = NAME.search(row), FORMULA.search(row)
            if name and formula:
                found[f"{objective.id}.{name[1]}".lower()] = text_of(formula[1])
    return found


def test_the_progress_of_more_than_a_hundred_key_results_follows_from_their_pages(example: Report) -> None:
    numbers = {part.lower(): numbers for part, numbers in example.card.key_results.items()}
    checked = 0
    for name, formula in formulas(example).items():
        share = worked_out(formula)
        progress = numbers[name].progress if name in numbers else None
        if share is not None and progress is not None:
            assert abs(share - progress) < Fraction(1, 1000), (name, formula)
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("formula", ["(74 − 68) ÷ (85 − 68) = 6 ÷ 17", "(−5 − 12) ÷ (40 − 12) = −17 ÷ 28"])
def test_the_reckoning_of_this_test_is_right(formula: str) -> None:
    assert worked_out(formula) in (Fraction(6, 17), Fraction(-17, 28))
