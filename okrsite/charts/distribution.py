"""The distribution of scores in a cycle: one box an objective, stacked by tenths, above the bands."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from okrsite.charts import svg
from okrsite.charts.frame import AxisFrame, Canvas, FrameStore, Tick, filled
from okrsite.charts.lettering import NARROW, shorten, width

CANVAS = Canvas(width=676, height=245, left=20, top=26, right=640, bottom=178)
"""The canvas of a distribution: ten tenths and one place more for scores of 1."""

_TENTH = 56.0
_BOX = 48.0
_STACK_TOP = 64.0
_PITCH = 30.0
_BOXES_AT_MOST = 48
_FULL = 1.1


class Band(Struct, frozen=True):
    """A band of scores from `low` up to the next band's `low`; `key` is the end of its class (`okr-b--key`).

    `low_text` is written at the axis, `cells` are its cells in the table after name and count.
    """

    key: str
    name: str
    low: float
    low_text: str
    cells: tuple[str, ...] = ()


class ScoreBox(Struct, frozen=True):
    """The score of one objective, 0…1, and its band's key where the score alone does not tell it."""

    score: float
    band: str = ""


class Distribution(Struct, frozen=True, kw_only=True):
    """The scores of a cycle's objectives against bands (lowest first) and the ideal range of their mean."""

    title: str
    description: str
    scores: tuple[ScoreBox, ...]
    bands: tuple[Band, ...]
    mean: float | None = None
    mean_text: str = ""
    ideal: tuple[float, float] | None = (0.6, 0.7)
    ideal_text: str = ""
    decimal: str = "."
    columns: tuple[str, ...] = ("Band", "Objectives")

    def header(self) -> tuple[str, ...]:
        """Return the heads of the table's columns."""
        return self.columns

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the table: one row a band, best first."""
        counts = self.counts()
        return tuple((band.name, str(counts[band.key]), *band.cells) for band in reversed(self.bands))

    def counts(self) -> Counter[str]:
        """Return how many objectives each band holds, by its key."""
        return Counter(self.band_of(box).key for box in self.boxes() if self.bands)

    def boxes(self) -> list[ScoreBox]:
        """Return the boxes that can be drawn."""
        return [box for box in self.scores if math.isfinite(box.score)]

    def band_of(self, box: ScoreBox) -> Band:
        """Return the band that a box is in: the one it names, else the highest that its score reaches."""
        named = next((band for band in self.bands if band.key == box.band), None)
        reached = [band for band in self.bands if band.low <= box.score + 1e-9]
        return named or (reached or self.bands[:1])[-1]


def draw_distribution(chart: Distribution, uid: str, frames: FrameStore | None) -> str:
    """Return the chart as an `<svg>` of 676 × 245 units."""
    frame, labels = _axis(tuple((band.low, band.low_text) for band in chart.bands), chart.decimal)
    body = "".join(
        (
            _ideal(chart),
            filled(frame, labels, frames),
            _stacks(chart, uid),
            "".join(_brackets(chart)),
            _mean(chart),
        )
    )
    return svg.figure(uid, (CANVAS.width, CANVAS.height), chart.title, chart.description, body)


def _x(score: float) -> float:
    return CANVAS.left + min(_FULL, max(0.0, score)) * 10 * _TENTH


@lru_cache(maxsize=32)
def _axis(edges: tuple[tuple[float, str], ...], decimal: str) -> tuple[AxisFrame, tuple[str, ...]]:
    """Return the frame: band edges always labelled, even fifths where they leave the edges room."""
    named = {round(low, 4): words for low, words in edges if 0 <= low <= 1}
    ticks = {low: Tick(_share(low)) for low in named}
    for n in range(6):
        fifth = n / 5
        if all(abs(_x(fifth) - _x(low)) > 40 for low in named):
            named[fifth] = f"{fifth:.1f}".replace(".", decimal).removesuffix(f"{decimal}0")
            ticks[fifth] = Tick(_share(fifth), minor=True)
    order = sorted(ticks)
    return AxisFrame(CANVAS, "bottom", tuple(ticks[at] for at in order), gap=25), tuple(named[at] for at in order)


def _share(score: float) -> float:
    return round((_x(score) - CANVAS.left) / (CANVAS.right - CANVAS.left), 6)


def _ideal(chart: Distribution) -> str:
    if chart.ideal is None:
        return ""
    left, right = _x(chart.ideal[0]), _x(chart.ideal[1])
    words = shorten(chart.ideal_text, 260)
    middle = _within((left + right) / 2, width(words) / 2)
    label = svg.text(middle, CANVAS.top - 8, words, "minor", anchor="middle")
    return svg.rect(left, CANVAS.top, right - left, CANVAS.bottom - CANVAS.top, "ideal") + label


def _within(x: float, half: float) -> float:
    return min(CANVAS.width - half - 2, max(half + 2, x))


def _bins(chart: Distribution) -> dict[int, list[str]]:
    """Return the bands' keys of the boxes in each tenth, lowest band first."""
    found: dict[int, list[str]] = {}
    ranks = {band.key: n for n, band in enumerate(chart.bands)}
    for box in chart.boxes():
        band = chart.band_of(box)
        found.setdefault(_bin(box.score, band, chart.bands), []).append(band.key)
    return {place: sorted(keys, key=ranks.__getitem__) for place, keys in sorted(found.items())}


