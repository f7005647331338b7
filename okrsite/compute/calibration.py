"""How good estimates were: what the bets that were done should have moved, and what the key result did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.coverage import Coverage, coverages
from okrsite.compute.progress import ZERO, value_of
from okrsite.compute.scorecard import Scorecard
from okrsite.model.cycle import CycleState
from okrsite.model.graph import OkrGraph


class Outcome(Struct, frozen=True):
    """Estimate against movement of one key result of a closed cycle, both signed and in its unit.

    `bets` are those that were done, `estimated` is the sum of their estimates as far as there are any; `actual` is the
    last reading less the start, None without a reading. `share_estimated` and `share_actual` are the same as parts of
    the way from start to target, so that key results of different units compare. With more than one bet, `shared` is
    true: nobody can tell which of them moved what. What moved by itself, or was moved by others, is in `actual` too.
    """

    key_result: str
    team: str
    cycle: str
    bets: tuple[str, ...]
    estimated: Fraction
    actual: Fraction | None
    share_estimated: Fraction
    share_actual: Fraction | None

    @property
    def shared(self) -> bool:
        """Whether several bets were done for this key result, so that they can't be told apart."""
        return len(self.bets) > 1

    @property
    def ratio(self) -> Fraction | None:
        """Actual / estimated: 1 as foretold, below 1 too hopeful, below 0 the wrong way; None where unknown."""
        return self.actual / self.estimated if self.actual is not None and self.estimated else None


class Calibration(Struct, frozen=True):
    """How much of what a team estimated came true: Σ movement / Σ estimate, each as a share of its key result's way.

    `n` key results had both; `ratio` is None without any, or where the estimates cancel each other out. `shared` of
    them had several bets.
    """

    ratio: Fraction | None
    n: int
    shared: int


def outcomes(graph: OkrGraph, card: Scorecard, covered: Mapping[str, Coverage] | None = None) -> tuple[Outcome, ...]:
    """The outcome of every key result of a closed cycle for which a bet with an estimate was done.

    Cancelled key results and those without a way are left out; the order is that of the documents. `covered` are the
    coverages where they are at hand.
    """
    found = covered if covered is not None else coverages(graph, card)
    closed = {id for id, state in card.states.items() if state == CycleState.CLOSED}
    made = (_outcome(found[id], graph, card) for id in graph.key_results if _cycle(graph, id) in closed)
    return tuple(one for one in made if one is not None)


def calibration(results: Iterable[Outcome]) -> Calibration:
    """The calibration over some outcomes: of a team's cycle, of a team over cycles, of everybody.

    >>> def outcome(estimated, actual):
    ...     return Outcome("A.1", "one", "2026-Q2", ("tour",), estimated, actual, estimated / 20, actual / 20)
    >>> calibration([outcome(Fraction(8), Fraction(5)), outcome(Fraction(2), Fraction(3))]).ratio
    Fraction(4, 5)
    """
    known = [one for one in results if one.share_actual is not None]
    estimated = sum((one.share_estimated for one in known), ZERO)
    moved = sum((one.share_actual for one in known if one.share_actual is not None), ZERO)
    return Calibration(moved / estimated if estimated else None, len(known), sum(one.shared for one in known))


def calibrations(results: Iterable[Outcome]) -> dict[str, Calibration]:
    """The calibration of every team over all its closed cycles, by team id."""
    teams: dict[str, list[Outcome]] = defaultdict(list)
    for one in results:
        teams[one.team].append(one)
    return {team: calibration(own) for team, own in teams.items()}


def cycle_calibrations(results: Iterable[Outcome]) -> dict[tuple[str, str], Calibration]:
    """The calibration of every team in each closed cycle, by (team id, cycle id)."""
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in results:
        groups[(one.team, one.cycle)].append(one)
    return {key: calibration(own) for key, own in groups.items()}


def _cycle(graph: OkrGraph, id: str) -> str:
    return graph.objective_of(graph.key_results[id]).cycle


def _outcome(covered: Coverage, graph: OkrGraph, card: Scorecard) -> Outcome | None:
    numbers = card.key_results[covered.key_result]
    done = [bet for bet in covered.bets if bet.done]
    sized = [bet.impact for bet in done if bet.impact is not None]
    if not sized or covered.way is None or not numbers.counted:
        return None
    key_result = graph.key_results[covered.key_result]
    objective = graph.objective_of(key_result)
    start, last = value_of(key_result.start), numbers.current.value if numbers.current else None
    estimated = sum(sized, ZERO)
    actual = last - start if last is not None and start is not None else None
    return Outcome(
        key_result=key_result.id,
        team=objective.team,
        cycle=objective.cycle,
        bets=tuple(bet.initiative for bet in done),
        estimated=estimated,
        actual=actual,
        share_estimated=estimated / covered.way,
        share_actual=None if actual is None else actual / covered.way,
    )
