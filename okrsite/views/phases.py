"""What a cycle is busy with, and which teams have drafted, agreed, checked in and closed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from okrsite.compute.phase import Phase, TeamSteps, phase_of, team_steps
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context, grouped, kept
from okrsite.views.parts import Bit, Cell, Column, Ref, Row, StatusMark, Table, Why
from okrsite.views.seals import is_open
from okrsite.views.selection import previous_cycle, used_cycles
from okrsite.views.values import tree_order
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_PHASES = (Phase.PREPARE, Phase.DRAFT, Phase.RUN, Phase.REFLECT)
_MOST = 12
_DONE, _PARTLY, _NONE = "achieved", "at_risk", "no_data"


class PhaseName(Struct, frozen=True):
    """One phase in the row of all of them."""

    word: str
    current: bool


class Steps(Struct, frozen=True):
    """The teams of a cycle with their steps, those that lack something first; `rest` is folded away."""

    note: str
    table: Table | None
    rest: Table | None
    rest_words: str
    why: Why


class Phases(Struct, frozen=True):
    """The row of phases, and in a few words what is missing."""

    names: tuple[PhaseName, ...]
    note: Ref
    steps: Steps | None


def phases(context: Context, cycle: Cycle) -> Phases:
    """Return the phase of a cycle and the steps of its teams."""
    state = context.card.states[cycle.id]
    own = _own(context, cycle)
    agreed = sum(one.agreed for one in own)
    drafts = sum(one.drafted - one.agreed for one in own)
    unwritten = sum(not one.written for one in own)
    phase = phase_of(state, agreed, drafts, unwritten)
    lacking = [one for one in own if _lacks(one, state)]
    return Phases(
        names=tuple(PhaseName(_word(one), one is phase) for one in _PHASES),
        note=Ref(_note(lacking, phase), "#steps" if own else ""),
        steps=_steps(context, cycle, own, lacking) if own else None,
    )


def _own(context: Context, cycle: Cycle) -> list[TeamSteps]:
    """Return the steps of all teams that had objectives in the cycle before, or have some; once closed, of the latter.

    They stand in the order of the organisation.
    """
    before = previous_cycle(context.graph, cycle, used_cycles(context))
    ahead = context.card.states[cycle.id] in (CycleState.UPCOMING, CycleState.OPEN)
    earlier = agreeing_teams(context).get(before.id, ()) if before and ahead else ()
    expected = dict.fromkeys(team for team in earlier if team in context.graph.teams)
    order = {id: at for at, id in enumerate(tree_order(context))}
    own = context.index.of_cycle.get(cycle.id, ())
    written = {team for team in (*expected, *(one.team for one in own)) if _has_written(context, team, cycle)}
    found = team_steps(own, written, context.card, cycle, expected)
    return sorted((one for one in found if ahead or one.agreed), key=lambda one: order.get(one.team, len(order)))


@kept
def agreeing_teams(context: Context) -> dict[str, tuple[str, ...]]:
    """Return the teams that have agreed on an objective, by cycle, in the order of the documents."""
    every = ((one.cycle, one.team) for one in context.graph.objectives.values() if one.counts)
    return grouped(dict.fromkeys(every))


def _has_written(context: Context, team: str, cycle: Cycle) -> bool:
    """Whether a team's retrospective is there and no draft any more."""
    told = context.index.retrospectives.get((team, cycle.id))
    return told is not None and not is_open(context, cycle, told.uri)


def _lacks(one: TeamSteps, state: CycleState) -> bool:
    if state in (CycleState.CLOSING, CycleState.CLOSED):
        return not one.written
    unagreed = one.agreed < max(one.drafted, 1)
    return unagreed or (state is CycleState.OPEN and one.checkins.n < one.checkins.of)


def _word(phase: Phase) -> str:
    words = {
        Phase.PREPARE: _("Prepare"),
        Phase.DRAFT: _("Draft"),
        Phase.RUN: _("Run"),
        Phase.REFLECT: _("Reflect"),
    }
    return words[phase]


def _note(lacking: Sequence[TeamSteps], phase: Phase) -> str:
    if phase is Phase.ARCHIVED:
        return _("all done, every retrospective is written")
    if not lacking:
        return _("no team lacks anything")
    return ngettext("{n} team lacks something", "{n} teams lack something", len(lacking))


def _steps(context: Context, cycle: Cycle, own: Sequence[TeamSteps], lacking: Sequence[TeamSteps]) -> Steps:
    complete = [one for one in own if one not in lacking]
    shown, rest = lacking[:_MOST], [*lacking[_MOST:], *complete]
    words = (
        ngettext("{n} more team", "{n} more teams", len(rest))
        if len(lacking) > _MOST
        else ngettext("{n} team lacks nothing", "{n} teams lack nothing", len(rest))
    )
    return Steps(
        note=_("those that lack something first") if shown else "",
        table=_table(context, cycle, shown) if shown else None,
        rest=_table(context, cycle, rest) if rest else None,
        rest_words=words,
        why=_why(context, cycle),
    )


def _table(context: Context, cycle: Cycle, rows: Sequence[TeamSteps]) -> Table:
    closed = context.card.states[cycle.id] is CycleState.CLOSED
    columns = (
        Column(_("Team")),
        Column(_("Drafted"), extra=True),
        Column(_("Agreed")),
        Column(_("Check-ins made") if closed else _("Checked in lately")),
        Column(_("Closed")),
    )
    caption = _("What teams have done of {cycle}").format(cycle=cycle.id)
    return Table(caption, columns, tuple(_row(context, cycle, one) for one in rows))


def _row(context: Context, cycle: Cycle, one: TeamSteps) -> Row:
    over = context.card.states[cycle.id] in (CycleState.CLOSING, CycleState.CLOSED)
    return Row(
        (
            Cell(context.team_name(one.team), context.urls.team(one.team)),
            _cell(one.drafted, one.drafted, ngettext("{n} objective", "{n} objectives", one.drafted)),
            _cell(one.agreed, one.drafted),
            _cell(one.checkins.n, one.checkins.of) if one.checkins.of else Cell(numbers.UNKNOWN),
            _closed(context, cycle, one) if over or one.written else Cell(numbers.UNKNOWN),
        )
    )


def _cell(n: int, every: int, words: str = "") -> Cell:
    """Return how many of all, by shape and in words."""
    if not n:
        return Cell(status=StatusMark(_NONE, _("none yet")))
    text = words or _("{n} of {all}").format(n=n, all=every)
    return Cell(status=StatusMark(_DONE if n == every else _PARTLY, text))


def _closed(context: Context, cycle: Cycle, one: TeamSteps) -> Cell:
    address = context.urls.retrospective(cycle, one.team)
    if one.written:
        return Cell(_("retrospective"), address, status=StatusMark(_DONE, _("written")))
    return Cell(_("what it is to say"), address, status=StatusMark(_NONE, _("none yet")))


def _why(context: Context, cycle: Cycle) -> Why:
    closed = context.card.states[cycle.id] is CycleState.CLOSED
    made = (
        _("Check-ins made, of those that the cadences asked for: one for each key result and week, fortnight or month.")
        if closed
        else _("Checked in lately: key results with a check-in within 7 days, 14 or 31, by their cadence.")
    )
    drafted = _("Drafted are objectives in any state, agreed those that nobody calls a draft or a proposal.")
    counted = _("Closed is who wrote a retrospective. Every team counts that has objectives here, or had some before.")
    return Why(_("How this is counted"), (), ((Bit(drafted),), (Bit(made),), (Bit(counted),)))
