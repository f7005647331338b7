"""Whether a cycle looks at business, use and satisfaction alike: its key results by category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.scorecard import Scorecard
from okrsite.model.graph import OkrGraph
from okrsite.model.objective import Objective

CATEGORIES = ("business", "usage", "satisfaction")
"""The categories that every organisation has; the configuration adds its own."""


class CategoryNumbers(Struct, frozen=True):
    """The key results of one category, "" for those without: how many there are and have a score, and its mean.

    `score` is the plain mean, each key result counting once, 0 to 1; None where none has a score. `total` is the sum
    that it was taken from.
    """

    category: str
    key_results: int
    measured: int
    total: Fraction

    @property
    def score(self) -> Fraction | None:
        """The mean score."""
        return self.total / self.measured if self.measured else None


def balance(
    graph: OkrGraph, card: Scorecard, objectives: Iterable[Objective], known: Sequence[str] = ()
) -> tuple[CategoryNumbers, ...]:
    """Return the categories of the agreed, uncancelled key results: the usual ones, `known`, others, last none.

    The usual ones are there even where they are empty, as that is what one looks for; all others only with key
    results. Without any key result there is nothing.
    """
    scores: dict[str, list[Fraction | None]] = defaultdict(list)
    for objective in objectives:
        for one in objective.key_results:
            if card.key_results[one.id].counted:
                scores[category_key(one.category)].append(card.key_results[one.id].score)
    if not scores:
        return ()
    usual = dict.fromkeys((*CATEGORIES, *map(category_key, known)))
    names = [*usual, *sorted(name for name in scores if name and name not in usual), ""]
    return tuple(_numbers(name, scores[name]) for name in names if name in CATEGORIES or scores[name])


def category_key(category: str | None) -> str:
    """Return what makes two spellings of a category the same.

    >>> category_key(" Usage "), category_key(None)
    ('usage', '')
    """
    return " ".join((category or "").split()).lower()


def _numbers(name: str, scores: Sequence[Fraction | None]) -> CategoryNumbers:
    known = [score for score in scores if score is not None]
    return CategoryNumbers(name, len(scores), len(known), sum(known, Fraction()))
