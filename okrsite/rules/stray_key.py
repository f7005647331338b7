"""A number was torn apart by YAML's flow style.

Why:
In `{value: 12,000}` the comma ends the value: YAML sees 12 and a key `000`. The reading is dropped, since 12
is not what anybody meant. Write block style, one key a line.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .dau
        key_result: Raise daily active users
        baseline: 9,000
        target: 18,000
        checkins:
          - {date: 2026-07-13, value: 12,000}

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .dau
        key_result: Raise daily active users
        baseline: 9,000
        target: 18,000
        checkins:
          - date: 2026-07-13
            value: 12,000
"""
