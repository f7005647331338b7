"""The page for an address that leads nowhere: where to go on from there."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from okrsite.views.urls import Urls
from okrsite.views.words import gettext


class Lost(Struct, frozen=True):
    """What is said, and the pages to go on from: address and title."""

    title: str
    advice: str
    ways: tuple[tuple[str, str], ...]


def lost(urls: Urls, addresses: Collection[str]) -> Lost:
    """What to say where there is no page; `addresses` are those of the site's pages.

    >>> lost(Urls(), ["cycles/"]).ways
    (('', 'Start'), ('cycles/', 'All cycles'))
    """
    ways = (
        (urls.cycles(), gettext("All cycles")),
        (urls.teams(), gettext("Teams")),
        (urls.archive(), gettext("Archive")),
    )
    return Lost(
        gettext("There is no such page"),
        gettext(
            "Addresses of objectives, teams and cycles stay as they are; one that ends here is misspelled, or what it "
            "named has left the documents. Search for some words of it, or go on from one of these:"
        ),
        ((urls.home(), gettext("Start")), *((address, title) for address, title in ways if address in addresses)),
    )
