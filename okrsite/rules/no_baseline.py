"""A key result doesn't say where it starts, and its unit gives no safe guess.

Why:
Without a starting line ambition can't be told from delusion, and 85 % may be up or down from today. Direction
is never guessed. (“Product OKRs That Track Behavior, Not Ship Dates”: no baseline, no key result.)

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
        target: 85%

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
        baseline: 68%
        target: 85%
"""
