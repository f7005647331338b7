"""Coverage of key results by bets (contract §2: roadmap; the example is that of seed text 002)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from reports import reported

from okrsite.compute.coverage import Coverage, coverages
from okrsite.compute.distance import part_text, value_text
from okrsite.model.key_result import KeyResult

SEED = """
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
      - id: .first-value
        key_result: Cut time to first value
        baseline: 24 hours
        target: 15 minutes
"""
SEED_ROADMAP = """
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: I-1
    name: Interactive product tour
    moves:
      - kr: ONB-1.completion
        impact: +8%
  - id: I-2
    name: Onboarding progress visualization
    moves:
      - kr: ONB-1.completion
        impact: +4%
  - id: I-3
    name: Single sign-on integration
    moves:
      - kr: ONB-1.completion
        impact: +5%
  - id: I-4
    name: Template library for quick starts
    moves:
      - kr: ONB-1.first-value
        impact: -6 hours
  - id: I-5
    name: Streamlined account verification
    moves:
      - kr: ONB-1.first-value
        impact: -2 hours
"""


def with_bets(keys: str, *bets: str) -> tuple[Coverage, KeyResult]:
    """The coverage of one key result, whose keys are parted by semicolons; a bet is an impact and maybe its state."""
    lines = "".join(f"\n        {line.strip()}" for line in keys.split(";"))
    goal = f"""
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: A-1
    objective: Make it count
    owner: onboarding-lead
    key_results:
      - id: .x
        key_result: Move it{lines}
