"""A bridge from its inputs to the whole SVG: one row a bet, its words above its bar, right is always better."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from okrsite.charts import svg
from okrsite.charts.bridge import Bridge, Span, share_of, spans
from okrsite.charts.frame import Anchor, AxisFrame, Canvas, FrameStore, Tick, filled
from okrsite.charts.lettering import NARROW, NORMAL, shorten, width
from okrsite.charts.trajectory import drawable

CANVAS = Canvas(width=640, height=44, left=10, top=0, right=630, bottom=8)
"""The axis below the rows; the rows above it are as many as there are bets."""

_ACROSS = CANVAS.right - CANVAS.left
_HEAD, _PITCH = 30.0, 38.0
_BASELINE, _BAR_TOP, _BAR = 17.0, 23.0, 10.0
_HATCH = 6.0
_STEPS = 20
_APART = 10.0


class _Axis(NamedTuple):
    """Where the start and the target lie, as shares of the axis, in twentieths."""

    start: float
    target: float

    def x(self, share: float) -> float:
        """Return where a share of the way lies, held within the canvas."""
        at = self.start + share * (self.target - self.start)
        return CANVAS.left + min(1.0, max(0.0, at)) * _ACROSS


def draw_bridge(chart: Bridge, uid: str, frames: FrameStore | None) -> str:
    """Return the chart as an `<svg>` of 640 units across, and as many down as its rows ask for."""
    rows = spans(chart)
    axis = _axis_for(rows)
    below = _HEAD + _PITCH * len(rows)
    frame, words = _start_axis(axis, chart.start_text)
    body = "".join(
        (
            _hatch(uid, rows),
            svg.path(f"M{svg.number(axis.x(1))} {svg.number(_HEAD - 4)}V{svg.number(below + 6)}", "target"),
            _now(chart, axis, below, words),
            svg.path("".join(_joins(rows, axis)), "join"),
            "".join(_row(row, uid, n, axis) for n, row in enumerate(rows)),
            _target(chart, axis),
            f'<g transform="translate(0 {svg.number(below)})">{filled(frame, (words,), frames)}</g>',
        )
    )
    return svg.figure(uid, (CANVAS.width, below + CANVAS.height), chart.title, chart.description, body)


def _axis_for(rows: Sequence[Span]) -> _Axis:
    """Return an axis that holds all rows; in twentieths, so that few frames serve all bridges.

    >>> _axis_for([Span(0, 0.5, "live", "")]), _axis_for([Span(0, -0.5, "back", ""), Span(-0.5, 1, "gap", "")])
    (_Axis(start=0.0, target=1.0), _Axis(start=0.35, target=1.0))
    """
    places = [place for row in rows for place in (row.begin, row.end)]
    low, high = min(0.0, *places, 0.0), max(1.0, *places, 1.0)
    span = high - low
    before = _up(-low / span)
    after = _up((high - 1) / span)
    # A way that is short beside its bets still keeps a tenth of the axis; what leaves the axis gets an arrow.
    while before + after > _STEPS - 2:
        before, after = (before - 1, after) if before > after else (before, after - 1)
    return _Axis(before / _STEPS, 1 - after / _STEPS)


def _up(share: float) -> int:
    return math.ceil(share * _STEPS - 1e-9)


@lru_cache(maxsize=256)
def _start_axis(axis: _Axis, words: str) -> tuple[AxisFrame, str]:
    """Return the frame of the axis, with ticks at start and target, and the words at the start."""
    words = shorten(words, _ACROSS, NARROW)
    anchor: Anchor = "start"
    if axis.start and axis.start * _ACROSS + width(words, NARROW) > _ACROSS:
        anchor = "end"
    ticks = (Tick(round(axis.start, 6), anchor=anchor), Tick(round(axis.target, 6), labelled=False))
    return AxisFrame(CANVAS, "bottom", ticks, gap=24), words


def _target(chart: Bridge, axis: _Axis) -> str:
    words = shorten(chart.target_text, _ACROSS, NARROW)
    x, room = axis.x(1), width(words, NARROW, bold=True)
    if x - room >= 2:
        return svg.text(x, 20, words, "strong", anchor="end")
    return svg.text(min(x, CANVAS.width - room - 2), 20, words, "strong")


def _now(chart: Bridge, axis: _Axis, below: float, start: str) -> str:
    """Return a thin line where the key result stands, with its words at the axis where they have room."""
    if not drawable(chart.now):
        return ""
    share = share_of(chart, chart.now)
    at = axis.start + share * (axis.target - axis.start)
    if not -1e-9 <= at <= 1 + 1e-9:
        return ""
    x, words = axis.x(share), shorten(chart.now_text, 300, NORMAL)
    line = svg.path(f"M{svg.number(x)} {svg.number(_HEAD)}V{svg.number(below + 8)}", "exp")
    for size, names in ((NARROW, ()), (NORMAL, ("minor",))):
        free = CANVAS.left + axis.start * _ACROSS + width(start, size) + _APART
        half = width(words, size) / 2
        middle = min(CANVAS.width - half - 2, max(x, free + half))
        if middle - half >= free - 1e-9 and abs(middle - x) <= half:
            return line + svg.text(middle, below + 32, words, *names, anchor="middle")
    return line


def _joins(rows: Sequence[Span], axis: _Axis) -> Iterator[str]:
    """Yield thin lines from the end of each bar to where the next begins."""
    for n, row in enumerate(rows[:-1]):
        top = _HEAD + n * _PITCH + _BAR_TOP + _BAR
        yield f"M{svg.number(axis.x(row.end))} {svg.number(top)}V{svg.number(top + _PITCH - _BAR)}"


def _row(row: Span, uid: str, n: int, axis: _Axis) -> str:
    top = _HEAD + n * _PITCH
    left, right = sorted((axis.x(row.begin), axis.x(row.end)))
    bar = _bar(row, uid, left, right, top + _BAR_TOP) + _leaving(row, axis, top + _BAR_TOP)
    return bar + _words(row, left, right, top + _BASELINE)


def _bar(row: Span, uid: str, left: float, right: float, top: float) -> str:
    if row.kind == "unsaid":
        return f'<circle class="okr-chart__live" cx="{svg.number(left)}" cy="{svg.number(top + _BAR / 2)}" r="4"/>'
    wide = max(right - left, 1.5)
    drawn = svg.rect(left, top, wide, _BAR, row.kind)
    return f'<g fill="url(#{uid}-gap)">{drawn}</g>' if row.kind == "gap" else drawn


def _hatch(uid: str, rows: Sequence[Span]) -> str:
    """Return the pattern of what is missing, nothing where a plan misses nothing."""
    if not any(row.kind == "gap" for row in rows):
        return ""
    across = svg.number(_HATCH)
    turned = f'width="{across}" height="{across}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    return f'<pattern id="{uid}-gap" {turned}><path class="okr-chart__hatch" d="M0 0V{across}"/></pattern>'


def _leaving(row: Span, axis: _Axis, top: float) -> str:
    """Return an arrow head where a bar leaves the axis."""
    at = axis.start + row.end * (axis.target - axis.start)
    if at > 1 + 1e-9:
        return svg.path(f"M{svg.number(CANVAS.right)} {svg.number(top)}l6 5-6 5", "axis")
    return svg.path(f"M{svg.number(CANVAS.left)} {svg.number(top)}l-6 5 6 5", "axis") if at < -1e-9 else ""


def _words(row: Span, left: float, right: float, y: float) -> str:
    """Return name, impact and state above the bar, from its left end, or to its right end, where they have room.

    Where the column is narrow the name goes first, and what has no room beside it is left to the table.
    """
    value = f" {row.value}" if row.value else ""
    fixed, alone = width(value, NARROW, bold=True), width(row.words, NARROW)
    stays = alone + fixed <= _ACROSS or width(row.words) + width(value, bold=True) > _ACROSS
    name = shorten(row.words, max(120.0, _ACROSS - fixed) if stays else _ACROSS, NARROW)
    wide = width(name, NARROW) + (fixed if stays else 0.0)
    anchor, x = "start", left
    if left + wide > CANVAS.right:
        anchor, x = ("end", right - 4) if right - 4 - wide >= 2 else ("start", CANVAS.left)
    names = "okr-chart__strong" if stays else "okr-chart__strong okr-chart__minor"
    rest = f'<tspan class="{names}">{svg.escape(value)}</tspan>' if value else ""
    note = f", {row.note}" if row.note and value else ""
    if note and _ends_within(name + value + note, x, anchor):
        rest += f'<tspan class="okr-chart__minor">{svg.escape(note)}</tspan>'
    return svg.text(x, y, name, "row", anchor=anchor, rest=rest)


def _ends_within(words: str, x: float, anchor: str) -> bool:
    wide = width(words, NORMAL, bold=True)
    return (x + wide <= CANVAS.right) if anchor == "start" else (x - wide >= CANVAS.left)
