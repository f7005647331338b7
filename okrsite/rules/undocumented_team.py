"""A team is named and has no document of its own.

Why:
It exists all the same, below the root. Mostly it is a misspelling; else a short document gives it a name, a
parent and somebody to ask.

Bad:
okr: objectives
team: onbording
cycle: 2026-Q3
---
okr: team
id: onboarding
name: Onboarding

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
---
okr: team
id: onboarding
name: Onboarding
"""
