"""Lines from bets up to pillars and back, many to many, and what cuts them."""

from __future__ import annotations

from reports import example_report, reported

from okrsite.compute.lineage import above, ancestors, below, lineage

STRATEGY = """
okr: strategy
vision: Everybody arrives
pillars:
  - id: CALM
    name: Calm
  - id: ROOTS
    name: Roots
"""
TOP = """
okr: objectives
team: company
cycle: 2026-Q3
objectives:
  - id: CO-1
    objective: Be calm
    supports:
      - CALM
      - ROOTS
    key_results:
      - id: .a
        key_result: A
        baseline: 1
        target: 2
"""
BELOW = """
okr: objectives
team: one
cycle: 2026-Q3
objectives:
  - id: ONE-1
    objective: First
    supports:
      - CO-1.a
      - CALM
    key_results:
      - id: .a
        key_result: A
        baseline: 1
        target: 2
  - id: ONE-2
    objective: Second
    key_results:
      - id: .a
        key_result: A
        baseline: 1
        target: 2
        supports: ONE-1
"""
BETS = """
okr: roadmap
team: one
cycle: 2026-Q3
initiatives:
  - id: BET-1
    name: Bet
    moves: ONE-1.a
    supports: ROOTS
  - id: BET-2
    name: Measure
    enables: ONE-1.a
"""


def graph_of(*texts):
    return reported(*texts).graph


def test_every_path_leads_up_in_the_order_written():
    lines = lineage(graph_of(STRATEGY, TOP, BELOW, BETS))
    assert ancestors(lines, "ONE-1") == (("CO-1.a", "CO-1", "CALM"), ("CO-1.a", "CO-1", "ROOTS"), ("CALM",))
    assert ancestors(lines, "BET-1")[0] == ("ONE-1.a", "ONE-1", "CO-1.a", "CO-1", "CALM")
    assert ancestors(lines, "BET-1")[-1] == ("ROOTS",)
    assert ancestors(lines, "CALM") == ()


def test_a_key_result_that_supports_takes_its_objective_along():
    lines = lineage(graph_of(STRATEGY, TOP, BELOW, BETS))
    assert lines.up["ONE-2"] == ("ONE-1",)
    assert lines.primary == {"CO-1": "CALM", "ONE-1": "CO-1.a", "ONE-2": "ONE-1"}


def test_above_and_below_are_each_other_s_inverse():
    lines = lineage(example_report().graph)
    for id in ("CO-2026Q3-1", "CALM", "ONB-2026Q3-1.completion"):
        for other in below(lines, id):
            assert id in above(lines, other)


def test_from_every_bet_of_the_example_that_moves_something_a_line_leads_to_a_pillar_and_back():
    graph = example_report().graph
    lines = lineage(graph)
    arrived = 0
    for bet in graph.initiatives.values():
        tops = {path[-1] for path in ancestors(lines, bet.id)}
        for pillar in tops & set(graph.pillars):
            assert bet.id in below(lines, pillar)
            arrived += 1
    assert arrived > 40


def test_objectives_that_support_each_other_through_key_results_hang_nothing():
    circle = """
okr: objectives
team: one
cycle: 2026-Q3
objectives:
  - id: A
    objective: A
    key_results:
      - id: .x
        key_result: X
        supports: B
  - id: B
    objective: B
    supports: A
"""
    graph = graph_of(circle)
    lines = lineage(graph)
    assert ancestors(lines, "B") == (("A",),)
    assert lines.primary == {"A": None, "B": "A"}
    assert "B" in lines.down["A"]
    assert above(lines, "A") == ("B",)


def test_a_ladder_of_many_paths_is_told_in_part():
    rungs = "".join(
        f"  - id: L{n}{side}\n    objective: Rung\n    supports: [L{n + 1}a, L{n + 1}b]\n"
        for n in range(12)
        for side in "ab"
    )
    top = "".join(f"  - id: L12{side}\n    objective: Top\n" for side in "ab")
    lines = lineage(graph_of(f"okr: objectives\nteam: one\ncycle: 2026-Q3\nobjectives:\n{rungs}{top}"))
    paths = ancestors(lines, "L0a", most=20)
    assert len(paths) == 20 and all(len(path) == 12 for path in paths)
    assert len(above(lines, "L0a")) == 24
