"""A document lacks a key that it can't do without.

Why:
Objectives belong to a team and a cycle, a check-in has a date: without them nothing can be placed.

Bad:
okr: objectives
team: onboarding
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
"""
