"""What holds for all coverages, whatever bets and units (contract §2: roadmap)."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from okrsite.compute.calibration import Outcome, calibration
from okrsite.compute.coverage import coverage
from okrsite.diagnostics import Where
from okrsite.model.initiative import Initiative, Move
from okrsite.model.key_result import Amount, Bounds, KeyResult, KeyResultType
from okrsite.model.unit import NUMBER, Unit

WHERE = Where("a.md")
STATES = ("proposed", "planned", "in progress", "done", "dropped")

values = st.integers(min_value=-(10**6), max_value=10**6)
states = st.sampled_from(STATES)
bets = st.lists(st.tuples(values, states), max_size=6)


def amount(value: Fraction | int) -> Amount:
    return Amount(str(value), Fraction(value))


def metric(start: Fraction | int, target: Fraction | int, unit: Unit = NUMBER) -> KeyResult:
    ends = {"start": amount(start), "baseline": amount(start), "target": amount(target)}
    return KeyResult("A.1", "Raise it", "A", KeyResultType.METRIC, WHERE, unit=unit, **ends)


def initiatives(sizes: list[tuple[int, str]], unit: str = "") -> list[Initiative]:
    return [
        Initiative(
            f"I-{n}", "Bet", "one", None, WHERE, "a.md", state=state, moves=(Move("A.1", f"{size}{unit}", WHERE),)
        )
        for n, (size, state) in enumerate(sizes)
    ]


@st.composite
def goals(draw: st.DrawFn) -> KeyResult:
    start, target = draw(values), draw(values)
    assume(start != target)
    return metric(start, target)


@given(goals(), bets, st.randoms())
def test_the_order_of_bets_changes_nothing(goal, sizes, random):
    mixed = initiatives(sizes)
    random.shuffle(mixed)
    found, again = coverage(goal, initiatives(sizes)), coverage(goal, mixed)
    assert replace(again, bets=()) == replace(found, bets=())
    assert set(again.bets) == set(found.bets)


@given(values, values, bets)
def test_the_unit_of_time_changes_nothing(start, target, sizes):
    assume(start != target)
    hours = coverage(metric(start, target, Unit("time", "hour")), initiatives(sizes, " hours"))
    minutes = coverage(metric(start * 60, target * 60, Unit("time", "minute")), initiatives(sizes, " hours"))
    assert minutes.covered == hours.covered
    assert minutes.ends_at == hours.ends_at * 60
    assert [bet.share for bet in minutes.bets] == [bet.share for bet in hours.bets]


@given(goals(), bets)
def test_a_plan_that_ends_at_its_target_is_covered_by_exactly_1(goal, sizes):
    live = [(size, "planned") for size, _ in sizes]
    missing = int(goal.target.value - goal.start.value) - sum(size for size, _ in live)
    found = coverage(goal, initiatives([*live, (missing, "planned")]))
    assert found.covered == 1
    assert found.ends_at == goal.target.value and found.gap == 0 and found.reaches


@given(goals(), bets)
def test_coverage_gap_and_end_agree(goal, sizes):
    found = coverage(goal, initiatives(sizes))
    assert found.ends_at == goal.start.value + found.sum
    assert found.reaches is (found.covered >= 1)
    assert found.gap == (0 if found.reaches else goal.target.value - found.ends_at)
    assert found.sum == sum(size for size, state in sizes if state != "dropped")
    assert found.covered == sum(bet.share for bet in found.live)


@given(goals(), bets)
def test_a_metric_upside_down_is_covered_alike(goal, sizes):
    turned = metric(-goal.start.value, -goal.target.value)
    found = coverage(goal, initiatives(sizes))
    other = coverage(turned, initiatives([(-size, state) for size, state in sizes]))
    assert (other.covered, other.unsized) == (found.covered, found.unsized)
    assert [bet.wrong_sign for bet in other.bets] == [bet.wrong_sign for bet in found.bets]


@given(goals(), bets)
def test_the_sign_is_wrong_exactly_where_a_share_is_below_0(goal, sizes):
    for bet in coverage(goal, initiatives(sizes)).bets:
        assert bet.wrong_sign is (bet.share < 0)


@given(goals(), st.integers(min_value=-100, max_value=100))
def test_a_percentage_of_the_baseline_is_that_many_hundredths_of_it(goal, share):
    found = coverage(goal, initiatives([(share, "planned")], "%"))
    assert found.sum == goal.baseline.value * share / 100


@given(values, st.integers(min_value=1, max_value=10**6), values, bets)
def test_a_range_is_covered_like_a_metric_to_its_nearer_bound(low, width, start, sizes):
    high = low + width
    goal = KeyResult("A.1", "Be inside", "A", KeyResultType.RANGE, WHERE, unit=NUMBER, start=amount(start))
    goal = replace(goal, bounds=Bounds(Fraction(low), Fraction(high), str(low), str(high)))
    found = coverage(goal, initiatives(sizes))
    if low <= start <= high:
        assert found.way is None and found.covered is None
    else:
        assert found.covered == coverage(metric(start, low if start < low else high), initiatives(sizes)).covered


@given(st.lists(st.tuples(values.filter(bool), values), min_size=1, max_size=6), st.integers(1, 1000))
def test_calibration_does_not_depend_on_order_or_unit(pairs, factor):
    def outcome(estimated, actual, scale):
        sizes = Fraction(estimated * scale), Fraction(actual * scale)
        return Outcome("A.1", "one", "2026-Q2", ("I",), *sizes, Fraction(estimated, 100), Fraction(actual, 100))

    found = calibration([outcome(*pair, 1) for pair in pairs])
    assert calibration([outcome(*pair, factor) for pair in reversed(pairs)]) == found
    if sum(estimated for estimated, _ in pairs):
        assert found.ratio == Fraction(sum(moved for _, moved in pairs), sum(size for size, _ in pairs))
