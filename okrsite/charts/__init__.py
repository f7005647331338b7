"""Charts: plain numbers in, SVG that lives in a page out.

Inputs are frozen structs of texts, numbers and dates; every word and every formatted number comes from the
caller. `draw` returns an `<svg>` whose colours and fonts are the page's. Matplotlib draws the frames, once each.
"""

from __future__ import annotations

import hashlib
from typing import NoReturn

from msgspec import json

from okrsite.charts.bridge import Bridge, BridgeStep
from okrsite.charts.bridge_drawing import draw_bridge
from okrsite.charts.cycles import CycleScore, ScoresOverCycles, draw_cycles
from okrsite.charts.distribution import Band, Distribution, ScoreBox, draw_distribution
from okrsite.charts.frame import FrameStore, MemoryFrames, edition
from okrsite.charts.lettering import Label
from okrsite.charts.scale import NumberStyle
from okrsite.charts.trajectory import Forecast, Revision, Trajectory, TrajectoryPoint
from okrsite.charts.trajectory_drawing import draw_trajectory

__all__ = [
    "CHART_FORMAT",
    "Band",
    "Bridge",
    "BridgeStep",
    "Chart",
    "CycleScore",
    "Distribution",
    "Forecast",
    "FrameStore",
    "Label",
    "MemoryFrames",
    "NumberStyle",
    "Revision",
    "ScoreBox",
    "ScoresOverCycles",
    "Trajectory",
    "TrajectoryPoint",
    "digest",
    "draw",
]

CHART_FORMAT = 1
"""Raise when the same input is drawn differently, so that cached charts are not used again."""

Chart = Trajectory | Distribution | ScoresOverCycles | Bridge


def draw(chart: Chart, *, uid: str, frames: FrameStore | None = None) -> str:
    """Return the chart as an `<svg>` to be put into a page as it is, at most 6 kB, the same for the same input.

    `uid` is unique in the page and made of letters, digits, `.`, `_` and `-` (ValueError otherwise). `frames`
    keeps what Matplotlib drew; without it frames are kept as long as the process lives.
    """
    if isinstance(chart, Trajectory):
        return draw_trajectory(chart, uid, frames)
    if isinstance(chart, Distribution):
        return draw_distribution(chart, uid, frames)
    if isinstance(chart, Bridge):
        return draw_bridge(chart, uid, frames)
    return draw_cycles(chart, uid, frames)


def digest(chart: Chart) -> str:
    """Return the name under which the drawn chart can be cached: of its kind, its input and all that draws it.

    The `uid` is not in it. Dates and their ISO texts give the same digest.
    """
    named = [type(chart).__name__, CHART_FORMAT, edition(), chart]
    return hashlib.sha256(json.encode(named, enc_hook=_refused)).hexdigest()


def _refused(value: object) -> NoReturn:
    raise TypeError(f"a chart holds texts, numbers and dates only, found {value!r}")
