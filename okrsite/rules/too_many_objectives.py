"""A team has more objectives in a cycle than it can attend to.

Why:
Six objectives get a sixth of the attention each, and end at 40 % all of them; two get done. (“Product OKRs That
Track Behavior, Not Ship Dates”: two, perhaps three, and the quarter with six is told as a scar. The guide
“Understanding OKRs: Beyond the Basics”, second pitfall: two to three. The “OKR Template for Product Owners”: at
most three to five. As they disagree, both numbers are settings.)

Settings:
`warn_above` (3): so many objectives a team may have in a cycle.
`error_above` (5): with more it is an error; a high number turns that off.

Bad:
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
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
  - id: ONB-2
    objective: Harbours open the season without calling us
    owner: onboarding-lead
    key_results:
      - id: .calls
        key_result: Calls in the first week
        owner: onboarding-analyst
        baseline: 40
        target: 10
  - id: ONB-3
    objective: Every new port tells another one
    owner: onboarding-lead
    key_results:
      - id: .told
        key_result: Ports that came by word of mouth
        owner: onboarding-analyst
        baseline: 12%
        target: 25%
  - id: ONB-4
    objective: Season tickets sell themselves
    owner: onboarding-lead
    key_results:
      - id: .season
        key_result: Season tickets sold online
        owner: onboarding-analyst
        baseline: 30%
        target: 60%

Good:
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
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
  - id: ONB-2
    objective: Harbours open the season without calling us
    owner: onboarding-lead
    key_results:
      - id: .calls
        key_result: Calls in the first week
        owner: onboarding-analyst
        baseline: 40
        target: 10
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.objective import Objective
from okrsite.rules.evidence import Evidence

SETTINGS = {"warn_above": 3, "error_above": 5}


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning, or an error, for each team and cycle to come or running with too many agreed objectives."""
    limits = evidence.limits("too-many-objectives", SETTINGS)
    groups: dict[tuple[str, str], list[Objective]] = defaultdict(list)
    for objective, numbers in evidence.plans:
        if numbers.counted:
            groups[objective.team, objective.cycle].append(objective)
    for (team, cycle), own in groups.items():
        count = len(own)
        severity = Severity.ERROR if count > limits["error_above"] else Severity.WARNING
        lowest = min(limits["warn_above"], limits["error_above"])
        if count > lowest:
            first = own[int(lowest)]
            message = f"{team} has {count} objectives in {cycle}, and at most {int(limits['warn_above'])} get attention"
            hint = "Choose; the others may wait as `state: draft`, or be key results of one that stays."
            yield finding("too-many-objectives", first.where, message, hint, first.id, severity)
