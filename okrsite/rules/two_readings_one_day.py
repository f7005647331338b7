"""A key result has two readings of one day from the same source.

Why:
Only one can count: the later by path and line.

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
        baseline: 68%
        target: 85%
        checkins:
          - date: 2026-07-13
            value: 70%
          - date: 2026-07-13
            value: 71%

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
        checkins:
          - date: 2026-07-13
            value: 70%
          - date: 2026-07-20
            value: 71%
"""
