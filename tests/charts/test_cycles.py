"""Scores over cycles: gaps stay gaps, and words give way when there are many."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from okrsite.charts import CycleScore, ScoresOverCycles, draw


def values(svg: str) -> list[str]:
    return re.findall(r">(\d\.\d\d)</text>", svg)


def test_every_score_of_a_few_cycles_is_labelled(make: Any) -> None:
    svg = draw(make.cycles(0.42, 0.51, 0.88, 0.57, 0.49, 0.61), uid="a")
    assert sorted(values(svg)) == ["0.42", "0.49", "0.51", "0.57", "0.61", "0.88"]
    assert ">ideal 0.6 to 0.7</text>" in svg


def test_first_last_and_best_stay_when_the_column_is_narrow(make: Any) -> None:
    svg = draw(make.cycles(0.42, 0.51, 0.88, 0.57, 0.49, 0.61), uid="a")
    stay = re.findall(r'<text class="okr-chart__strong" [^>]*>([\d.]+)<', svg)
    assert sorted(stay) == ["0.42", "0.61", "0.88"]


def test_a_cycle_without_score_is_a_gap_and_a_dash(make: Any) -> None:
    svg = draw(make.cycles(0.4, 0.5, None, 0.6, 0.7), uid="a")
    line = re.search(r'actual" d="([^"]*)"', svg)
    assert line is not None
    assert line[1].count("M") == 2
    assert ">–</text>" in svg


def test_forty_cycles_have_words_that_do_not_overlap(make: Any) -> None:
    svg = draw(make.cycles(*(round(n * 37 % 17 / 17, 2) for n in range(40))), uid="a")
    names = [float(x) for x in re.findall(r'x="([\d.]+)" y="214"', svg)]
    assert svg.count("<circle") == 40
    assert min(b - a for a, b in pairwise(names)) > 50
    assert 4 <= len(values(svg)) < 40


def test_a_note_stands_beside_its_dot() -> None:
    found = (CycleScore("2025-Q1", 0.9, "0.90", note="too safe"), CycleScore("2025-Q2", 0.6, "0.60"))
    assert ">too safe</text>" in draw(ScoresOverCycles(title="t", description="", cycles=found), uid="a")


def test_the_table_says_where_there_is_no_score(make: Any) -> None:
    assert make.cycles(0.5, None).rows() == (("2025-Q1", "0.50"), ("2025-Q2", "–"))
