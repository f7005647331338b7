"""The heat map of a cycle: the score of each team over time, and in a sentence when it slipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from okrsite.compute.scorecard import Status
from okrsite.compute.trend import WeekScore
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.parts import BandMark, Ref, StatusMark
from okrsite.views.selection import BEHIND
from okrsite.views.sentence import named
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

MOST_COLUMNS = 14
_LATE = 3
"""A team slipped late when it did so in the last third of the columns."""


class HeatColumn(Struct, frozen=True):
    """A stretch of days: `name` stands in the head, `hidden` before it says what it counts."""

    name: str
    hidden: str
    first: date
    last: date


class HeatHead(Struct, frozen=True):
    """The head of one column as it is shown."""

    name: str
    hidden: str


class HeatCell(Struct, frozen=True):
    """A score with the status that tints it; `word` is said only where it is behind."""

    text: str
    tone: str = ""
    word: str = ""


class HeatRow(Struct, frozen=True):
    """One team: its cells, and how it ended or stands now, with a band or a status."""

    name: Ref
    cells: tuple[HeatCell, ...]
    end: str
    band: BandMark | None
    status: StatusMark | None


class Heat(Struct, frozen=True):
    """The heat map: its message, the columns' heads, the head of the last column, rows."""

    message: str
    measures: str
    caption: str
    heads: tuple[HeatHead, ...]
    end: str
    rows: tuple[HeatRow, ...]
    marks: tuple[StatusMark, ...]


class Slip(Struct, frozen=True):
    """How teams fell behind: by names, those behind from the start and those that slipped late or before."""

    teams: int
    from_start: tuple[str, ...]
    late: tuple[str, ...]
    between: tuple[str, ...]
    recovered: tuple[str, ...]


def columns(cycle: Cycle) -> tuple[HeatColumn, ...]:
    """Return at most 14 columns that cover the cycle: weeks, fortnights, months or stretches of months.

    >>> quarter = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
    >>> [column.name for column in columns(quarter)][-2:], len(columns(quarter))
    (['13', '14'], 14)
    >>> [column.name for column in columns(Cycle("2026", date(2026, 1, 1), date(2026, 12, 31)))][:3]
    ['Jan', 'Feb', 'Mar']
    """
    for days, hidden in ((7, _("Week")), (14, _("Weeks"))):
        if cycle.days <= days * MOST_COLUMNS:
            return tuple(_stretches(cycle, days, hidden))
    months = cycle.periods("monthly")
    step = -(-len(months) // MOST_COLUMNS)
    return tuple(
        HeatColumn(numbers.day(part[0][0])[-8:], "", part[0][0], part[-1][1])
        if step > 1
        else HeatColumn(_(numbers.MONTHS[part[0][0].month - 1])[:3], "", part[0][0], part[-1][1])
        for part in (months[at : at + step] for at in range(0, len(months), step))
    )


def _stretches(cycle: Cycle, days: int, hidden: str) -> list[HeatColumn]:
    made = []
    for number, at in enumerate(range(0, cycle.days, days), 1):
        first = cycle.start + timedelta(days=at)
        last = min(first + timedelta(days=days - 1), cycle.end)
        name = str(number) if days == 7 else f"{2 * number - 1}–{2 * number}"
        made.append(HeatColumn(name, hidden, first, last))
    return made


def arranged(heads: Sequence[HeatColumn], weeks: Sequence[WeekScore]) -> tuple[WeekScore | None, ...]:
    """Return the last week of each column, None for a column that is still to come."""
    placed: list[WeekScore | None] = []
    for head in heads:
        inside = [week for week in weeks if head.first <= week.first <= head.last]
        placed.append(inside[-1] if inside else None)
    return tuple(placed)


def cell(week: WeekScore | None, words: Mapping[Status, str]) -> HeatCell:
    """Return what a column shows of a week: nothing before it comes, an en dash without data."""
    if week is None:
        return HeatCell("", Status.NO_DATA.value)
    if week.score is None or week.pace is None:
        return HeatCell(numbers.UNKNOWN, Status.NO_DATA.value)
    return HeatCell(numbers.score(week.score), week.pace.value, words.get(week.pace, ""))


def slipped(rows: Mapping[str, Sequence[WeekScore | None]]) -> Slip:
    """Return which teams are or ended behind, by when they fell behind for good."""
    groups: dict[str, list[str]] = {"start": [], "late": [], "between": [], "recovered": []}
    for name, weeks in rows.items():
        known = [week for week in weeks if week is not None and week.score is not None]
        kind = _kind([week.pace in BEHIND for week in known])
        if kind:
            groups[kind].append(name)
    return Slip(len(rows), *(tuple(groups[kind]) for kind in ("start", "late", "between", "recovered")))


def _kind(behind: Sequence[bool]) -> str:
    """Return when a team fell behind for good; empty for one that never was or has too few weeks to say.

    >>> _kind([True] * 9), _kind([False] * 8 + [True]), _kind([False, False, True, True, True, True])
    ('start', 'late', 'between')
    >>> _kind([True, True, False]), _kind([False, False])
    ('recovered', '')
    """
    if not any(behind):
        return ""
    if not behind[-1]:
        return "recovered"
    since = len(behind) - list(reversed(behind)).index(False) if False in behind else 0
    if since <= 1 and len(behind) > _LATE:
        return "start"
    return "late" if since >= len(behind) - max(1, len(behind) // _LATE) else "between"


def message(slip: Slip, over: bool) -> str:
    """Return in a sentence when teams slipped; it names up to three and counts more.

    >>> message(Slip(10, ("Support", "Data"), tuple("abcdef"), (), ()), True)
    'Support and Data were behind from the start; most others slipped in the last weeks'
    >>> message(Slip(4, (), ("Sales",), (), ()), False), message(Slip(4, (), (), (), ()), False)
    ('Sales slipped in the last weeks', 'No team is behind')
    """
    parts = []
    if slip.from_start:
        parts.append(_from_start(slip.from_start, over))
    if slip.between:
        parts.append(_fell(slip.between, over))
    if slip.late:
        parts.append(_late(slip))
    if not parts:
        return _unharmed(slip, over)
    return "; ".join(parts)


def _from_start(names: Sequence[str], over: bool) -> str:
    if over:
        return (
            _("{teams} were behind from the start").format(teams=named(names))
            if len(names) > 1
            else _("{team} was behind from the start").format(team=names[0])
        )
    text = ngettext("{teams} has been behind from the start", "{teams} have been behind from the start", len(names))
    return text.format(teams=named(names))


def _fell(names: Sequence[str], over: bool) -> str:
    text = _("{teams} fell behind midway") if over else _("{teams} fell behind some weeks ago")
    return text.format(teams=named(names))


def _late(slip: Slip) -> str:
    others = slip.teams - len(slip.from_start) - len(slip.between)
    if slip.from_start and len(slip.late) > 1 and 2 * len(slip.late) > others:
        return _("most others slipped in the last weeks")
    return _("{teams} slipped in the last weeks").format(teams=named(slip.late))


def _unharmed(slip: Slip, over: bool) -> str:
    if slip.recovered:
        text = _("{teams} fell behind and caught up") if over else _("{teams} fell behind and caught up again")
        return text.format(teams=named(slip.recovered))
    return _("No team was behind at any time") if over else _("No team is behind")
