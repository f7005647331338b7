"""A range has its upper bound first, or no width.

Why:
Nothing can be inside it, so the key result could never be met and would score 0 for ever.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .load
        key_result: Keep crews evenly loaded
        target: [40, 30]

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .load
        key_result: Keep crews evenly loaded
        target: [30, 40]
"""
