"""An id holds signs that an address can't.

Why:
Ids become addresses: letters, digits, dots, hyphens and underscores, a letter or digit first.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB 1!
    objective: Make the first hour with us the one people talk about

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
"""
