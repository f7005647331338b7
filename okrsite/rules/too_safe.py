"""A team reached everything in full.

Why:
That looks like a triumph and mostly means that the targets were what would have come anyway. Aim further next time;
seven tenths of something hard is worth more. (The “OKR Template for Product Owners”: 1.0 is rare and may mean that
the target was too easy. “Product OKRs That Track Behavior, Not Ship Dates”: who hits all of them set them too low.)

Settings:
`from` (2): with so many objectives it is a finding.

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
          2026-06-29: 100%
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
          2026-06-29: 100%

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
          2026-06-29: 100%
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
          2026-06-29: 62%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence, last_closed

SETTINGS = {"from": 2}


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each team whose aspirational objectives of the last closed cycle all scored 1, from two on."""
    fewest = evidence.limits("too-safe", SETTINGS)["from"]
    for (team, cycle), own in last_closed(evidence.graph, evidence.card).items():
        scores = [evidence.card.objectives[one.id].score for one in own if one.commitment == "aspirational"]
        if len(scores) >= fewest and all(score == 1 for score in scores):
            first: Objective = own[0]
            message = f"{team} reached all {len(scores)} objectives of {cycle} in full"
            hint = "Aim further in the next cycle: about seven tenths should be hard to get."
            yield finding("too-safe", first.where, message, hint, first.id)