"""
    road = "okr: roadmap\nteam: onboarding\ncycle: 2026-Q3\ninitiatives:\n"
    for number, bet in enumerate(bets, 1):
        impact, _, state = bet.partition("|")
        road += f"  - id: I-{number}\n    name: Bet {number}\n    state: {state.strip() or 'planned'}\n"
        road += "    moves:\n      - kr: A-1.x\n"
        road += f'        impact: "{impact.strip()}"\n' if impact.strip() else ""
    made = reported(goal, *([road] if bets else []))
    return coverages(made.graph, made.card)["A-1.x"], made.graph.key_results["A-1.x"]


def test_completion_of_the_seed_is_covered_17_of_17_points():
    made = reported(SEED, SEED_ROADMAP)
    found = coverages(made.graph, made.card)["ONB-1.completion"]
    assert (found.sum, found.way, found.covered) == (17, 17, 1)
    assert found.gap == 0 and found.reaches is True
    assert part_text(found.sum, found.way, made.graph.key_results["ONB-1.completion"]) == "17 of 17 points"


def test_time_to_first_value_of_the_seed_is_covered_8_of_23_75_hours_and_ends_at_16():
    made = reported(SEED, SEED_ROADMAP)
    found, goal = coverages(made.graph, made.card)["ONB-1.first-value"], made.graph.key_results["ONB-1.first-value"]
    assert found.covered == Fraction(8 * 60, 1425) == Fraction(32, 95)
    assert round(float(found.covered), 3) == 0.337
    assert part_text(found.sum, found.way, goal) == "8 of 23.75 hours"
    assert value_text(found.ends_at, goal) == "16 hours"
    assert [bet.share for bet in found.bets] == [Fraction(24, 95), Fraction(8, 95)]
    assert found.reaches is False


@pytest.mark.parametrize(
    ("keys", "bet", "impact"),
    [
        ("baseline: 68%; target: 85%", "8 points", 8),
        ("baseline: 68%; target: 85%", "+8 percentage points", 8),
        ("baseline: 68%; target: 85%", "8", 8),
        ("baseline: 68%; target: 85%", "150 bps", Fraction(3, 2)),
        ("baseline: 0.9% monthly; target: 0.5% monthly", "-0.2%", Fraction(-1, 5)),
        ("baseline: 40 tickets; target: 20 tickets", "-5%", -2),
        ("start: 0; baseline: 400 tickets; target: 500 tickets", "10%", 40),
        ("baseline: 24 hours; target: 15 minutes", "-30m", -30),
        ("baseline: 24 hours; target: 15 minutes", "1h 30m", 90),
        ("baseline: 24 hours; target: 15 minutes", "-60", -60),
        ("baseline: $41 per month; target: $58 per month", "$5", 5),
        ("baseline: 3.9/5; target: 4.4/5", "+0.2", Fraction(1, 5)),
        ("baseline: 10; change: 50%", "20%", 2),
        ("change: 50%", "20%", 20),
    ],
)
def test_an_impact_counts_in_the_unit_of_its_key_result(keys, bet, impact):
    found, _ = with_bets(keys, bet)
    assert found.bets[0].impact == impact
    assert found.unsized == 0 and found.covered is not None


@pytest.mark.parametrize(
    ("keys", "bet"),
    [
        ("baseline: 68%; target: 85%", "6 hours"),
        ("baseline: 40 tickets; target: 20 tickets", "a lot"),
        ("baseline: 3.9/5; target: 4.4/5", "+1/10"),
        ("target: 540 tickets", "10%"),
        ("baseline: 40 tickets; target: 20 tickets", ""),
        ("baseline: 40 tickets; target: 20 tickets", "5 pp"),
    ],
)
def test_what_is_no_impact_counts_in_nothing_and_is_not_0(keys, bet):
    found, _ = with_bets(keys, bet)
    assert found.bets[0].impact is None and found.bets[0].share is None
    assert (found.unsized, found.sum, found.covered, found.ends_at) == (1, None, None, None)


def test_bets_without_an_estimate_stand_beside_those_that_have_one():
    found, _ = with_bets("baseline: 10; target: 20", "4", "")
    assert (found.sum, found.unsized, found.covered) == (4, 1, Fraction(2, 5))


def test_without_bets_coverage_is_0_and_the_plan_ends_where_it_starts():
    found, _ = with_bets("baseline: 10; target: 20")
    assert (found.bets, found.sum, found.covered, found.ends_at, found.gap) == ((), 0, 0, 10, 10)


def test_dropped_bets_are_not_live_and_proposed_ones_are():
    found, _ = with_bets("baseline: 10; target: 20", "4 | dropped", "3 | proposed")
    assert (found.sum, [bet.live for bet in found.bets]) == (3, [False, True])


def test_what_remains_counts_only_what_is_not_done_against_what_is_left():
    found, _ = with_bets("baseline: 10; target: 20; current: 14", "5 | done", "3 | planned")
    assert (found.ahead, found.left, found.remaining) == (3, 6, Fraction(1, 2))
    assert found.covered == Fraction(4, 5)


def test_what_remains_is_unknown_once_met_and_without_a_reading():
    met, _ = with_bets("baseline: 10; target: 20; current: 21", "3")
    unread, _ = with_bets("baseline: 10; target: 20", "3")
    assert met.remaining is None and unread.remaining is None
    assert met.covered == unread.covered == Fraction(3, 10)


def test_a_strict_target_that_is_reached_and_not_met_leaves_no_way():
    found, _ = with_bets("baseline: 10; target: < 4; current: 4", "-3")
    assert found.remaining is None


@pytest.mark.parametrize(("baseline", "bet", "way"), [(20, "5", 10), (50, "-5", -10)], ids=["from below", "from above"])
def test_the_way_of_a_range_leads_to_its_nearer_bound(baseline, bet, way):
    found, _ = with_bets(f"baseline: {baseline}; target: [30, 40]", bet)
    assert (found.way, found.covered) == (way, Fraction(1, 2))


@pytest.mark.parametrize(
    "keys",
    [
        'maintain: ">= 99%"',
        "done: false",
        "target: [30, 40]",
        "baseline: 35; target: [30, 40]",
        "baseline: 20; target: 20",
        "target: 80%+",
    ],
)
def test_other_kinds_and_those_without_a_way_have_no_coverage(keys):
    found, _ = with_bets(keys, "5")
    assert (found.way, found.covered, found.remaining, found.ends_at, found.gap) == (None, None, None, None, None)


@pytest.mark.parametrize(
    ("keys", "bet", "wrong"),
    [
        ("baseline: 24 hours; target: 15 minutes", "6 hours", True),
        ("baseline: 24 hours; target: 15 minutes", "-6 hours", False),
        ("baseline: 10; target: 20", "-1", True),
        ("baseline: 10; target: 20", "0", False),
        ("target: 80%+", "-5%", True),
        ('maintain: ">= 99%"', "-1%", True),
        ('maintain: ">= 99%"', "+0.5%", False),
        ("baseline: 50; target: [30, 40]", "5", True),
        ("baseline: 35; target: [30, 40]", "5", False),
        ("baseline: 10; target: 20", "6 hours", False),
    ],
)
def test_the_sign_is_wrong_where_a_bet_leads_away_from_the_target(keys, bet, wrong):
    found, _ = with_bets(keys, bet)
    assert found.bets[0].wrong_sign is wrong


def test_several_moves_of_one_initiative_are_one_bet():
    road = """
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: I-1
    name: Tour
    moves:
      - kr: ONB-1.completion
        impact: +3%
      - kr: ONB-1.completion
        impact: +4%
      - kr: ONB-1.first-value
        impact: -1 hour
"""
    made = reported(SEED, road)
    found = coverages(made.graph, made.card)
    assert [(bet.impact, bet.texts) for bet in found["ONB-1.completion"].bets] == [(7, ("+3%", "+4%"))]
    assert [bet.initiative for bet in found["ONB-1.first-value"].bets] == ["I-1"]


def test_a_counter_that_begins_anew_is_covered_from_its_start_not_its_baseline():
    found, _ = with_bets("start: 0; baseline: 412,000 tickets; target: 540,000 tickets", "270,000 tickets")
    assert (found.way, found.covered, found.ends_at) == (540000, Fraction(1, 2), 270000)