def _bin(score: float, band: Band, bands: tuple[Band, ...]) -> int:
    """Return the tenth of a score; a full score that its band does not reach to stays inside the band."""
    place = min(10, max(0, math.floor(score * 10 + 1e-9)))
    above = [other.low for other in bands if other.low > band.low]
    if above and score >= min(above) - 1e-9:
        return max(0, math.ceil(min(above) * 10 - 1e-9) - 1)
    return place


def _stacks(chart: Distribution, uid: str) -> str:
    if not chart.bands:
        return ""
    bins = _bins(chart)
    highest = max(map(len, bins.values()), default=1)
    pitch = min(_PITCH, (CANVAS.bottom - 2 - _STACK_TOP) / highest)
    keys = [band.key for band in chart.bands]
    if sum(map(len, bins.values())) <= _BOXES_AT_MOST:
        return "".join(_boxes(bins, key, pitch) for key in keys)
    return "".join(_tiles(bins, key, pitch, uid) for key in keys)


def _gap(pitch: float) -> float:
    """Return the room between boxes; none where it would be less than a pixel."""
    return min(4.0, pitch * 0.25) if pitch >= 3 else 0.0


def _coloured(key: str) -> str:
    return f'class="okr-chart__box okr-b--{svg.escape(key)}"'


def _boxes(bins: dict[int, list[str]], key: str, pitch: float) -> str:
    """Return the boxes of one band, each drawn."""
    size = f'width="{svg.number(_BOX)}" height="{svg.number(pitch - _gap(pitch))}"'
    corner = ' rx="2"' if pitch > 8 else ""
    found = "".join(
        f'<rect x="{svg.number(_box_x(place))}" y="{svg.number(_top(row + 1, pitch))}" {size}{corner}/>'
        for place, keys in bins.items()
        for row, band in enumerate(keys)
        if band == key
    )
    return f"<g {_coloured(key)}>{found}</g>" if found else ""


def _tiles(bins: dict[int, list[str]], key: str, pitch: float, uid: str) -> str:
    """Return the stacks of one band as areas filled with one box again and again: many boxes in few bytes."""
    areas = "".join(_area(keys, place, key, pitch) for place, keys in bins.items())
    if not areas:
        return ""
    name, tall = f"{uid}-{svg.escape(key)}", pitch - _gap(pitch)
    box = f'<rect {_coloured(key)} y="{_gap(pitch):.2f}" width="{_TENTH:g}" height="{tall:.2f}"/>'
    origin = f'y="{CANVAS.bottom - 2:g}" width="{_TENTH:g}" height="{pitch:.3f}" patternUnits="userSpaceOnUse"'
    return f'<pattern id="{name}" {origin}>{box}</pattern><g fill="url(#{name})">{areas}</g>'


def _area(keys: list[str], place: int, key: str, pitch: float) -> str:
    count = keys.count(key)
    if not count:
        return ""
    return svg.rect(_box_x(place), _top(keys.index(key) + count, pitch), _BOX, count * pitch - _gap(pitch))


def _box_x(place: int) -> float:
    return CANVAS.left + place * _TENTH + 4


def _top(rows: int, pitch: float) -> float:
    return CANVAS.bottom - 2 - rows * pitch + _gap(pitch)


def _brackets(chart: Distribution) -> Iterator[str]:
    """Yield the name and count of each band under its stretch of the axis, between thin lines."""
    lows = [*(band.low for band in chart.bands), _FULL]
    counts = chart.counts()
    for band, upper in zip(chart.bands, lows[1:], strict=True):
        left, right = _x(band.low), _x(upper)
        yield _band_label(band, counts[band.key], left, right)
    edges = "".join(f"M{svg.number(_x(low))} 216v22" for low in lows[:-1])
    yield svg.path(edges, "axis")


def _band_label(band: Band, count: int, left: float, right: float) -> str:
    room, number = right - left - 8, f" {count}"
    if right >= CANVAS.right - 4 - 1e-9:
        # The last band may use the margin of the canvas.
        room = CANVAS.width - left - 5
    name = shorten(band.name, room - width(number, bold=True), bold=True)
    words = f"{name}{number}"
    minor = "minor" if width(words, NARROW, bold=True) > room else ""
    half = width(words, bold=True) / 2
    x = min(max((left + right) / 2, left + 4 + half), CANVAS.width - 1 - half)
    return svg.text(x, 234, words, "strong", minor, anchor="middle")


def _mean(chart: Distribution) -> str:
    if chart.mean is None or not math.isfinite(chart.mean):
        return ""
    x, words = _x(chart.mean), shorten(chart.mean_text, 250, bold=True)
    left = x - 7 > width(words, NARROW, bold=True)
    label = svg.text(x - 7 if left else x + 7, 50, words, "strong", anchor="end" if left else "start")
    return svg.path(f"M{svg.number(x)} 40V{svg.number(CANVAS.bottom)}", "actual") + label
