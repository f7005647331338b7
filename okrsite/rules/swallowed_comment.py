"""The text behind ` #` is a comment to YAML, and a digit follows.

Why:
`Become #1` ends after `Become`, unless it stands in quotes.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Become the #1 choice of new harbours

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: "Become the #1 choice of new harbours"
"""
