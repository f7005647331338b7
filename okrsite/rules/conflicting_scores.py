"""An item and its team's retrospective set different scores by hand.

Why:
One of them is not what was agreed on when the cycle was closed. The retrospective's counts until it is
cleared up.

Bad:
okr: objectives
team: onboarding
cycle: 2020-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    score: 0.5
    score_reason: Agreed at the close
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
---
okr: retrospective
team: onboarding
cycle: 2020-Q3
scores:
  ONB-1:
    score: 0.6
    reason: Agreed at the close

Good:
okr: objectives
team: onboarding
cycle: 2020-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
---
okr: retrospective
team: onboarding
cycle: 2020-Q3
scores:
  ONB-1:
    score: 0.6
    reason: Agreed at the close
"""
