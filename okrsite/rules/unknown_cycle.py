"""A cycle is spelled in a way that nobody can date.

Why:
Quarters, halves, years, months and fiscal years are known; any other name gets its dates in the
configuration.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q5

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
"""
