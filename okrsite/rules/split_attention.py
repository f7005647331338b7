"""A team had many objectives, and all of them ended around 40 %.

Why:
Nothing moved enough to matter, as nothing got the attention that it took. Two or three sharp ones next time.
(“Product OKRs That Track Behavior, Not Ship Dates” tells of six objectives in a quarter that all landed at about 40
%, and of the two after them that landed at 75.)

Settings:
`from` (4): with so many objectives it is a finding.
`low` (0.3) and `high` (0.5): around 40 %, both ends included.

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
          2026-06-29: 42%
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
          2026-06-29: 38%
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
          2026-06-29: 40%
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
          2026-06-29: 45%

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
          2026-06-29: 80%
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
          2026-06-29: 38%
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
          2026-06-29: 40%
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
          2026-06-29: 45%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence, last_closed

SETTINGS = {"from": 4, "low": 0.3, "high": 0.5}


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each team whose objectives of the last closed cycle were many and all ended in the middle."""
    limits = evidence.limits("split-attention", SETTINGS)
    for (team, cycle), own in last_closed(evidence.graph, evidence.card).items():
        scores = [evidence.card.objectives[one.id].score for one in own]
        if len(own) >= limits["from"] and all(
            score is not None and limits["low"] <= score <= limits["high"] for score in scores
        ):
            message = (
                f"all {len(own)} objectives of {team} in {cycle} ended between {limits['low']:g} and {limits['high']:g}"
            )
            hint = "Choose two or three next time, and say aloud what has to wait."
            yield finding("split-attention", own[0].where, message, hint, own[0].id)
