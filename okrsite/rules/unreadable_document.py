"""A document opens like an OKR document and can't be read.

Why:
It is left out of the site as a whole, since a page of raw front matter helps nobody; all other documents are
published. Reasons are front matter that is never closed, invalid YAML, keys written twice, anchors and
aliases, more than 1 MB or 50 levels, and text that is not UTF-8.

Bad:
okr: team
id: onboarding
id: boarding

Good:
okr: team
id: onboarding
name: Onboarding
"""
