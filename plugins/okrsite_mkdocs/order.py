"""The order that is being built, for the plugin, which MkDocs makes by itself and hands nothing of ours."""

from __future__ import annotations

from collections import Counter
from contextvars import ContextVar

from okrsite.publish.host import Order, silent

ORDER: ContextVar[Order | None] = ContextVar("okrsite_order", default=None)
"""What the command line asked for; None when `mkdocs` itself builds."""


class Progress:
    """Counts the pages of a build, for whoever gave the order."""

    def __init__(self, total: int) -> None:
        """Expect `total` pages."""
        order = ORDER.get()
        self._tell = order.tell if order else silent
        self._total = total
        self._done: Counter[str] = Counter()

    def count(self, what: str) -> None:
        """One more page is done with."""
        self._done[what] += 1
        self._tell(what, self._done[what], self._total)
