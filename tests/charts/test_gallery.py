"""What is true of every chart, whatever it shows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import asdict, replace

from okrsite.charts import Chart, ScoresOverCycles, Trajectory, digest, draw
from okrsite.charts.calendar import as_day
from okrsite.charts.lettering import width

SVG = "{http://www.w3.org/2000/svg}"
# The classes of the stylesheet that give charts their colours.
CLASSES = {
    *("actual", "axis", "box", "dot", "exp", "fan", "grid", "ideal", "mid", "minor", "rev", "strong", "target", "was"),
    *("back", "done", "gap", "hatch", "join", "live", "row"),
}


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_every_chart_is_well_formed_and_at_most_6_kB(gallery: dict[str, Chart]) -> None:
    for name, chart in gallery.items():
        svg = draw(chart, uid="chart")
        assert parsed(svg).tag == f"{SVG}svg", name
        assert len(svg.encode()) <= 6000, name


def test_colours_and_fonts_come_from_the_page_only(gallery: dict[str, Chart]) -> None:
    for name, chart in gallery.items():
        svg = draw(chart, uid="chart")
        assert not re.search(r"style|font|stroke=|#[0-9a-f]{3}\b|rgb|xmlns|xlink|<image|clip-path", svg), name
        assert set(re.findall(r"fill=\"([^\"]*)\"", svg)) <= {f"url(#chart-{name})" for name in PATTERNS}, name
        used = {part for found in re.findall(r'class="([^"]*)"', svg) for part in found.split()}
        assert used <= {f"okr-chart__{name}" for name in CLASSES} | {f"okr-b--{key}" for key in BAND_KEYS}, name


BAND_KEYS = ("off", "short", "delivered", "exceeded")
PATTERNS = (*BAND_KEYS, "gap")


def test_every_chart_is_named_by_a_title_of_its_own(gallery: dict[str, Chart]) -> None:
    for name, chart in gallery.items():
        root = parsed(draw(chart, uid="chart"))
        assert root.get("role") == "img", name
        named = [root.find(f".//*[@id='{key}']") for key in (root.get("aria-labelledby") or "").split()]
        assert [found.tag for found in named if found is not None][:1] == [f"{SVG}title"], name
        assert len(named) == (2 if chart.description else 1), name


def test_ten_charts_on_one_page_share_no_id(gallery: dict[str, Chart]) -> None:
    page = "".join(draw(chart, uid=f"c{n}") for n, chart in enumerate(gallery.values()))
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(gallery) >= 10
    assert len(ids) == len(set(ids))


def test_no_word_leaves_the_canvas(gallery: dict[str, Chart]) -> None:
    for name, chart in gallery.items():
        root = parsed(draw(chart, uid="chart"))
        wide, high = (float(side) for side in (root.get("viewBox") or "").split()[2:])
        for text in root.iter(f"{SVG}text"):
            first = (text.text or "") + "".join(span.text or "" for span in text if span.get("x") is None)
            x, y = float(text.get("x", "")), float(text.get("y", ""))
            room = width(first, bold="strong" in text.get("class", ""))
            left = x - room * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
            assert left >= -1, (name, first)
            assert left + room <= wide + 1, (name, first)
            assert 10 <= y <= high, (name, first)


def test_nothing_is_drawn_outside_the_canvas(gallery: dict[str, Chart]) -> None:
    for name, chart in gallery.items():
        root = parsed(draw(chart, uid="chart"))
        wide, high = (float(side) for side in (root.get("viewBox") or "").split()[2:])
        for path in root.iter(f"{SVG}path"):
            for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d", "")):
                assert 0 <= float(x) <= wide, name
                assert 0 <= float(y) <= high, name
        for dot in root.iter(f"{SVG}circle"):
            assert 0 <= float(dot.get("cx", "")) <= wide, name


def test_charts_are_data_that_json_can_hold(gallery: dict[str, Chart]) -> None:
    for name, chart in gallery.items():
        assert json.dumps(asdict(chart), default=str), name


def test_a_table_has_a_cell_for_each_head_and_only_text(gallery: dict[str, Chart]) -> None:
    for name, chart in gallery.items():
        for row in chart.rows():
            assert len(row) == len(chart.header()), name
            assert all(isinstance(cell, str) and cell for cell in row), name


def test_digests_differ_as_inputs_do(gallery: dict[str, Chart]) -> None:
    digests = [digest(chart) for chart in gallery.values()]
    assert len(set(digests)) == len(digests)


def test_a_date_and_its_text_are_the_same_input(gallery: dict[str, Chart]) -> None:
    chart = gallery["nothing"]
    assert isinstance(chart, Trajectory)
    same = replace(chart, first=as_day(chart.first), last=as_day(chart.last))
    assert digest(same) == digest(chart)
    assert draw(same, uid="a") == draw(chart, uid="a")


def test_a_chart_of_anything_but_texts_numbers_and_dates_has_no_digest() -> None:
    chart = ScoresOverCycles(title="t", description="d", cycles=(object(),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="texts, numbers and dates"):
        digest(chart)


_ELSEWHERE = """
import sys, hashlib
sys.path[:0] = sys.argv[1:]
import conftest
from okrsite.charts import draw, digest
charts = [conftest.mock(), conftest.distribution(.1, .5, .9), conftest.cycles(.4, None, .8)]
print(hashlib.sha256("".join(draw(c, uid="a") + digest(c) for c in charts).encode()).hexdigest())
"""


def test_charts_are_the_same_bytes_in_any_locale_time_zone_and_hash_order() -> None:
    here = str(Path(__file__).parent)
    found = set()
    for place in (
        {"TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2", "MPLBACKEND": "pdf"},
    ):
        command = [sys.executable, "-c", _ELSEWHERE, here, str(Path.cwd())]
        run = subprocess.run(command, env=os.environ | place, capture_output=True, text=True, check=True)
        found.add(run.stdout)
    assert len(found) == 1
