"""Markdown that was converted before, and what the search found in it, by the digest of both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from okrsite_mkdocs.driver.keeping import Keeper
from okrsite_mkdocs.plugin import OkrPlugin

Heard = Callable[[], AbstractContextManager[list[Any]]]
_MISFITS = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


class Conversions:
    """Converts pages' Markdown, and remembers it unless the page holds a mark of ours or is complained of."""

    def __init__(self, keeper: Keeper, plugin: OkrPlugin, files: Files, heard: Heard, places: str | None) -> None:
        """Keep beside the pages; links are looked up among `files`, `heard` tells of complaints.

        `places` is the digest of where all files stand, None where `files` are all of them.
        """
        self._keeper, self._plugin, self._files, self._heard = keeper, plugin, files, heard
        self.places = places or places_of(files)

    def attach(self, page: Page) -> None:
        """Let a page look here when it is to be converted."""
        convert = page.render

        def render(config: MkDocsConfig, files: Files) -> None:
            if not (page.markdown or "").strip():
                convert(config, files)
                return
            key = self._key(page)
            if self._restored(page, key):
                return
            with self._heard() as complaints:
                convert(config, files)
            if not complaints and page.url not in self._plugin.bridge.used:
                self._keeper.store.put(key, self._told(page))

        page.render = render  # type: ignore[method-assign]

    def _key(self, page: Page) -> str:
        text = page.markdown or ""
        places = self.places if "[" in text or "<" in text else ""
        parts = (self._keeper.setting, page.file.src_uri, page.url, places, text)
        return "converted " + sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _told(self, page: Page) -> bytes:
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        told = {
            "content": page.content,
            "headings": headings(page.toc),
            "title": getattr(page, "_title_from_render", None),
            "anchors": sorted(page.present_anchor_ids or ()),
            "links": links,
        }
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def _restored(self, page: Page, key: str) -> bool:
        try:
            told = json.loads((self._keeper.store.get(key) or b"null").decode("utf-8", "surrogatepass"))
            toc = TableOfContents(_headings(told["headings"]))
            links: dict[File, dict[str, str]] = {
                self._files.src_uris[uri]: anchors for uri, anchors in told["links"].items()
            }
            content, title, anchors = told["content"], told["title"], set(told["anchors"])
        except _MISFITS:
            return False
        page.content, page.toc, page.links_to_anchors, page.present_anchor_ids = content, toc, links, anchors
        vars(page)["_title_from_render"] = title
        return True


def places_of(files: Files) -> str:
    """The digest of where files stand, on which it depends where links lead."""
    named = sorted(f"{file.src_uri}\0{file.url}\0{file.inclusion.value}" for file in files)
    return sha256("\n".join(named).encode("utf-8", "surrogateescape")).hexdigest()


def headings(toc: Iterable[AnchorLink]) -> list[Any]:
    """The headings of a page with those below them, as JSON has it."""
    return [[one.title, one.id, one.level, headings(one.children)] for one in toc]


def _headings(told: list[Any]) -> list[AnchorLink]:
    made = []
    for title, id, level, below in told:
        made.append(AnchorLink(title, id, level))
        made[-1].children = _headings(below)
    return made
