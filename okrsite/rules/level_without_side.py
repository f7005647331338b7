"""A level to be held doesn't say which side of it is good.

Why:
99.9 % is a floor for uptime and a ceiling for a failure rate. Direction is never guessed.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .uptime
        key_result: Keep sign-in up
        maintain: 99.9%

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .uptime
        key_result: Keep sign-in up
        maintain: ">= 99.9%"
"""
