"""A key at the top of a document belongs neither to OKRs nor to the page keys that are well known.

Why:
Other plugins have keys too, so this is no more than a note; it shows a key that was meant for a place further
in.

Bad:
okr: team
id: onboarding
favourite: tea

Good:
okr: team
id: onboarding
x-favourite: tea
"""
