"""A trajectory from its inputs to the whole SVG."""

from __future__ import annotations

from functools import lru_cache

from okrsite.charts import svg
from okrsite.charts.calendar import CANVAS, DayWords, day_axis
from okrsite.charts.frame import AxisFrame, FrameStore, Tick, filled
from okrsite.charts.placing import Area, Ground
from okrsite.charts.plot import plot_of
from okrsite.charts.scale import tick_places
from okrsite.charts.trajectory import Trajectory
from okrsite.charts.trajectory_labels import draw_labels
from okrsite.charts.trajectory_lines import draw_lines


def draw_trajectory(chart: Trajectory, uid: str, frames: FrameStore | None) -> str:
    """Return the chart as an `<svg>` of 640 × 280 units."""
    plot = plot_of(chart)
    ground = Ground(Area(CANVAS.left - 8, 4, CANVAS.right + 7, CANVAS.bottom - 1))
    words = DayWords(chart.first_text, chart.last_text, chart.months, chart.short_months)
    axis, days = day_axis(plot.days, words)
    body = "".join(
        (
            filled(value_axis(plot.scale.steps, plot.scale.lifted), plot.scale.labels, frames),
            filled(axis, days, frames),
            svg.text(CANVAS.left, CANVAS.top - 8, plot.scale.unit),
            draw_lines(chart, plot, ground),
            draw_labels(chart, plot, ground),
        )
    )
    return svg.figure(uid, (CANVAS.width, CANVAS.height), chart.title, chart.description, body)


@lru_cache(maxsize=8)
def value_axis(steps: int, lifted: bool) -> AxisFrame:
    """Return the frame of the y axis; every second label from the top stays when the column is narrow."""
    places = tick_places(steps, lifted)
    ticks = (Tick(round(at, 6), minor=(steps - n) % 2 == 1, anchor="end") for n, at in enumerate(places))
    return AxisFrame(CANVAS, "left", tuple(ticks), gap=8)
