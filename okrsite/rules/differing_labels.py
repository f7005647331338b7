"""Values of one key result count different things.

Why:
`calls` and `customers` are labels, not units, so nothing is converted; but one of the two is likely a slip.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .pilots
        key_result: Win pilot harbours
        baseline: 2 harbours
        target: 9 ferries

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .pilots
        key_result: Win pilot harbours
        baseline: 2 harbours
        target: 9 harbours
"""
