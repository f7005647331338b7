"""Whether the bets add up to the target: what the roadmap is thought to move, against the way of a key result."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.impact import direction_of, impact, way_to
from okrsite.compute.progress import ZERO, value_of
from okrsite.compute.scorecard import KeyResultNumbers, Scorecard
from okrsite.model.graph import OkrGraph
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import KeyResult


class Bet(Struct, frozen=True):
    """One initiative's estimate for one key result.

    `impact` is signed, in the key result's unit; None where it is not said or can't be taken. `share` is the part of
    the whole way (0.25: a quarter of it; below 0 where the sign is wrong), None where there is no way. `texts` are
    the estimates as typed; several of one initiative are summed. `live` is all that is not dropped.
    """

    initiative: str
    impact: Fraction | None
    share: Fraction | None
    live: bool
    done: bool
    wrong_sign: bool
    texts: tuple[str, ...] = ()


class Coverage(Struct, frozen=True):
    """How far the live bets on a key result go (contract §2); distances are signed, in the key result's unit.

    `way` is target - start (of a range, to its nearer bound), None for kinds without one. `sum` is what the live bets
    move together, 0 without any, None where none of them has an estimate that counts; those without are left out of
    it and counted in `unsized`. `covered` is sum / way. `ends_at` is the value at which the plan ends, `gap` what is
    then missing to the target: signed like `way`, 0 where the plan reaches it or goes beyond. `ahead` is what those
    that are live and not done move, `left` the way from the latest reading on, and `remaining` is ahead / left; the
    two are None when the target is met or nothing was read.
    """

    key_result: str
    bets: tuple[Bet, ...]
    way: Fraction | None
    sum: Fraction | None
    covered: Fraction | None
    remaining: Fraction | None
    ends_at: Fraction | None
    gap: Fraction | None
    unsized: int
    ahead: Fraction | None = None
    left: Fraction | None = None

    @property
    def live(self) -> tuple[Bet, ...]:
        """The bets that are not dropped."""
        return tuple(bet for bet in self.bets if bet.live)

    @property
    def reaches(self) -> bool | None:
        """Whether the plan ends at the target or beyond; None where that can't be said."""
        return None if self.gap is None else not self.gap


def coverages(graph: OkrGraph, card: Scorecard) -> dict[str, Coverage]:
    """The coverage of every key result, by id; bets are in the order of the roadmaps."""
    betting = _betting(graph.initiatives.values())
    return {
        id: coverage(key_result, betting.get(id, ()), card.key_results[id])
        for id, key_result in graph.key_results.items()
    }


def coverage(
    key_result: KeyResult, initiatives: Iterable[Initiative], numbers: KeyResultNumbers | None = None
) -> Coverage:
    """The coverage of one key result by `initiatives`; without `numbers` nothing is known of what remains.

    >>> from okrsite.diagnostics import Where
    >>> from okrsite.model.initiative import Move
    >>> from okrsite.model.key_result import Amount, KeyResultType
    >>> from okrsite.model.quantity import Unit
    >>> here = Where("a.md")
    >>> completion = KeyResult("A.1", "Raise completion", "A", KeyResultType.METRIC, here, unit=Unit("percent", "%"),
    ...     start=Amount("68%", Fraction(68)), target=Amount("85%", Fraction(85)))
    >>> tour, progress = (
    ...     Initiative(id, id, "one", None, here, "a.md", moves=(Move("A.1", text, here),))
    ...     for id, text in (("tour", "+8%"), ("progress", "+4%")))
    >>> found = coverage(completion, [tour, progress])
    >>> found.covered, int(found.ends_at), int(found.gap)
    (Fraction(12, 17), 80, 5)
    """
    start = value_of(key_result.start)
    way = way_to(key_result, start) or None
    bets = tuple(_bet(initiative, key_result, way) for initiative in initiatives)
    if not bets:
        return _uncovered(key_result, way, start, _left(key_result, numbers))
    live = [bet for bet in bets if bet.live]
    total = _sum(live)
    covered = total / way if way is not None and total is not None else None
    reached = covered is not None and covered >= 1
    ahead, left = _sum(bet for bet in live if not bet.done), _left(key_result, numbers)
    return Coverage(
        key_result=key_result.id,
        bets=bets,
        way=way,
        sum=total,
        covered=covered,
        remaining=ahead / left if ahead is not None and left else None,
        ends_at=start + total if start is not None and total is not None and covered is not None else None,
        gap=None if covered is None or way is None or total is None else ZERO if reached else way - total,
        unsized=sum(bet.impact is None for bet in live),
        ahead=ahead,
        left=left,
    )


def _uncovered(key_result: KeyResult, way: Fraction | None, start: Fraction | None, left: Fraction | None) -> Coverage:
    # Most key results have no bets, and an archive has tens of thousands of them.
    covered, ends_at = (None, None) if way is None else (ZERO, start)
    remaining = ZERO if left else None
    return Coverage(key_result.id, (), way, ZERO, covered, remaining, ends_at, way, 0, ZERO, left)


def _betting(initiatives: Iterable[Initiative]) -> dict[str, list[Initiative]]:
    betting: dict[str, list[Initiative]] = {}
    for initiative in initiatives:
        for target in dict.fromkeys(move.key_result for move in initiative.moves):
            betting.setdefault(target, []).append(initiative)
    return betting


def _bet(initiative: Initiative, key_result: KeyResult, way: Fraction | None) -> Bet:
    texts = [move.impact for move in initiative.moves if move.key_result == key_result.id and move.impact is not None]
    sized = [value for value in (impact(text, key_result) for text in texts) if value is not None]
    total = sum(sized, ZERO) if sized else None
    direction = direction_of(key_result)
    return Bet(
        initiative=initiative.id,
        impact=total,
        share=total / way if total is not None and way is not None else None,
        live=initiative.state != "dropped",
        done=initiative.state == "done",
        wrong_sign=bool(total is not None and direction is not None and total * direction < 0),
        texts=tuple(texts),
    )


def _sum(bets: Iterable[Bet]) -> Fraction | None:
    """What bets move together: 0 without any, None where there are some and none has a size."""
    impacts = [bet.impact for bet in bets]
    sized = [value for value in impacts if value is not None]
    return sum(sized, ZERO) if sized or not impacts else None


def _left(key_result: KeyResult, numbers: KeyResultNumbers | None) -> Fraction | None:
    if numbers is None or numbers.current is None or numbers.met:
        return None
    return way_to(key_result, numbers.current.value)
