"""The x axis of a trajectory: from a cycle's first to its last day, with its months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from okrsite.charts.frame import Anchor, AxisFrame, Canvas, Tick
from okrsite.charts.lettering import NARROW, NORMAL, shorten, width

CANVAS = Canvas(width=640, height=280, left=46, top=30, right=520, bottom=248)
"""The canvas of a trajectory; what is right of the plot belongs to the labels at the ends of lines."""

_ACROSS = CANVAS.right - CANVAS.left
_APART = 8.0
_WEEK = timedelta(days=7)


class DayWords(NamedTuple):
    """The words on the axis: its first and last day, and twelve months, long and short."""

    first: str
    last: str
    months: tuple[str, ...]
    short: tuple[str, ...]


class Days(NamedTuple):
    """The days that the axis shows: the cycle, and whole weeks before or after it where readings lie there."""

    begin: date
    first: date
    last: date
    end: date

    def share(self, day: date) -> float:
        """Return where a day lies: 0 at the left end of the axis, 1 at the right end."""
        begin = self.begin
        return (day - begin).days / ((self.end - begin).days or 1)

    def x(self, day: date) -> float:
        """Return where a day lies on the canvas."""
        return CANVAS.left + self.share(day) * _ACROSS


class _Named(NamedTuple):
    day: date
    words: str


def as_day(day: date | str) -> date:
    """Return the date of an ISO string, or the date itself."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def days_for(first: date, last: date, readings: Sequence[date]) -> Days:
    """Return the axis for a cycle, widened by whole weeks for early and late readings, by a third at most.

    >>> days_for(date(2026, 7, 1), date(2026, 9, 30), [date(2026, 10, 9)]).end
    datetime.date(2026, 10, 14)
    """
    last = max(first, last)
    most = max(14, (last - first).days // 3)
    early = (first - min(readings)).days if readings else 0
    late = (max(readings) - last).days if readings else 0
    return Days(_moved(first, -_weeks(early, most)), first, last, _moved(last, _weeks(late, most)))


def _weeks(days: int, most: int) -> int:
    return min(most, -(-max(0, days) // 7) * 7)


def _moved(day: date, days: int) -> date:
    """Return a day some days away, as far as there are days at all."""
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + days)))


@lru_cache(maxsize=1024)
def day_axis(days: Days, words: DayWords) -> tuple[AxisFrame, tuple[str, ...]]:
    """Return the frame of the axis and the label of each labelled tick.

    The first and the last day are always labelled; months where their names have room between.
    """
    room = _ACROSS / 2 - _APART
    ends = (shorten(words.first, room, NARROW), shorten(words.last, room, NARROW))
    named = list(_months(days, words, _free(days, ends)))
    ticks = {month: Tick(_at(days, month), labelled=False) for month in _marks(days)}
    ticks |= {name.day: Tick(_at(days, name.day), minor=True) for name in named}
    ticks[days.first] = Tick(_at(days, days.first), anchor=_first_anchor(days))
    labels = {name.day: name.words for name in named} | {days.first: ends[0]}
    if days.last > days.first:
        ticks[days.last] = Tick(_at(days, days.last), anchor=_last_anchor(days))
        labels[days.last] = ends[1]
    order = sorted(ticks)
    frame = AxisFrame(CANVAS, "bottom", tuple(ticks[day] for day in order), gap=22)
    return frame, tuple(labels[day] for day in order if ticks[day].labelled)


def _at(days: Days, day: date) -> float:
    return round(days.share(day), 6)


def _first_anchor(days: Days) -> Anchor:
    return "start" if days.first == days.begin else "middle"


def _last_anchor(days: Days) -> Anchor:
    return "end" if days.last == days.end else "middle"


def _free(days: Days, ends: tuple[str, str]) -> tuple[float, float]:
    """Return the stretch that the labels of the first and the last day leave free."""
    left, right = width(ends[0]), width(ends[1])
    if days.first != days.begin:
        left /= 2
    if days.last != days.end:
        right /= 2
    return days.x(days.first) + left + _APART, days.x(days.last) - right - _APART


def _month_starts(days: Days) -> Iterator[date]:
    first, last = (day.year * 12 + day.month - 1 for day in (days.first, days.last))
    months = (date(count // 12, count % 12 + 1, 1) for count in range(first, last + 1))
    return (month for month in months if days.first < month < days.last)


def _marks(days: Days) -> Iterator[date]:
    """Yield the days that get a tick: months, or weeks in a short cycle."""
    months = list(_month_starts(days))
    if len(months) >= 2:
        yield from months if _spacing(days) >= 6 else ()
        return
    week = days.first + _WEEK
    while week < days.last and (days.last - days.first).days <= 62:
        yield week
        week += _WEEK


def _spacing(days: Days) -> float:
    return 28 / max(1, (days.end - days.begin).days) * _ACROSS


def _months(days: Days, words: DayWords, free: tuple[float, float]) -> Iterator[_Named]:
    stride, names = _stride(_spacing(days), words)
    for month in _month_starts(days):
        if (month.month - 1) % min(stride, 12) or (stride > 12 and month.year % (stride // 12)):
            continue
        name = shorten(str(month.year) if stride >= 12 else names[month.month - 1], 120)
        half = width(name, NORMAL) / 2
        if free[0] <= days.x(month) - half and days.x(month) + half <= free[1]:
            yield _Named(month, name)


def _stride(spacing: float, words: DayWords) -> tuple[int, tuple[str, ...]]:
    """Return how many months lie between labels, and the names to use."""
    if max(map(width, words.months)) + _APART <= spacing:
        return 1, words.months
    wide = max(map(width, words.short)) + _APART
    return next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200) if n * spacing >= wide), 12000), words.short
