"""All pages of a site: those that are generated, those of authors' documents, and the addresses that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okrsite.views.context import Context
from okrsite.views.objective import objective_pages
from okrsite.views.page import Page

KINDS: tuple[Callable[[Context], Iterator[Page]], ...] = (objective_pages,)


def pages(context: Context) -> Iterator[Page]:
    """Return every page that the site generates, one kind after the other."""
    for kind in KINDS:
        yield from kind(context)
