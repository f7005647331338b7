"""Values of one key result are in units that can't be compared.

Why:
Hours and per cent, /5 and /10, dollars and euros, per week and per month have no common measure. Months and
years have no fixed number of days either.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .value
        key_result: Cut time to first value
        baseline: 24 hours
        target: 15%

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .value
        key_result: Cut time to first value
        baseline: 24 hours
        target: 15 minutes
"""
