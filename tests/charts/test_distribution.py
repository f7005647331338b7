"""Distributions: one box an objective, wherever it is and however many there are."""

from __future__ import annotations

import re
from typing import Any

from okrsite.charts import Distribution, ScoreBox, draw


def boxes(svg: str) -> list[tuple[float, float, float]]:
    """Return left, top and height of every box that is drawn by itself."""
    found = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="48" height="([\d.]+)"', svg)
    return [(float(x), float(y), float(high)) for x, y, high in found]


def test_a_box_stands_in_its_tenth(make: Any) -> None:
    lefts = [left for left, _, _ in boxes(draw(make.distribution(0.0, 0.05, 0.1, 0.3, 0.7, 0.99, 1.0), uid="a"))]
    assert lefts == [24, 24, 80, 192, 416, 528, 584]


def test_boxes_are_counted_below_their_band(make: Any) -> None:
    svg = draw(make.distribution(0.1, 0.4, 0.5, 0.7, 1.0), uid="a")
    for words in ("Off 1", "Short 2", "Delivered 1", "Exceeded 1"):
        assert f">{words}</text>" in svg


def test_a_full_score_that_was_not_met_stays_inside_its_band(make: Any) -> None:
    chart = Distribution(title="t", description="", scores=(ScoreBox(1.0, "delivered"),), bands=make.BANDS)
    assert boxes(draw(chart, uid="a"))[0][0] == 528
    assert chart.counts()["exceeded"] == 0
    assert ("Delivered", "1") in chart.rows()


def test_many_boxes_get_thinner_and_stay_below_the_words(make: Any) -> None:
    for count in (3, 14, 40):
        drawn = boxes(draw(make.distribution(*[0.65] * count), uid="a"))
        assert len(drawn) == count
        assert min(top for _, top, _ in drawn) >= 63
        assert max(top + high for _, top, high in drawn) <= 176.1


def test_hundreds_of_boxes_are_tiled_in_the_colour_of_their_band(make: Any) -> None:
    svg = draw(make.distribution(*[n / 200 for n in range(200)]), uid="a")
    assert svg.count("<pattern") == 3
    assert '<pattern id="a-short"' in svg
    assert all(top >= 63 for _, top, _ in boxes(svg))


def test_the_mean_is_a_line_with_its_words_on_the_free_side(make: Any) -> None:
    assert 'text-anchor="end">mean 0.60<' in draw(make.distribution(0.5, 0.7), uid="a")
    assert re.search(r'x="34" y="50">mean 0.01<', draw(make.distribution(0.0, 0.025), uid="a"))


def test_other_bands_than_the_usual_are_drawn_too() -> None:
    from okrsite.charts import Band

    bands = (Band("off", "A very long name of a band", 0, "0"), Band("short", "B", 0.05, "0.05"))
    svg = draw(Distribution(title="t", description="", scores=(ScoreBox(0.5),), bands=bands), uid="a")
    assert ">0.05<" in svg
    assert ">B 1<" in svg


def test_the_table_lists_bands_from_the_best(make: Any) -> None:
    assert make.distribution(0.1, 0.5, 0.9).rows() == (
        ("Exceeded", "0"),
        ("Delivered", "1"),
        ("Short", "1"),
        ("Off", "1"),
    )


def test_scores_that_are_no_numbers_are_no_boxes(make: Any) -> None:
    assert boxes(draw(make.distribution(float("nan"), 0.5), uid="a"))[0][0] == 304
