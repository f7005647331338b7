"""A count or a sum of money has neither baseline nor start, and its way is counted from 0.

Why:
That is right for a counter that begins anew with each cycle. Every page says so; `start: 0` makes it yours.

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
        target: 9 harbours

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
        start: 0
        target: 9 harbours
"""
