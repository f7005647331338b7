"""Frames: Matplotlib draws each once, whatever it was told elsewhere; a warm build does not even import it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from okrsite.charts import MemoryFrames, draw, frame
from okrsite.charts.drawing import draw_axis
from okrsite.charts.frame import AxisFrame, Canvas, Tick, drawn, filled, frame_key
from okrsite.charts.scale import tick_places
from okrsite.charts.trajectory_drawing import value_axis

CANVAS = Canvas(640, 280, 46, 30, 520, 248)
BOTTOM = AxisFrame(CANVAS, "bottom", (Tick(0, anchor="start"), Tick(0.5, labelled=False), Tick(1, minor=True)), 20)


def test_a_frame_is_lines_and_places_for_words() -> None:
    assert draw_axis(BOTTOM) == (
        '<path class="okr-chart__axis" d="M46 248V253M283 248V253M520 248V253M46 248H520"/>'
        '<text x="46" y="268">{0}</text>'
        '<text x="520" y="268" text-anchor="middle" class="okr-chart__minor">{1}</text>'
    )


def test_grid_lines_of_matplotlib_stand_where_values_are_put() -> None:
    for steps in (2, 3, 4):
        for lifted in (False, True):
            lines = re.findall(r"M46 ([\d.]+)H520", draw_axis(value_axis(steps, lifted)))
            places = [248 - 218 * at for at in tick_places(steps, lifted) if at > 0]
            assert [float(y) for y in lines] == pytest.approx(places, abs=0.06)


def test_settings_made_elsewhere_do_not_change_a_frame() -> None:
    import matplotlib

    before = draw_axis(BOTTOM)
    with matplotlib.rc_context({"axes.grid": True, "xtick.direction": "in", "svg.fonttype": "path", "font.size": 30}):
        assert draw_axis(BOTTOM) == before
        assert matplotlib.rcParams["font.size"] == 30


def test_words_are_escaped_and_braces_in_them_stay() -> None:
    assert ">{1}&lt;<" in filled(BOTTOM, ("{1}<", "b"), MemoryFrames())


def test_a_frame_is_drawn_once_and_then_taken_from_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryFrames()
    first = drawn(BOTTOM, store)
    monkeypatch.setattr("okrsite.charts.drawing.draw_axis", None)
    assert drawn(BOTTOM, store) == first


@pytest.mark.parametrize(
    "damage", ["", "rubbish", "<script>{0}{1}</script>", '<text x="1" y="2">{0}</text>', "{0.__class__}{1}"]
)
def test_a_stored_frame_that_is_not_ours_is_drawn_again(damage: str) -> None:
    store = MemoryFrames()
    store.put(frame_key(BOTTOM), damage)
    assert drawn(BOTTOM, store) == draw_axis(BOTTOM)
    assert store.get(frame_key(BOTTOM)) == draw_axis(BOTTOM)


def test_memory_stands_in_front_of_another_store() -> None:
    behind = MemoryFrames()
    drawn(BOTTOM, MemoryFrames(behind))
    assert behind.get(frame_key(BOTTOM)) == draw_axis(BOTTOM)
    assert MemoryFrames(behind).get(frame_key(BOTTOM)) == draw_axis(BOTTOM)


def test_another_version_of_matplotlib_means_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = frame_key.__wrapped__(BOTTOM)
    monkeypatch.setattr(frame, "edition", lambda: "1/0.0")
    assert frame_key.__wrapped__(BOTTOM) != before


_WARM = """
import json, sys
sys.path[:0] = sys.argv[2:]
import okrsite.charts as charts
assert "matplotlib" not in sys.modules
import conftest
store = charts.MemoryFrames()
for key, value in json.loads(sys.argv[1]).items():
    store.put(key, value)
found = charts.draw(conftest.mock(), uid="a", frames=store) + charts.digest(conftest.mock())
assert "matplotlib" not in sys.modules and "numpy" not in sys.modules
print(len(found))
"""


def test_with_stored_frames_matplotlib_is_never_imported(make: Any) -> None:
    class Kept(dict[str, str]):
        put = dict.__setitem__

    kept = Kept()
    draw(make.mock(), uid="a", frames=kept)
    assert len(kept) == 2
    paths = [str(Path(__file__).parent), str(Path.cwd())]
    subprocess.run([sys.executable, "-c", _WARM, json.dumps(kept), *paths], check=True, capture_output=True)
