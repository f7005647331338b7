"""Letting the search see every page, and telling it again what it found before in one that did not change."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from okrsite_mkdocs.driver.converting import headings
from okrsite_mkdocs.driver.keeping import Keeper
from okrsite_mkdocs.pages import OkrPage
from okrsite_mkdocs.plugin import OkrPlugin

_TAKEN_OUT = re.compile(r'data-search-\w+="')


class Search:
    """The pages of a site as the search reads them."""

    def __init__(
        self, config: MkDocsConfig, plugin: OkrPlugin, nav: Navigation, files: Sequence[File], keeper: Keeper | None
    ) -> None:
        """Look at `files` in their order; what is found is kept where there is a keeper."""
        self._config, self._plugin, self._nav, self._files, self._keeper = config, plugin, nav, files, keeper

    def look(self) -> None:
        """Let every page be seen, without one being rendered."""
        entries = self._entries()
        with self._plugin.looked_through():
            for file in self._files:
                assert file.page is not None
                if entries is None or self._keeper is None or _is_changed(file.page):
                    self._show(file.page)
                else:
                    self._tell(file.page, entries, self._keeper)

    def _entries(self) -> list[Any] | None:
        """The list that Material's search gathers, None where another search is at work."""
        for name, plugin in self._config.plugins.items():
            if name.rpartition("/")[2] == "search":
                found = getattr(getattr(plugin, "search_index", None), "entries", None)
                return found if isinstance(found, list) else None
        return None

    def _tell(self, page: Page, entries: list[Any], keeper: Keeper) -> None:
        """Add what the search finds in a page, from before if that is known."""
        about = [page.url, str(page.title), page.meta, headings(page.toc), page.content]
        key = "found " + sha256(f"{keeper.setting} {about!r}".encode("utf-8", "surrogatepass")).hexdigest()
        known = _read(keeper.store.get(key))
        if known is not None:
            entries += known
            return
        count = len(entries)
        self._show(page)
        keeper.store.put(key, json.dumps(entries[count:], default=str).encode())

    def _show(self, page: Page) -> None:
        context = get_context(self._nav, self._files, self._config, page)
        self._config.plugins.on_page_context(context, page=page, config=self._config, nav=self._nav)


def _is_changed(page: Page) -> bool:
    """Whether the search takes something out of a page; of ours it sees what is not shown."""
    return not isinstance(page, OkrPage) and _TAKEN_OUT.search(page.content or "") is not None


def _read(kept: bytes | None) -> list[Any] | None:
    try:
        found = json.loads(kept or b"null")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None
