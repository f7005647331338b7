"""YAML would read a value otherwise than it was meant; it is taken as it was meant.

Why:
A comparator, a percent sign in front or a colon has a meaning of its own in YAML. Quotes keep what you typed,
in every tool that reads the file.

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
        maintain: >= 99.9%

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
