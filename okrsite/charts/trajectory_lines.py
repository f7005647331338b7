"""The lines, areas and marks of a trajectory; what they cover is noted for the labels that come later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrsite.charts import svg
from okrsite.charts.calendar import CANVAS, as_day
from okrsite.charts.placing import Area, Ground
from okrsite.charts.plot import Plot, thinned, within
from okrsite.charts.svg import Point
from okrsite.charts.trajectory import Revision, Trajectory, drawable

_DOTS_AT_MOST = 48
_RADIUS = 4.0
_DIAMOND = 6.0
_LEFT, _RIGHT = svg.number(CANVAS.left), svg.number(CANVAS.right)


def draw_lines(chart: Trajectory, plot: Plot, ground: Ground) -> str:
    """Return every line and mark but the as-of line, from the back to the front."""
    return "".join(
        (
            _wanted(chart, plot),
            _expected(plot, ground),
            _target(plot, ground),
            _revisions(chart, plot, ground),
            _forecast(chart, plot, ground),
            _actual(chart, plot, ground),
        )
    )


def _wanted(chart: Trajectory, plot: Plot) -> str:
    """Return the shaded area between the levels of a range, or on the wanted side of a held level."""
    places = [plot.held_y(level) for level in plot.levels]
    if len(places) == 1 and chart.held:
        places.append(CANVAS.top if chart.held == "above" else CANVAS.bottom)
    if len(places) < 2:
        return ""
    return svg.rect(CANVAS.left, min(places), CANVAS.right - CANVAS.left, abs(places[0] - places[1]), "ideal")


def _expected(plot: Plot, ground: Ground) -> str:
    points = within([plot.point(day, value) for day, value in plot.expected])
    ground.line(*points)
    return svg.path(svg.polyline(thinned(points)), "exp")


def _target(plot: Plot, ground: Ground) -> str:
    places = [plot.y(level) for level in plot.levels]
    for y in places:
        ground.line((CANVAS.left, y), (CANVAS.right, y))
    return svg.path("".join([f"M{_LEFT} {svg.number(y)}H{_RIGHT}" for y in places]), "target")


def revisions_in_view(chart: Trajectory, plot: Plot) -> list[tuple[date, Revision]]:
    """Return the revisions that lie on the canvas, oldest first."""
    found = [(as_day(revision.date), revision) for revision in chart.revisions]
    return sorted((pair for pair in found if plot.holds(pair[0])), key=lambda pair: pair[0])


def diamond(revision: Revision, day: date, plot: Plot) -> Point | None:
    """Return where the mark of a revision stands: at the new level, else at the old one."""
    for level in (revision.after, revision.before):
        if plot.shows(level):
            return plot.point(day, level)
    return None


def _revisions(chart: Trajectory, plot: Plot, ground: Ground) -> str:
    seen = revisions_in_view(chart, plot)
    if not seen:
        return ""
    former = "".join(_former(seen, plot, ground))
    marks = "".join(_mark(diamond(revision, day, plot), ground) for day, revision in seen)
    steps = "".join(_steps(seen, plot))
    return svg.path(former, "target", "was") + svg.path(steps, "grid") + svg.path(marks, "rev")


def _former(seen: list[tuple[date, Revision]], plot: Plot, ground: Ground) -> Iterator[str]:
    """Yield the old levels, each from the revision before it or the axis."""
    since = CANVAS.left
    for day, revision in seen:
        x = plot.x(day)
        if plot.shows(revision.before) and x > since:
            y = plot.y(revision.before)
            ground.line((since, y), (x, y))
            yield f"M{svg.number(since)} {svg.number(y)}H{svg.number(x)}"
        since = x


def _steps(seen: list[tuple[date, Revision]], plot: Plot) -> Iterator[str]:
    for day, revision in seen:
        ends = [plot.y(level) for level in (revision.before, revision.after) if plot.shows(level)]
        if len(ends) == 2:
            yield f"M{svg.number(plot.x(day))} {svg.number(ends[0])}V{svg.number(ends[1])}"


def _mark(place: Point | None, ground: Ground) -> str:
    if place is None:
        return ""
    x, y = place
    ground.take(Area(x - _DIAMOND, y - _DIAMOND, x + _DIAMOND, y + _DIAMOND))
    return f"M{svg.number(x)} {svg.number(y - _DIAMOND)}l6 6-6 6-6-6Z"


def _forecast(chart: Trajectory, plot: Plot, ground: Ground) -> str:
    """Return the wedge from the last reading to the interval on the last day, and its dotted middle."""
    forecast, known = chart.forecast, plot.known
    if forecast is None or not known or known[-1][0] >= plot.days.last:
        return ""
    if not all(map(drawable, (forecast.value, forecast.low, forecast.high))):
        return ""
    begin = plot.x(known[-1][0]), plot.held_y(known[-1][1].value)
    end = plot.x(plot.days.last)
    low, middle, high = (plot.held_y(v) for v in (forecast.low, forecast.value, forecast.high))
    for y in (low, middle, high):
        ground.line(begin, (end, y))
    wedge = svg.polyline([begin, (end, high), (end, low)]) + "Z"
    return svg.path(wedge, "fan") + svg.path(svg.polyline([begin, (end, middle)]), "mid")


def _actual(chart: Trajectory, plot: Plot, ground: Ground) -> str:
    known, way = plot.known, list(plot.places)
    if known and drawable(chart.start) and known[0][0] > plot.days.first:
        way.insert(0, plot.point(plot.days.first, chart.start))
    line, readings = within(way), [point for point, _ in plot.shown]
    ground.line(*line)
    shown = readings if len(readings) <= _DOTS_AT_MOST else readings[-1:]
    for x, y in shown:
        ground.take(Area(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS))
    return svg.path(svg.polyline(thinned(line)), "actual") + svg.dots(shown, _RADIUS)
