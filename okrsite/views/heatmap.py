"""The heat map of a cycle out of the scores of its teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsite.compute.scorecard import GroupNumbers, Status
from okrsite.compute.trend import WeekScore
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.heat import Heat, HeatColumn, HeatHead, HeatRow, Slip, arranged, cell, columns, message, slipped
from okrsite.views.marks import STATUS_WORDS, band_mark, status_mark
from okrsite.views.parts import Ref
from okrsite.views.selection import BEHIND
from okrsite.views.values import teams_of
from okrsite.views.words import gettext as _

Weeks = Mapping[str, Sequence[WeekScore]]


def heat_map(context: Context, cycle: Cycle) -> tuple[Heat | None, Slip | None]:
    """Return the heat map and when teams slipped; None for a cycle that has not begun or has no readings."""
    if context.card.states[cycle.id] is CycleState.UPCOMING or not context.card.cycles[cycle.id].objectives:
        return None, None
    weeks = context.weeks(cycle.id)
    if not any(week.score is not None for week in weeks[""]):
        return None, None
    heads, teams = columns(cycle), teams_of(context, cycle)
    placed = {team: arranged(heads, weeks.get(team, ())) for team in teams}
    slip = slipped({context.team_name(team): weeks for team, weeks in placed.items()})
    over = context.card.states[cycle.id] is CycleState.CLOSED
    rows = []
    if len(teams) > 1:
        rows.append(_row(Ref(_("All teams")), arranged(heads, weeks[""]), context.card.cycles[cycle.id], over))
    for team in teams:
        name = Ref(context.team_name(team), context.urls.team(team))
        rows.append(_row(name, placed[team], context.card.teams[team, cycle.id], over))
    return _heat(cycle, heads, rows, message(slip, over), over), slip


def _heat(cycle: Cycle, heads: Sequence[HeatColumn], rows: list[HeatRow], said: str, over: bool) -> Heat:
    by = _("week") if heads[0].hidden else _("month")
    return Heat(
        message=said,
        measures=_("Score of each team by {week}, marked where it was behind what was expected then:").format(week=by),
        caption=_("Score by team and {week} of {cycle}").format(week=by, cycle=cycle.id),
        heads=tuple(HeatHead(head.name, head.hidden) for head in heads),
        end=_("Final") if over else _("Now"),
        rows=tuple(rows),
        marks=tuple(status_mark(status) for status in reversed(BEHIND)),
    )


def _row(name: Ref, weeks: Sequence[WeekScore | None], group: GroupNumbers, over: bool) -> HeatRow:
    words = {status: _(STATUS_WORDS[status]).lower() for status in BEHIND}
    return HeatRow(
        name=name,
        cells=tuple(cell(week, words) for week in weeks),
        end=numbers.score(group.score),
        band=band_mark(group.band) if over else None,
        status=None if over else status_mark(group.pace or Status.NO_DATA),
    )
