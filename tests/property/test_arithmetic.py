"""What holds for all numbers, whatever people type (contract §2)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from okrsite import compute as arithmetic
from okrsite.compute import Status, key_result_numbers, objective_numbers, stage_of
from okrsite.compute.progress import clamp, share_of_the_way, share_of_the_way_in
from okrsite.compute.rollup import weighted_mean
from okrsite.compute.trend import objective_days, team_weeks
from okrsite.compute.verdict import pace_of
from okrsite.diagnostics import Where
from okrsite.model.amount import Comparator, Quantity, convert
from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import Amount, Bounds, KeyResult, KeyResultType, Milestone
from okrsite.model.objective import Objective
from okrsite.model.reading import Cancelled, Reading, ReadingSource
from okrsite.model.unit import Unit
from okrsite.settings import Settings

WHERE, SETTINGS = Where("a.md"), Settings()
QUARTER = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
MIRROR = {
    Comparator.GE: Comparator.LE,
    Comparator.GT: Comparator.LT,
    Comparator.LE: Comparator.GE,
    Comparator.LT: Comparator.GT,
    None: None,
}

numbers = st.integers(min_value=-(10**6), max_value=10**6).map(lambda n: Fraction(n, 60))
weights = st.integers(min_value=1, max_value=60).map(lambda n: Fraction(n, 6))
shares = st.integers(min_value=0, max_value=60).map(lambda n: Fraction(n, 60))
factors = st.integers(min_value=1, max_value=3600).map(lambda n: Fraction(n, 60))
comparators = st.sampled_from([None, *Comparator])
cycle_days = st.integers(min_value=0, max_value=105).map(lambda n: QUARTER.start + timedelta(days=n))
series = st.dictionaries(cycle_days, numbers, max_size=7).map(lambda values: sorted(values.items()))


def amount(value: Fraction | None) -> Amount | None:
    return None if value is None else Amount(str(value), value)


def build(kind: KeyResultType, values: list[tuple[date, Fraction]], **fields: Any) -> KeyResult:
    readings = tuple(Reading(day, value, str(value), ReadingSource.INLINE, WHERE) for day, value in values)
    return KeyResult("A.1", "Raise it", "A", kind, WHERE, readings=readings, **fields)


@st.composite
def key_results(draw: st.DrawFn) -> KeyResult:
    kind = draw(st.sampled_from(KeyResultType))
    cancelled = draw(st.none() | st.builds(Cancelled, st.none() | cycle_days, st.none()))
    fields: dict[str, Any] = {"comparator": draw(comparators), "weight": draw(weights), "cancelled": cancelled}
    low, high = sorted(draw(st.lists(numbers, min_size=2, max_size=2, unique=True)))
    start = draw(st.none() | numbers)
    assume(start != high)
    steps = st.builds(Milestone, st.just("Step"), weights, st.none() | cycle_days, st.booleans() | cycle_days)
    fields |= {
        KeyResultType.RANGE: {"bounds": Bounds(low, high, "", ""), "start": amount(start)},
        KeyResultType.MAINTAIN: {"level": amount(low)},
        KeyResultType.MILESTONES: {"milestones": tuple(draw(st.lists(steps, min_size=1, max_size=4)))},
        KeyResultType.BINARY: {"done": draw(st.booleans() | cycle_days)},
    }.get(kind, {"start": amount(start), "target": amount(high)})
    return build(kind, draw(series), **fields)


@st.composite
def objectives(draw: st.DrawFn, id: str = "A") -> Objective:
    own = draw(st.lists(key_results(), max_size=4))
    own = [replace(kr, id=f"{id}.{n}", objective=id) for n, kr in enumerate(own)]
    return Objective(
        id,
        "Make it dull",
        draw(st.sampled_from(["one", "two"])),
        QUARTER.id,
        WHERE,
        "a.md",
        tuple(own),
        state=draw(st.sampled_from(["agreed", "agreed", "agreed", "draft"])),
        commitment=draw(st.sampled_from(["aspirational", "committed"])),
        weight=draw(weights),
        cadence=draw(st.sampled_from(["weekly", "biweekly", "monthly"])),
        cancelled=draw(st.none() | st.none() | st.builds(Cancelled, st.none() | cycle_days, st.none())),
    )


def numbers_of(key_result: KeyResult, day: date = QUARTER.end) -> arithmetic.KeyResultNumbers:
    objective = Objective("A", "Make it dull", "one", QUARTER.id, WHERE, "a.md", (key_result,))
    return key_result_numbers(key_result, objective, stage_of(QUARTER, SETTINGS, day))


def score_of(objective: Objective, day: date = QUARTER.end) -> Fraction | None:
    on = stage_of(QUARTER, SETTINGS, day)
    own = [key_result_numbers(key_result, objective, on) for key_result in objective.key_results]
    return objective_numbers(objective, own, on).score


def metric(
    start: Fraction | None, target: Fraction, value: Fraction, comparator: Comparator | None = None
) -> KeyResult:
    fields = {"start": amount(start), "target": amount(target), "comparator": comparator}
    return build(KeyResultType.METRIC, [(QUARTER.start, value)], **fields)


def weighed(parts: list[tuple[Fraction, Fraction]]) -> Objective:
    own = [replace(metric(Fraction(0), Fraction(1), share), weight=weight) for weight, share in parts]
    return Objective("A", "Make it dull", "one", QUARTER.id, WHERE, "a.md", tuple(own))


@given(key_results(), cycle_days)
def test_a_score_is_unknown_or_lies_between_0_and_1(key_result, day):
    found = numbers_of(key_result, day)
    assert found.score is None or 0 <= found.score <= 1
    assert 0 <= found.expected <= found.success


@given(key_results(), cycle_days)
def test_the_score_is_the_progress_clamped_wherever_there_is_progress(key_result, day):
    found = numbers_of(key_result, day)
    assert found.progress is None or found.score == clamp(found.progress)


@given(key_results(), cycle_days)
def test_a_closed_cycle_leaves_nothing_pending_but_what_has_no_direction(key_result, day):
    found = numbers_of(replace(key_result, cancelled=None), day + timedelta(days=200))
    assert found.score is not None or found.derivation in ("no_direction", "no_target")


@given(numbers, numbers, numbers, shares)
def test_moving_toward_the_target_never_lowers_the_score(start, target, value, step):
    assume(start != target)
    nearer = value + (target - value) * step
    assert clamp(share_of_the_way(nearer, start, target)) >= clamp(share_of_the_way(value, start, target))


@given(st.none() | numbers, numbers, numbers, numbers, shares)
def test_moving_toward_a_range_never_lowers_the_progress(start, one, other, value, step):
    low, high = min(one, other), max(one, other)
    nearest = min(max(value, low), high)
    nearer = value + (nearest - value) * step
    assert share_of_the_way_in(nearer, start, low, high) >= share_of_the_way_in(value, start, low, high)


@given(numbers, numbers, numbers, numbers, numbers)
def test_the_share_of_the_way_into_a_range_never_jumps(start, one, other, value, shift):
    low, high = min(one, other), max(one, other)
    assume(not low <= start <= high)
    way = abs((low if start < low else high) - start)
    moved = abs(share_of_the_way_in(value + shift, start, low, high) - share_of_the_way_in(value, start, low, high))
    assert moved <= abs(shift) / way


@given(numbers, numbers, numbers, comparators)
def test_up_and_down_mirror(start, target, value, comparator):
    assume(start != target)
    up = numbers_of(metric(start, target, value, comparator))
    down = numbers_of(metric(-start, -target, -value, MIRROR[comparator]))
    assert (up.progress, up.score, up.met, up.status) == (down.progress, down.score, down.met, down.status)


@given(numbers, numbers, numbers, numbers)
def test_ranges_mirror(start, one, other, value):
    low, high = min(one, other), max(one, other)
    assert share_of_the_way_in(value, start, low, high) == share_of_the_way_in(-value, -start, -high, -low)


@given(key_results(), cycle_days, factors)
def test_another_unit_changes_nothing(key_result, day, factor):
    def scaled(given: Amount | None) -> Amount | None:
        return amount(given.value * factor) if given else None

    bounds = key_result.bounds
    other = replace(
        key_result,
        start=scaled(key_result.start),
        target=scaled(key_result.target),
        level=scaled(key_result.level),
        bounds=bounds and Bounds(bounds.low * factor, bounds.high * factor, "", ""),
        readings=tuple(replace(reading, value=reading.value * factor) for reading in key_result.readings),
    )
    one, two = numbers_of(key_result, day), numbers_of(other, day)
    assert (one.progress, one.score, one.met, one.fell_back) == (two.progress, two.score, two.met, two.fell_back)
    assert (one.status, one.band, one.expected) == (two.status, two.band, two.expected)


@given(numbers, numbers, numbers)
def test_hours_or_minutes_give_the_same_score(start, target, value):
    assume(start != target)
    minutes = [
        convert(Quantity(number, Unit("time", "hour"), None, "", ""), Unit("time", "minute"))
        for number in (start, target, value)
    ]
    assert numbers_of(metric(*minutes)).progress == numbers_of(metric(start, target, value)).progress


@given(st.lists(st.tuples(weights, shares), min_size=1, max_size=6))
def test_a_mean_lies_between_its_parts(parts):
    score = score_of(weighed(parts))
    assert min(share for _, share in parts) <= score <= max(share for _, share in parts)


@given(st.lists(st.tuples(weights, shares), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_parts_changes_nothing(parts, random):
    shuffled = random.sample(parts, len(parts))
    assert score_of(weighed(parts)) == score_of(weighed(shuffled))


@given(st.lists(st.tuples(weights, shares), min_size=1, max_size=6), st.integers(min_value=2, max_value=5))
def test_splitting_a_part_into_equal_weights_changes_nothing(parts, pieces):
    (weight, share), *rest = parts
    assert score_of(weighed([(weight / pieces, share)] * pieces + rest)) == score_of(weighed(parts))


@given(st.lists(st.tuples(weights, shares), min_size=1, max_size=6), weights)
def test_scaling_all_weights_changes_nothing(parts, factor):
    assert score_of(weighed([(weight * factor, share) for weight, share in parts])) == score_of(weighed(parts))


@given(weights, st.lists(numbers, min_size=1, max_size=6))
def test_the_plain_mean_is_the_weighted_one(weight, values):
    equal = weighted_mean((Fraction(weight.numerator, weight.denominator), value) for value in values)
    assert weighted_mean((weight, value) for value in values) == equal == sum(values) / len(values)


@given(shares, shares, shares)
def test_a_higher_score_never_has_a_worse_pace(one, other, expected):
    order = [Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK]
    worse, better = (order.index(pace_of(score, expected, SETTINGS)) for score in sorted((one, other)))
    assert worse <= better


@settings(max_examples=25)
@given(st.tuples(objectives("A"), objectives("B")), cycle_days)
def test_what_a_week_or_a_day_shows_is_what_was_computed_then(written, today):
    graph = OkrGraph(
        "company",
        {QUARTER.id: QUARTER},
        {},
        (),
        {},
        {objective.id: objective for objective in written},
        {kr.id: kr for objective in written for kr in objective.key_results},
        {},
        (),
        (),
        (),
        {},
        {},
        {},
        {},
    )
    card = arithmetic.compute(graph, SETTINGS, today)
    for week in team_weeks(graph, SETTINGS, card, QUARTER.id)[""]:
        then = arithmetic.compute(graph, SETTINGS, min(week.last, today)).cycles[QUARTER.id]
        assert (week.score, week.expected, week.pace) == (then.score, then.expected, then.pace)
    for objective in written:
        for day in objective_days(objective, graph, SETTINGS, card):
            assert day.score == score_of(objective, day.date)
