"""Final scores of a team, or of all teams together, over the cycles, as a chart with its message."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrsite.charts import CycleScore, ScoresOverCycles
from okrsite.compute.scorecard import GroupNumbers
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.parts import Cell, Column, Figure, Ref, Row, Table
from okrsite.views.sentence import IDEAL, TOO_SAFE
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

Ended = tuple[Cycle, GroupNumbers]


def over_cycles(context: Context, team: str | None, until: Cycle | None = None) -> Figure | None:
    """Return the final scores of the closed cycles of one length, oldest first; None for fewer than two.

    The length is that of `until`, which is then the last one shown, else the most usual one.
    """
    ended = _drawn(context, team, until)
    if len(ended) < 2:
        return None
    name = context.team_name(team) if team else _("All teams")
    chart = _chart(name, ended)
    anchor = "trend"
    as_of = numbers.day(max(context.day_of(cycle.id) for cycle, _group in ended))
    closed = ngettext("{n} closed cycle, as of {day}", "{n} closed cycles, as of {day}", len(ended))
    return Figure(
        uid=f"trend-{team or 'all'}".lower(),
        caption=chart.title,
        measures=_("{name}: score at the end of each cycle").format(name=name),
        chart=chart,
        source=(Ref(closed.format(day=as_of)), Ref(_("Link to this chart"), f"#{anchor}")),
        table=_table(chart),
        anchor=anchor,
    )


def ended_cycles(context: Context, team: str | None) -> list[Ended]:
    """Return the closed cycles of the most usual length that have a score, oldest first, with their numbers."""
    return _drawn(context, team, None)


def has_trend(context: Context, team: str | None, until: Cycle | None = None) -> bool:
    """Whether over_cycles returns a chart."""
    return len(_drawn(context, team, until)) > 1


def _drawn(context: Context, team: str | None, until: Cycle | None) -> list[Ended]:
    ended = _of_one_length(_ended(context, team), until)
    return [entry for entry in ended if entry[0].end <= until.end] if until else ended


def _ended(context: Context, team: str | None) -> list[Ended]:
    groups = context.card.teams
    found = []
    for cycle in context.graph.cycles.values():
        group = context.card.cycles[cycle.id] if team is None else groups.get((team, cycle.id))
        closed = context.card.states[cycle.id] is CycleState.CLOSED
        if closed and group is not None and group.score is not None:
            found.append((cycle, group))
    return found


def _of_one_length(ended: Sequence[Ended], until: Cycle | None) -> list[Ended]:
    """Return the cycles about as long as `until`, or as most of them are: quarters aren't drawn among years."""
    if not ended:
        return []
    lengths = [cycle.days // 28 for cycle, _group in ended]
    wanted = until.days // 28 if until else max(lengths, key=lambda length: (lengths.count(length), -length))
    return [entry for entry, length in zip(ended, lengths, strict=True) if length == wanted]


def message(scores: Sequence[tuple[str, Fraction]]) -> str:
    """Return what a row of final scores says, oldest first; two or more.

    >>> low, inside = Fraction(5, 10), Fraction(65, 100)
    >>> message([("2026-Q1", low), ("2026-Q2", inside)])
    'Inside the ideal range for the first time'
    >>> message([("2026-Q1", inside), ("2026-Q2", inside)])
    'Inside the ideal range for the second cycle in a row'
    >>> message([("2026-Q1", inside), ("2026-Q2", low)])
    '0.15 lower than in 2026-Q1, below the ideal range'
    """
    places = [_place(score) for _name, score in scores]
    now, (before, earlier), last = places[-1], scores[-2], scores[-1][1]
    if now == 0:
        return _inside(places)
    side = _("above the ideal range") if now > 0 else _("below the ideal range")
    difference = Fraction(_cents(last) - _cents(earlier), 100)
    if not difference:
        return _("The same as in {cycle}, {side}").format(cycle=before, side=side)
    words = (
        _("{difference} higher than in {cycle}, {side}")
        if difference > 0
        else _("{difference} lower than in {cycle}, {side}")
    )
    return words.format(difference=numbers.rounded(abs(difference), 2), cycle=before, side=side)


def _inside(places: Sequence[int]) -> str:
    run = next((back for back, place in enumerate(reversed(places)) if place), len(places))
    if places.count(0) == 1:
        return _("Inside the ideal range for the first time")
    if run == 1:
        return _("Back inside the ideal range")
    if run == 2:
        return _("Inside the ideal range for the second cycle in a row")
    return _("Inside the ideal range for {n} cycles in a row").format(n=run)


def _cents(score: Fraction) -> int:
    return (score * 100 + Fraction(1, 2)).__floor__()


def _place(score: Fraction) -> int:
    low, high = IDEAL
    seen = Fraction(_cents(score), 100)
    return -1 if seen < low else 1 if seen > high else 0


def _chart(name: str, ended: Sequence[Ended]) -> ScoresOverCycles:
    scores = [(cycle.id, group.score or Fraction()) for cycle, group in ended]
    listed = ", ".join(f"{id} {numbers.score(score)}" for id, score in scores)
    return ScoresOverCycles(
        title=message(scores),
        description=_("{name}, final scores: {scores}").format(name=name, scores=listed),
        cycles=tuple(
            CycleScore(
                cycle.id,
                float(group.score or 0),
                numbers.score(group.score),
                _("perhaps too safe") if (group.score or 0) > TOO_SAFE else "",
                (str(group.objectives),),
            )
            for cycle, group in ended
        ),
        ideal_text=_("ideal 0.6 to 0.7"),
        columns=(_("Cycle"), _("Score"), _("Objectives")),
    )


def _table(chart: ScoresOverCycles) -> Table:
    columns = tuple(Column(name, number=at > 0) for at, name in enumerate(chart.header()))
    return Table(_("Score by cycle"), columns, tuple(Row(tuple(Cell(text) for text in row)) for row in chart.rows()))
