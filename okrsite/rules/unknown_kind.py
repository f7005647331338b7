"""The kind that `okr` names does not exist.

Why:
Documents are of the kinds team, strategy, objectives, roadmap, checkin, review and retrospective. Another
word is a slip of the pen, and nothing in the document can be understood.

Bad:
okr: objectivs
team: onboarding
cycle: 2026-Q3

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
"""
