"""Teams of a cycle in a table: those in need first, no data before on track."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from okrsite.compute.scorecard import GroupNumbers, Status
from okrsite.compute.trend import WeekScore
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.bars import score_bar, shared_scale
from okrsite.views.context import Context
from okrsite.views.marks import age, band_mark, status_mark
from okrsite.views.parts import Bar, Cell, Column, Ref, Row, Scale, Spark, Table
from okrsite.views.selection import WORST_FIRST
from okrsite.views.sparks import spark
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

MOST_TEAMS = 24
Weeks = Mapping[str, Sequence[WeekScore]]


def team_table(context: Context, cycle: Cycle) -> tuple[Table | None, Ref | None]:
    """Return the table of a cycle's teams below the company, and a link to those that it leaves out."""
    groups = teams_in_need(context, cycle)
    if not groups:
        return None, None
    runs = context.card.states[cycle.id] is not CycleState.CLOSED
    weeks = context.weeks(cycle.id)
    shown = groups[:MOST_TEAMS]
    bars = [score_bar(context.team_name(team), group.pace, group.score, group.expected) for team, group in shown]
    rows = tuple(
        _row(context, cycle, team, group, bar, weeks.get(team, ()))
        for (team, group), bar in zip(shown, bars, strict=True)
    )
    left = len(groups) - len(shown)
    words = ngettext("{n} more team on the scoreboard", "{n} more teams on the scoreboard", left)
    more = Ref(words, context.urls.cycle(cycle)) if left else None
    return Table(_caption(cycle), _columns(context, cycle, runs, shared_scale(bars, inside=True)), rows), more


def teams_in_need(context: Context, cycle: Cycle) -> list[tuple[str, GroupNumbers]]:
    """Return the teams with objectives in a cycle, those in need first; the company only where it is alone."""
    groups = [
        (team, context.card.teams[team, cycle.id])
        for team in sorted({one.team for one in context.index.of_cycle.get(cycle.id, ())})
        if (team, cycle.id) in context.card.teams and context.card.teams[team, cycle.id].objectives
    ]
    below = [entry for entry in groups if entry[0] != context.graph.root]
    return sorted(below, key=lambda entry: _need(context.team_name(entry[0]), entry[1]))


def _need(name: str, group: GroupNumbers) -> tuple[int, Fraction, str]:
    unknown = Status.NO_DATA if group.score is None else Status.ON_TRACK
    return WORST_FIRST.index(group.pace or unknown), group.score or Fraction(), name.lower()


def _columns(context: Context, cycle: Cycle, runs: bool, scale: Scale) -> tuple[Column, ...]:
    since = _("Since {day}").format(day=numbers.day(cycle.start, context.as_of))
    return (
        Column(_("Team")),
        Column(_("Score"), number=True),
        Column(_("Score against expected") if runs else _("Score"), scale=scale),
        Column(since, extra=True),
        Column(_("Pace") if runs else _("Band")),
        Column(_("Last check-in"), number=True, extra=True, quiet=True),
    )


def _caption(cycle: Cycle) -> str:
    return _("Teams in {cycle}: score, distance to what is expected, pace, last check-in").format(cycle=cycle.id)


def _row(context: Context, cycle: Cycle, team: str, group: GroupNumbers, bar: Bar, weeks: Sequence[WeekScore]) -> Row:
    runs = context.card.states[cycle.id] is not CycleState.CLOSED
    pace = Cell(status=status_mark(group.pace or Status.NO_DATA)) if runs else Cell(band=band_mark(group.band))
    last = group.last_checkin
    seen = Cell(day=age(last, context.as_of)) if last else Cell(_("no check-in yet"))
    cells = (
        Cell(context.team_name(team), context.urls.team(team)),
        Cell(numbers.score(group.score), strong=True),
        Cell(bar=bar),
        Cell(spark=week_spark(weeks, cycle.start, group.pace)),
        pace,
        seen,
    )
    return Row(cells, tone=group.pace.value if group.pace else "")


def week_spark(weeks: Sequence[WeekScore], start: date, pace: Status | None) -> Spark:
    """Return the sparkline of a team's weeks, dotted where it was expected to be."""
    points = [(week.last, week.score) for week in weeks if week.score is not None]
    expected = [(week.last, week.expected) for week in weeks if week.expected is not None]
    line = [(start, Fraction()), expected[-1]] if expected else []
    return spark(points, line, pace)
