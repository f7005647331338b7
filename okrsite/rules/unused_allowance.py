"""A comment allows a finding that is not there.

Why:
The text was mended, or the comment stands at the wrong line. Such comments would hide the next mistake.

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
        key_result: Raise onboarding completion  # okr: allow no-baseline: measured from August on
        baseline: 68%
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
        target: 85%  # okr: allow no-baseline: measured from August on
"""
