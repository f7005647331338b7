"""The configuration holds a setting that does not exist.

Why:
A mistyped setting would do nothing in silence.

Bad:
cadense: monthly

Good:
cadence: monthly
"""
