"""What lies between two states: goals moved and whether that asks for less, scores, words, findings."""

from __future__ import annotations

import pytest
from reports import reported

from okrsite.compute.demand import Demand
from okrsite.compute.difference import Difference, Side, difference

TEMPLATE = """
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: O
    objective: Make the first hour count
    owner: onboarding-lead
    {objective}
    key_results:
      - id: .kr
        key_result: Raise completion
        owner: onboarding-analyst
        {result}
"""
METRIC = "{baseline: 60%, target: 90%, current: 75%}"


def side(result: str, objective: str = "context: Why") -> Side:
    lines = "\n        ".join(result.splitlines())
    made = reported(TEMPLATE.format(result=lines, objective=objective))
    return Side(made.graph, made.card, made.findings)


def between(before: str, after: str) -> Difference:
    return difference(side(before), side(after))


def metric(baseline: str = "60%", target: str = "90%", more: str = "current: 75%") -> str:
    return f"baseline: {baseline}\ntarget: {target}\n{more}"


def test_the_same_is_no_difference() -> None:
    assert between(metric(), metric()).empty


@pytest.mark.parametrize(
    ("before", "after", "field", "demand"),
    [
        (metric(target="90%"), metric(target="85%"), "target", Demand.EASIER),
        (metric(target="85%"), metric(target="90%"), "target", Demand.HARDER),
        (metric("24 hours", "4 hours", ""), metric("24 hours", "8 hours", ""), "target", Demand.EASIER),
        (metric("24 hours", "4 hours", ""), metric("24 hours", "60 minutes", ""), "target", Demand.HARDER),
        (metric(baseline="60%"), metric(baseline="50%"), "baseline", Demand.EASIER),
        (metric(baseline="60%"), metric(baseline="70%"), "baseline", Demand.HARDER),
        ("maintain: '>= 99.9%'", "maintain: '>= 99%'", "maintain", Demand.EASIER),
        ("maintain: '< 2%'", "maintain: '< 1%'", "maintain", Demand.HARDER),
        ("maintain: '>= 9%'", "maintain: '<= 9%'", "maintain", Demand.OTHER),
        ("target: [30, 40]\nstart: 10", "target: [30, 50]\nstart: 10", "target", Demand.EASIER),
        ("change: -50%\nbaseline: 400", "change: -40%\nbaseline: 400", "change", Demand.EASIER),
        (metric("10", "20"), metric("10%", "20%"), "target", Demand.OTHER),
    ],
)
def test_a_moved_goal_asks_for_less_or_more(before: str, after: str, field: str, demand: Demand) -> None:
    moved = {one.field: one.demand for one in between(before, after).moved}
    assert moved[field] is demand


@pytest.mark.parametrize("baseline", ["", "\nbaseline: 400"])
def test_a_moved_change_is_told_once(baseline: str) -> None:
    found = between(f"change: -50%{baseline}", f"change: -40%{baseline}")
    assert [(one.field, one.before, one.after) for one in found.moved] == [("change", "-50%", "-40%")]


def test_a_moved_target_brings_its_logged_reason() -> None:
    log = "revisions:\n  - date: 2026-07-20\n    field: Target\n    from: 90%\n    to: 85 %\n    reason: A pilot"
    (moved,) = between(metric(), metric(target="85%", more=f"current: 75%\n{log}")).moved
    assert moved.revision is not None
    assert moved.revision.reason == "A pilot"


def test_a_moved_target_moves_the_score_of_all_that_hold_it() -> None:
    found = between(metric(), metric(target="80%"))
    assert {(one.id, one.before, one.after) for one in found.rescored} == {
        ("O", 0.5, 0.75),
        ("O.kr", 0.5, 0.75),
    }
    assert {(one.team, one.cycle) for one in found.regrouped} == {(None, "2026-Q3"), ("onboarding", "2026-Q3")}


def test_commitment_is_a_goal_and_an_owner_is_none() -> None:
    found = difference(side(metric(), "commitment: committed"), side(metric(), "commitment: aspirational"))
    assert [(one.field, one.demand) for one in found.moved] == [("commitment", Demand.EASIER)]
    owners = difference(side(metric(), "context: Why"), side(metric(), "priority: P0\n    stakeholders: sales"))
    assert not owners.moved


def test_findings_are_told_apart_by_what_they_say_and_not_by_their_line() -> None:
    later = side(metric(), "context: Why\n    priority: P0")
    assert not difference(side(metric()), later).new
    found = difference(side(metric()), side(metric(target="60%")))
    assert "baseline-equals-target" in {one.name for one in found.new}
    assert found.new[0].severity == "error"


def test_objectives_and_key_results_come_and_go() -> None:
    one, none = side(metric()), reported("okr: team\nid: onboarding")
    empty = Side(none.graph, none.card)
    assert difference(empty, one).added == ("O",)
    assert difference(one, empty).removed == ("O",)
