"""Commits and the documents that they changed to what is known of the past; pure, git itself is asked elsewhere."""

from okrsite.history.commits import Commit, Touched, read_log
from okrsite.history.facts import Facts, Item, items_of
from okrsite.history.past import past_of

__all__ = ["Commit", "Facts", "Item", "Touched", "items_of", "past_of", "read_log"]
