"""Objectives are carried over from each other in a circle.

Why:
A chain of `carried_from` tells the story of a goal over the years; it has a beginning.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    carried_from: ONB-2
  - id: ONB-2
    objective: Nobody sets up twice
    carried_from: ONB-1

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    carried_from: ONB-2
  - id: ONB-2
    objective: Nobody sets up twice
"""
