"""The permanent page of an objective."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.views.context import Context
from okrsite.views.page import Page


def objective_pages(context: Context) -> Iterator[Page]:
    """Return the page of every objective."""
    yield from ()
