"""Something is marked as not public, and this version publishes only what is public.

Why:
Better no site than a leak: until audiences are told apart, the whole build stops.

Bad:
okr: team
id: onboarding
visibility: confidential

Good:
okr: team
id: onboarding
visibility: public
"""
