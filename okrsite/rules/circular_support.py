"""Objectives support each other in a circle.

Why:
Then nothing leads to the company's aims, and nobody can say which of them is the reason for the other. The
link that closes the circle is left out.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    supports: ONB-2
  - id: ONB-2
    objective: Nobody sets up twice
    supports: ONB-1

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    supports: ONB-2
  - id: ONB-2
    objective: Nobody sets up twice
"""
