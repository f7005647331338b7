"""Whether the bets on a key result add up to its target, in words, in a table and as a bridge."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrsite.charts import Bridge, BridgeStep
from okrsite.charts.bridge import MOST
from okrsite.compute.coverage import Bet, Coverage
from okrsite.compute.distance import distance_text, part_text, value_text
from okrsite.model.cycle import CycleState
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import KeyResult
from okrsite.views import numbers, readings
from okrsite.views.context import Context
from okrsite.views.formulas import value_of
from okrsite.views.parts import Cell, Column, Figure, Ref, Row, Table
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

STATES = ("done", "in progress", "planned", "proposed", "dropped")
"""The states of a bet, nearest to its effect first."""
_ZERO = Fraction(0)


def covers(coverage: Coverage, key_result: KeyResult) -> str:
    """Return how much of the way the bets cover: "8 of 23.75 hours"; empty where neither can be said."""
    if coverage.way is None or coverage.sum is None:
        return ""
    return part_text(coverage.sum, coverage.way, key_result)


def signed(distance: Fraction, key_result: KeyResult) -> str:
    """Return a distance with its sign and unit."""
    text = distance_text(distance, key_result)
    return numbers.signed(f"{numbers.MINUS}{text}" if distance < 0 else text) if distance else text


def share(value: Fraction | None) -> str:
    """Return a coverage as a percentage, with one decimal where it has one, so that 99.6 % never passes for all.

    >>> share(Fraction(1)), share(Fraction(800, 2375)), share(Fraction(9999, 10000)), share(None)
    ('100\\u2009%', '33.7\\u2009%', '99.9\\u2009%', '–')
    """
    if value is None:
        return numbers.UNKNOWN
    nearest = (value * 1000 + Fraction(1, 2)).__floor__()
    tenths = min(nearest, 999) if value < 1 else nearest
    return numbers.percent(Fraction(tenths, 1000), 0 if tenths % 10 == 0 else 1)


def message(context: Context, key_result: KeyResult) -> str:
    """Return what the bets on a key result amount to: "8 of 23.75 hours: the plan ends at 16 hours"."""
    coverage = context.coverage[key_result.id]
    if coverage.way is None:
        return ""
    if not coverage.live:
        return _("No bet yet on these {whole}").format(whole=distance_text(coverage.way, key_result))
    if coverage.sum is None or coverage.ends_at is None:
        return ngettext("{n} bet without an estimate", "{n} bets without an estimate", coverage.unsized)
    over = context.card.key_results[key_result.id].cycle_state is CycleState.CLOSED
    text = f"{covers(coverage, key_result)}: {_ending(coverage, key_result, coverage.ends_at, over=over)}"
    if coverage.gap and enough_to_come(context, coverage):
        text += _(", yet what is to come is enough from where it stands")
    if not coverage.unsized:
        return text
    return text + ngettext("; {n} bet has no estimate", "; {n} bets have no estimate", coverage.unsized)


def enough_to_come(context: Context, coverage: Coverage) -> bool:
    """Tell whether the bets that are not done yet cover what is left from the latest reading."""
    over = context.card.key_results[coverage.key_result].cycle_state is CycleState.CLOSED
    return not over and coverage.remaining is not None and coverage.remaining >= 1


def _ending(coverage: Coverage, key_result: KeyResult, ends_at: Fraction, *, over: bool) -> str:
    covered, where = coverage.covered or _ZERO, value_text(ends_at, key_result)
    if covered == 1:
        return _("the plan reached the target") if over else _("the plan reaches the target")
    if covered > 1:
        went = _("the plan went beyond the target, to {where}")
        text = went if over else _("the plan goes beyond the target, to {where}")
    elif covered < 0:
        led = _("the plan led away from the target, to {where}")
        text = led if over else _("the plan leads away from the target, to {where}")
    else:
        text = _("the plan ended at {where}") if over else _("the plan ends at {where}")
    return text.format(where=where)


def said_of(context: Context, key_result: KeyResult) -> str:
    """Return what the bets cover: "8 of 23.75 hours, 33.7 % of the way"; empty without bets."""
    coverage = context.coverage[key_result.id]
    if not coverage.live or coverage.covered is None:
        return ""
    return f"{covers(coverage, key_result)}, {shares(context, coverage)}"


def shares(context: Context, coverage: Coverage) -> str:
    """Return which share of the whole way and of what remains the bets cover: "33.7 % of the way"."""
    whole = _("{share} of the way").format(share=share(coverage.covered))
    state = context.card.key_results[coverage.key_result].cycle_state
    if coverage.remaining is None or state is CycleState.CLOSED:
        return whole
    return _("{whole}, {share} of what remains").format(whole=whole, share=share(coverage.remaining))


def in_order(context: Context, bets: Sequence[Bet]) -> list[tuple[Bet, Initiative]]:
    """Return bets with their initiatives, those that are done first, then by their first day."""
    graph = context.graph
    them = [(bet, graph.initiatives[bet.initiative]) for bet in bets if bet.initiative in graph.initiatives]

    def rank(pair: tuple[Bet, Initiative]) -> tuple[int, int]:
        state, start = pair[1].state, pair[1].start
        return STATES.index(state) if state in STATES else len(STATES), start.toordinal() if start else 10**7

    return sorted(them, key=rank)


def bridge_figure(context: Context, key_result: KeyResult) -> Figure | None:
    """Return the bridge of a key result; None where it has no way that a bet could cover."""
    coverage, start = context.coverage[key_result.id], value_of(key_result.start)
    if coverage.way is None or start is None or context.card.key_results[key_result.id].cancelled:
        return None
    anchor = f"bridge-{key_result.anchor}"
    measures = _("{title}, from {start} to {target}").format(
        title=key_result.title, start=_start_text(key_result), target=readings.wanted(key_result)
    )
    known = coverage.live and coverage.covered is not None
    as_of = context.day_of(context.graph.objective_of(key_result).cycle)
    return Figure(
        uid=anchor,
        anchor=anchor,
        caption=message(context, key_result),
        measures=f"{measures}; {shares(context, coverage)}" if known else measures,
        chart=_bridge(context, key_result, coverage, start),
        source=(
            Ref(_("Estimates from roadmaps, as of {day}").format(day=numbers.day(as_of))),
            Ref(_("Link to this chart"), f"#{anchor}"),
        ),
        table=bet_table(context, key_result, coverage),
    )


def _start_text(key_result: KeyResult) -> str:
    start = key_result.start
    return _("an assumed 0") if start and start.assumed else start.text if start else ""


def _bridge(context: Context, key_result: KeyResult, coverage: Coverage, start: Fraction) -> Bridge:
    way = coverage.way or _ZERO
    current = context.card.key_results[key_result.id].current
    closed = context.card.key_results[key_result.id].cycle_state is CycleState.CLOSED
    standing = _("ended at {value}") if closed else _("now {value}")
    ordered = in_order(context, coverage.live)
    rest = sum((bet.impact for bet, _one in ordered[MOST - 1 :] if bet.impact), _ZERO)
    return Bridge(
        title=f"{key_result.title}: {message(context, key_result)}",
        description="; ".join(f"{one.name} {_estimate(bet, key_result)}, {_(one.state)}" for bet, one in ordered),
        start=float(start),
        target=float(start + way),
        start_text=_("Start {value}").format(value=_start_text(key_result)),
        target_text=_("Target {value}").format(value=readings.wanted(key_result)),
        steps=tuple(_step(bet, one, key_result) for bet, one in ordered),
        missing_text=_missing(coverage, key_result),
        now=float(current.value) if current and current.value is not None else None,
        now_text=standing.format(value=current.text) if current and current.text else "",
        more_text=_("{n} more bets"),
        more_value=signed(rest, key_result),
    )


def _step(bet: Bet, one: Initiative, key_result: KeyResult) -> BridgeStep:
    impact = float(bet.impact) if bet.impact is not None else None
    return BridgeStep(one.name, impact, _estimate(bet, key_result), "done" if bet.done else "live", _(one.state))


def _estimate(bet: Bet, key_result: KeyResult) -> str:
    """Return an estimate in the unit of the chart, as typed where that is no number."""
    if bet.impact is None:
        return ", ".join(bet.texts) or _("no estimate")
    return signed(bet.impact, key_result)


def _missing(coverage: Coverage, key_result: KeyResult) -> str:
    if not coverage.live:
        return _("no bet yet")
    gap = coverage.way if coverage.gap is None else coverage.gap
    return _("{gap} not covered").format(gap=distance_text(gap, key_result)) if gap else ""


def bet_table(context: Context, key_result: KeyResult, coverage: Coverage) -> Table:
    """Return the bets on a key result with their estimates, their sum, and what is missing."""
    columns = (
        Column(_("Bet")),
        Column(_("State")),
        Column(_("Estimate"), number=True),
        Column(_("Share of the way"), number=True),
    )
    rows = [
        Row(
            (
                Cell(one.name, context.address(one.id)),
                Cell(_(one.state)),
                Cell(_estimate(bet, key_result)),
                Cell(share(bet.share) if bet.live else _("dropped, not counted")),
            )
        )
        for bet, one in in_order(context, coverage.bets)
    ]
    if coverage.sum is not None:
        total = Cell(signed(coverage.sum, key_result), strong=True)
        rows.append(Row((Cell(_("All together")), Cell(), total, Cell(share(coverage.covered), strong=True))))
    if coverage.gap and coverage.way:
        left = Cell(signed(coverage.gap, key_result))
        rows.append(Row((Cell(_("Not covered")), Cell(), left, Cell(share(coverage.gap / coverage.way)))))
    return Table(_("Bets on “{title}”").format(title=key_result.title), columns, tuple(rows))
