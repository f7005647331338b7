"""Going over pages in their order, those that an executor renders some way ahead of those that are written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from okrsite.publish.executors import AHEAD, Orders
from okrsite.views.page import Page as View
from okrsite_mkdocs.pages import OkrPage

_Waiting = deque[tuple[int, OkrPage | None, View | None]]


def ordered(
    units: Iterable[int], page_of: Callable[[int], object], stands: Callable[[int, OkrPage], bool], orders: Orders
) -> Iterator[int]:
    """Yield the units that have to be made, each when what it shows is ordered, and many after it.

    `page_of` tells the page of a unit, where it has one; `stands` whether it need not be made.
    """
    ahead: _Waiting = deque()
    for unit in units:
        page = page_of(unit)
        if not isinstance(page, OkrPage) or page.view is None:
            ahead.append((unit, None, None))
        else:
            view = page.view
            if stands(unit, page):
                page.view = view
                continue
            page.view = replace(page.view, view=page.view.made())
            orders.order(page.view.template, page.view.view, page.url)
            ahead.append((unit, page, view))
        if len(ahead) > AHEAD:
            yield from _first(ahead)
    orders.send()
    while ahead:
        yield from _first(ahead)


def _first(ahead: _Waiting) -> Iterator[int]:
    unit, page, view = ahead.popleft()
    yield unit
    if page is not None:
        page.view = view  # what was made of it leaves memory
