"""The words in and beside the plot of a trajectory: what lines mean, the last value, the as-of day, revisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from okrsite.charts import svg
from okrsite.charts.calendar import CANVAS, as_day
from okrsite.charts.lettering import NARROW, NORMAL, EndLabel, Label, shorten, spread, width
from okrsite.charts.placing import Ground, Spot, area
from okrsite.charts.plot import Plot
from okrsite.charts.svg import Point
from okrsite.charts.trajectory import Trajectory, drawable
from okrsite.charts.trajectory_lines import diamond, revisions_in_view

_END_X = CANVAS.right + 8
_END_ROOM = CANVAS.width - _END_X - 2
# At the size of narrow columns a word may reach into the margin of the page; the drawing does not clip it.
_NARROW_ROOM = 130.0
_BRACKETED = re.compile(r" *\([^()]*\)$")
_BASELINE = 4.5
_LINE = 14.0


class _End(NamedTuple):
    """A label beside the plot, set in one line or two."""

    words: str
    rest: str
    below: str
    style: str
    place: EndLabel


def draw_labels(chart: Trajectory, plot: Plot, ground: Ground) -> str:
    """Return all words of the chart but those of its axes."""
    found = [_last_value(plot, ground), _as_of(chart, plot, ground)]
    found += [_revision(text, place, ground) for text, place in _marked(chart, plot)]
    if not plot.known and chart.no_reading:
        found.append(_nothing(chart, plot, ground))
    return "".join(found) + "".join(_ends(chart, plot))


def _ends(chart: Trajectory, plot: Plot) -> Iterator[str]:
    labels = list(_wished(chart, plot))
    for label, y in zip(labels, spread([each.place for each in labels], 13, 270), strict=True):
        rest = f'<tspan class="okr-chart__minor">{svg.escape(label.rest)}</tspan>' if label.rest else ""
        if label.below:
            second = f'x="{svg.number(_END_X)}" dy="{svg.number(_LINE)}"'
            rest += f'<tspan class="okr-chart__minor" {second}>{svg.escape(label.below)}</tspan>'
        yield svg.text(_END_X, y, label.words, label.style, rest=rest)


def _wished(chart: Trajectory, plot: Plot) -> Iterator[_End]:
    levels, expected, forecast = plot.levels, plot.expected, chart.forecast
    if levels and chart.target_label.word:
        yield _end(chart.target_label, sum(map(plot.y, levels)) / len(levels), "strong", first=True)
    if forecast is not None and drawable(forecast.value) and forecast.label.word and plot.known:
        yield _end(forecast.label, plot.held_y(forecast.value), "")
    if expected and chart.success_label.word:
        yield _end(chart.success_label, plot.y(expected[-1][1]), "minor")


def _end(label: Label, y: float, style: str, *, first: bool = False) -> _End:
    words, rest, below = _set(label, bold=style == "strong", stays=style != "minor")
    return _End(words, rest, below, style, EndLabel(y + _BASELINE, 2 if below else 1, style != "minor", first))


def _set(label: Label, *, bold: bool, stays: bool) -> tuple[str, str, str]:
    """Return the word, what follows it on its line, and a second line for what has no room there."""
    word = shorten(label.word, _NARROW_ROOM if stays else _END_ROOM, NARROW if stays else NORMAL, bold=bold)
    value = label.value
    if width(f"{word} {value}", bold=bold) > _END_ROOM:
        if width(value, bold=bold) > _END_ROOM:
            value = _BRACKETED.sub("", value)
        if width(f"{word} {value}", bold=bold) > _END_ROOM:
            return _broken(word, value, bold=bold)
    return word, f" {value}" if value else "", ""


def _broken(word: str, value: str, *, bold: bool) -> tuple[str, str, str]:
    """Return a label that has no room on one line, set on two."""
    if width(value, bold=bold) <= _END_ROOM:
        return word, "", value
    used, parts, line = width(word, bold=bold), value.split(" "), ""
    while len(parts) > 1 and used + width(f"{line} {parts[0]}", bold=bold) <= _END_ROOM:
        line += f" {parts.pop(0)}"
    return word, line, shorten(" ".join(parts), _END_ROOM, bold=bold)


def _last_value(plot: Plot, ground: Ground) -> str:
    if not plot.shown:
        return ""
    points = [point for point, _ in plot.shown[-2:]]
    words = shorten(plot.shown[-1][1].text, 170, bold=True)
    wide = width(words, bold=True)
    rising = len(points) < 2 or points[-1][1] <= points[-2][1]
    spot = ground.best(_around(points[-1], wide * NARROW / NORMAL / 2, rising=rising), wide)[1]
    ground.take(area(spot, wide))
    return svg.text(spot.x, spot.y, words, "strong", anchor=spot.anchor)


def _around(point: Point, half: float, *, rising: bool) -> list[Spot]:
    """Return spots around the last dot, best first; none that would leave the plot at the largest size."""
    x, y = point
    below, above = min(y + 22, CANVAS.bottom - 3), max(y - 12, 16.0)
    near, far = (below, above) if rising else (above, below)
    sides = [(x, "middle"), (x + 6, "end"), (x - 6, "start")]
    if x + half > CANVAS.right + 6:
        sides = sides[1:2]
    elif x - half < 4:
        sides = sides[2:]
    heights = (near, far, below + 16, above - 16)
    spots = [Spot(at, height, anchor) for height in heights for at, anchor in sides]
    beside = Spot(x + 11, y + _BASELINE, "start")
    return [*spots[:6], beside, *spots[6:]] if x + 2 * half < CANVAS.right else spots


def _as_of(chart: Trajectory, plot: Plot, ground: Ground) -> str:
    """Return a thin line on the as-of day, from the actual line to the end where its words have room."""
    if chart.as_of is None:
        return ""
    day = as_day(chart.as_of)
    if not plot.holds(day):
        return ""
    x, words = plot.x(day), shorten(chart.as_of_text, 200)
    wide = width(words)
    low, high = CANVAS.bottom - 5, CANVAS.top + 12
    spots = [Spot(x + side, y, anchor) for y in (low, high) for side, anchor in ((5, "start"), (-5, "end"))]
    trouble, spot = ground.best(spots, wide)
    level = plot.shown[-1][0][1] if plot.shown else (CANVAS.top + CANVAS.bottom) / 2
    begin, end = (
        (min(level + 10, low - 14), CANVAS.bottom) if spot.y == low else (CANVAS.top, max(level - 10, high + 4))
    )
    line = svg.path(f"M{svg.number(x)} {svg.number(begin)}V{svg.number(end)}", "axis", more=' stroke-dasharray="2 3"')
    if trouble >= 20:
        return line
    ground.take(area(spot, wide))
    ground.line((x, begin), (x, end))
    return line + svg.text(spot.x, spot.y, words, "minor", anchor=spot.anchor)


def _marked(chart: Trajectory, plot: Plot) -> Iterator[tuple[str, tuple[Point, float]]]:
    """Yield the words of each revision with its mark's place and the height of its old level."""
    for day, revision in revisions_in_view(chart, plot):
        place = diamond(revision, day, plot)
        if place is not None:
            former = revision.before if drawable(revision.before) else revision.after
            yield revision.text, (place, plot.held_y(former) if drawable(former) else place[1])


def _revision(words: str, where: tuple[Point, float], ground: Ground) -> str:
    """Return the label of a revision, or nothing where it would lie on other words."""
    (x, y), former = where
    words = shorten(words, 230)
    wide = width(words)
    heights = ((y + former) / 2 - 5.3, y - 10, y + 17, former - 5)
    sides = ((10.0, "start"), (-10.0, "end"))
    spots = [Spot(x + side, height, anchor) for height in heights for side, anchor in sides]
    trouble, spot = ground.best(spots, wide)
    if trouble >= 3:
        return ""
    ground.take(area(spot, wide))
    return svg.text(spot.x, spot.y, words, "minor", anchor=spot.anchor)


def _nothing(chart: Trajectory, plot: Plot, ground: Ground) -> str:
    words = shorten(chart.no_reading, 250)
    for at in plot.scale.tick_places:
        y = CANVAS.bottom - at * (CANVAS.bottom - CANVAS.top)
        ground.line((CANVAS.left, y), (CANVAS.right, y))
    spots = [Spot(283, y, "middle") for y in (116.0, 170.0, 62.0, 225.0, 143.0)]
    spot = ground.best(spots, width(words), 20)[1]
    return svg.text(spot.x, spot.y, words, anchor=spot.anchor)
