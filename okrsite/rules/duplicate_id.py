"""Two things bear the same id.

Why:
An id is an address that wikis link to, so it belongs to one thing for ever; capital letters make no
difference. The first by path and line keeps it.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
  - id: onb-1
    objective: Nobody sets up twice

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
  - id: ONB-2
    objective: Nobody sets up twice
"""
