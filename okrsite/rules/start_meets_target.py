"""The start already meets the target's comparator.

Why:
Either the comparator points the wrong way, or the goal was reached before it was set.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .first
        key_result: Answer the first message quickly
        baseline: 3 hours
        target: "< 4 hours"

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .first
        key_result: Answer the first message quickly
        baseline: 9 hours
        target: "< 4 hours"
"""
