"""Findings as programs read them: each format is a function of the findings and where they lie."""
