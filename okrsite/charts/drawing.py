"""Frames drawn by Matplotlib and reduced to templates. The only module that needs Matplotlib, and only when called.

Each artist is given a class as its group id; Matplotlib writes the id into its SVG, and what comes out is read back
by these ids: grid lines, axis lines and tick marks as paths, tick labels as text with a number in braces.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree

from okrsite.charts.frame import Anchor, AxisFrame
from okrsite.charts.svg import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

_GRID, _AXIS, _LABEL, _MINOR = "okr-grid", "okr-axis", "okr-label", "okr-minor"
_TICK_LENGTH = 5.0
_BASELINE = 4.5
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SIDES: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}
# Matplotlib's settings are global to the process.
_ONE_AT_A_TIME = threading.Lock()


def draw_axis(frame: AxisFrame) -> str:
    """Return the frame as a template: `<path>` and `<text>` with classes, `{n}` for the n-th labelled tick."""
    import matplotlib

    with _ONE_AT_A_TIME, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.fonttype"] = "none"
        matplotlib.rcParams["svg.hashsalt"] = "okrsite"
        return _template(_matplotlib_svg(frame))


def _matplotlib_svg(frame: AxisFrame) -> str:
    from matplotlib.figure import Figure

    canvas = frame.canvas
    figure = Figure(figsize=(canvas.width / 72, canvas.height / 72), dpi=72)
    figure.patch.set_visible(False)
    across, down = canvas.right - canvas.left, canvas.bottom - canvas.top
    lower = canvas.height - canvas.bottom
    place = (canvas.left / canvas.width, lower / canvas.height, across / canvas.width, down / canvas.height)
    axes = figure.add_axes(place, xlim=(0, 1), ylim=(0, 1))
    axes.patch.set_visible(False)
    _dress(axes, frame)
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None})
    return written.getvalue()


def _dress(axes: Axes, frame: AxisFrame) -> None:
    bottom = frame.side == "bottom"
    for side, spine in axes.spines.items():
        spine.set_visible(bottom and side == "bottom")
        spine.set_gid(_AXIS)
    axis: Axis = axes.xaxis if bottom else axes.yaxis
    (axes.yaxis if bottom else axes.xaxis).set_visible(False)
    axis.set_ticks([tick.at for tick in frame.ticks], labels=_places(frame))
    if bottom:
        axis.set_tick_params(length=_TICK_LENGTH, pad=frame.gap - _TICK_LENGTH)
    else:
        axis.set_tick_params(length=0, pad=frame.gap)
        axis.grid(True)
    _mark(axes, axis, frame)


def _places(frame: AxisFrame) -> list[str]:
    numbers = iter(range(len(frame.ticks)))
    return [f"{{{next(numbers)}}}" if tick.labelled else "" for tick in frame.ticks]


def _mark(axes: Axes, axis: Axis, frame: AxisFrame) -> None:
    from matplotlib.transforms import ScaledTranslation

    lowered = ScaledTranslation(0, -_BASELINE / 72, axes.figure.dpi_scale_trans)
    for tick, wanted in zip(axis.get_major_ticks(), frame.ticks, strict=True):
        tick.label1.set_gid(_MINOR if wanted.minor else _LABEL)
        # The baseline is the one alignment whose place depends on no font.
        tick.label1.set_verticalalignment("baseline")
        tick.tick1line.set_gid(_AXIS)
        tick.gridline.set_gid(_GRID)
        if frame.side == "bottom":
            tick.label1.set_horizontalalignment(_SIDES[wanted.anchor])
            continue
        tick.label1.set_transform(tick.label1.get_transform() + lowered)
        # Where the axis itself runs, its line is drawn, not the grid's.
        tick.gridline.set_visible(wanted.at > 0)


def _template(svg: str) -> str:
    root = ElementTree.fromstring(svg)
    marks = {path.get("id", ""): path.get("d", "") for path in root.iter(f"{_SVG}path")}
    grid = "".join(data for group in _groups(root, _GRID) for data in _paths(group, marks))
    axis = "".join(data for group in _groups(root, _AXIS) for data in _paths(group, marks))
    lines = "".join(
        f'<path class="okr-chart__{name}" d="{data}"/>' for name, data in (("grid", grid), ("axis", axis)) if data
    )
    return lines + "".join(_texts(root))


def _groups(root: ElementTree.Element, gid: str) -> Iterator[ElementTree.Element]:
    return (group for group in root.iter(f"{_SVG}g") if group.get("id") == gid)


def _paths(group: ElementTree.Element, marks: dict[str, str]) -> Iterator[str]:
    """Yield the group's lines, tick marks moved from their definition to where they are used."""
    for path in group.findall(f"{_SVG}path"):
        yield _line(path.get("d", ""), 0.0, 0.0)
    for use in group.iter(f"{_SVG}use"):
        moved = float(use.get("x", "0")), float(use.get("y", "0"))
        yield _line(marks[use.get(_HREF, "").removeprefix("#")], *moved)


def _line(data: str, right: float, down: float) -> str:
    """Return one straight line in the shortest spelling.

    >>> _line("M 0 0 L 0 5", 46, 248), _line("M 46 30 L 520 30", 0, 0)
    ('M46 248V253', 'M46 30H520')
    """
    x1, y1, x2, y2 = (float(found) for found in re.findall(r"-?[\d.]+", data))
    start, end = (number(x1 + right), number(y1 + down)), (number(x2 + right), number(y2 + down))
    head = f"M{start[0]} {start[1]}"
    if start[1] == end[1]:
        return f"{head}H{end[0]}"
    return f"{head}V{end[1]}" if start[0] == end[0] else f"{head}L{end[0]} {end[1]}"


def _texts(root: ElementTree.Element) -> Iterator[str]:
    for group in root.iter(f"{_SVG}g"):
        gid = group.get("id")
        label = group.find(f"{_SVG}text")
        if label is None or gid not in (_LABEL, _MINOR):
            continue
        x, y = number(float(label.get("x", "0"))), number(float(label.get("y", "0")))
        anchor = re.search(r"text-anchor: *(middle|end)", label.get("style", ""))
        side = f' text-anchor="{anchor[1]}"' if anchor else ""
        minor = ' class="okr-chart__minor"' if gid == _MINOR else ""
        yield f'<text x="{x}" y="{y}"{side}{minor}>{label.text}</text>'
