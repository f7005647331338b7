"""A seal can't be used, so its cycle counts as not sealed.

Why:
Then nobody is told of edits to the archive. Seals are written by `okrsite close` alone; one that was merged by hand, or
that names a cycle twice, can't be trusted. Take it back from git.

Bad:
# teams/onboarding/2020-q3-retrospective.md
okr: retrospective
team: onboarding
cycle: 2020-Q3
worked: A day in the harbour office
---
# seals/2020-q3.yml
cycle: 2020-Q3
closed: in October
documents:
  teams/onboarding/2020-q3-retrospective.md: b89f23308593baa0d0943874187e3506

Good:
# teams/onboarding/2020-q3-retrospective.md
okr: retrospective
team: onboarding
cycle: 2020-Q3
worked: A day in the harbour office
---
# seals/2020-q3.yml
cycle: 2020-Q3
closed: 2020-10-15
documents:
  teams/onboarding/2020-q3-retrospective.md: b89f23308593baa0d0943874187e3506
"""
