"""A page: where it stands, what it shows and with which template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct


class Heading(Struct, frozen=True):
    """One entry of a page's table of contents: the anchor and its words."""

    id: str
    title: str


class Found(Struct, frozen=True):
    """What the search knows of one place on a page; the first one stands for the page and has no anchor."""

    anchor: str
    title: str
    text: str = ""


class Deferred(Struct, frozen=True):
    """A view that is made when its page is rendered, by whichever process does that."""

    make: Callable[[], Any]


class Page(Struct, frozen=True):
    """One page of the site.

    `address` lies below the site's root: empty for the dashboard, else it ends with a slash. `template` is a
    file below the theme's `okr/` folder and `view`, a frozen struct that JSON can hold (or a Deferred one), all
    that it gets.
    `edit` is the uri of the author's file that the page speaks of. An empty `toc` hides the table of
    contents; a page that is not `searchable` is kept out of the search as a whole. `found` is all that the
    search is to know of it; None lets the search read the page itself.
    """

    address: str
    title: str
    description: str
    template: str
    view: Any
    edit: str | None = None
    toc: tuple[Heading, ...] = ()
    searchable: bool = True
    found: tuple[Found, ...] | None = None

    def made(self) -> Any:
        """The view itself."""
        return self.view.make() if isinstance(self.view, Deferred) else self.view
