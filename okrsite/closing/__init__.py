"""Closing a cycle: a report in, the texts of retrospectives, drafts and seal out; nothing is written here."""
