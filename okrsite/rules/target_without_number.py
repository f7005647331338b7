"""A key result has no number to reach.

Why:
`Feature released` can be ticked off; it can't be reached by half. Name what changes for people when it is
done. (The “OKR Template for Product Owners”: set measurable targets.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .reports
        key_result: Reports that people open
        baseline: 12%
        target: Everybody opens them

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .reports
        key_result: Reports that people open
        baseline: 12%
        target: 60%
"""
