"""A number is written in a way that can be read in two.

Why:
`4,5` is four and a half to some and forty-five to others; `30-40` may be a range or a slip. Such a text is
shown and counts as no number.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .rating
        key_result: Raise the rating of set-up
        baseline: 3,8
        target: 4.5

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .rating
        key_result: Raise the rating of set-up
        baseline: 3.8
        target: 4.5
"""
