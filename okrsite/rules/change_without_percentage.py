"""A `change` is no percentage.

Why:
`change` is relative to the baseline. An absolute difference is written as baseline and target.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .tickets
        key_result: Fewer set-up tickets
        baseline: 400 tickets
        change: "-200"

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .tickets
        key_result: Fewer set-up tickets
        baseline: 400 tickets
        change: -50%
"""
