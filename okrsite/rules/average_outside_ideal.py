"""The average score of a cycle lies outside the ideal 0.6 to 0.7.

Why:
Below, there was too much or the wrong thing; above, too little was dared. One cycle may be luck; look at the trend
over cycles. (The “OKR Template for Product Owners”: 0.6 to 0.7 across all OKRs is ideal. The guide “Understanding
OKRs: Beyond the Basics”: 70 % counts as success.)

Settings:
`low` (0.6) and `high` (0.7): the ideal, both ends included.
`from` (5): with so many aspirational objectives it is a finding.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q2
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Setup finished
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 90%
  - id: ONB-2
    objective: Harbours open the season without calling us
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Calls saved
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 80%
  - id: ONB-3
    objective: Every new port tells another one
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Ports won
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 85%
  - id: ONB-4
    objective: Season tickets sell themselves
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Tickets online
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 95%
  - id: ONB-5
    objective: Crews trust the scanner
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Scans
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 75%

Good:
okr: objectives
team: onboarding
cycle: 2026-Q2
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Setup finished
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 90%
  - id: ONB-2
    objective: Harbours open the season without calling us
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Calls saved
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 40%
  - id: ONB-3
    objective: Every new port tells another one
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Ports won
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 65%
  - id: ONB-4
    objective: Season tickets sell themselves
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Tickets online
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 70%
  - id: ONB-5
    objective: Crews trust the scanner
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Scans
        owner: onboarding-analyst
        baseline: 0%
        target: 100%
        checkins:
          2026-06-29: 55%
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsite.codes import finding
from okrsite.compute.scorecard import Scorecard
from okrsite.diagnostics import Diagnostic
from okrsite.model.graph import OkrGraph
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence, last_closed

SETTINGS = {"low": 0.6, "high": 0.7, "from": 5}


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for the last closed cycle, where its aspirational objectives average outside the ideal."""
    limits = evidence.limits("average-outside-ideal", SETTINGS)
    for cycle, every in averaged(evidence.graph, evidence.card).items():
        scores = [score for one in every if (score := evidence.card.objectives[one.id].score) is not None]
        # Where all of them are full, that is told team by team.
        if len(scores) < limits["from"] or all(score == 1 for score in scores):
            continue
        mean = float(sum(scores) / len(scores))
        if not limits["low"] <= round(mean, 2) <= limits["high"]:
            side = "above" if mean > limits["high"] else "below"
            ideal = f"{limits['low']:g} to {limits['high']:g}"
            message = (
                f"the {len(scores)} aspirational objectives of {cycle} average {mean:.2f}, {side} the ideal {ideal}"
            )
            hint = (
                "Aim further in the next cycle." if side == "above" else "Choose fewer, or nearer, in the next cycle."
            )
            yield finding("average-outside-ideal", every[0].where, message, hint, every[0].id)


def averaged(graph: OkrGraph, card: Scorecard) -> Mapping[str, Sequence[Objective]]:
    """The aspirational objectives of the cycles that were closed last; a finding stands at the first of each."""
    cycles: dict[str, list[Objective]] = {}
    for (_, cycle), own in last_closed(graph, card).items():
        for one in own:
            if one.commitment == "aspirational":
                cycles.setdefault(cycle, []).append(one)
    for every in cycles.values():
        every.sort(key=lambda one: (one.team != graph.root, one.where.path, one.where.line))
    return cycles
