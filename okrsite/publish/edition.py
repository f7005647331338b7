"""One edition of the site: every page, redirect and data file that a build publishes, for any host."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from okrsite import __version__
from okrsite.charts import Chart, MemoryFrames, draw
from okrsite.export.files import api_files
from okrsite.publish.redirect import redirect_page
from okrsite.publish.store import TextStore
from okrsite.render.renderer import Renderer
from okrsite.report import Report
from okrsite.views import words
from okrsite.views.answers import Answers
from okrsite.views.asking import asked_context
from okrsite.views.blocks import block
from okrsite.views.context import Context
from okrsite.views.lost import Lost, lost
from okrsite.views.mentions import TEMPLATE as MENTION
from okrsite.views.mentions import mention
from okrsite.views.page import Page
from okrsite.views.pages import document_page, pages, redirects

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from okrsite.publish.executors import Orders


class SiteFile(Struct, frozen=True):
    """A file of the site that is no page: its path below the root, and what makes its bytes.

    `asks` tells whether its bytes come of the numbers, in more time than it takes to tell whether these changed.
    """

    name: str
    made: Callable[[], bytes]
    asks: bool = False


class Edition:
    """What a report looks like as a site. Files are named by their path below the site's root."""

    def __init__(
        self,
        report: Report,
        context: Context,
        renderer: Renderer,
        cache: TextStore,
        *,
        directory_urls: bool = True,
    ) -> None:
        """Name every page of the report, whose views are made from its context; nothing is rendered before."""
        self.report = report
        self.context = context
        self.answers = Answers(self.context)
        self._asked, self.asked = asked_context(self.context)
        self.pages = {page.address: page for page in pages(self._asked)}
        self.cache = cache
        self._renderer = renderer
        self._directory_urls = directory_urls
        self._frames = MemoryFrames(cache)
        self._orders: Orders | None = None

    def prepare(self) -> None:
        """Load what most pages need, so that processes split off from now on need not load it again."""
        self._renderer.prepare({page.template for page in self.pages.values()})

    def beside(self, uri: str, address: str) -> Page | None:
        """The view that an author's file shows with its body: its address's, else its document's own.

        An author's own index replaces the dashboard instead.
        """
        page = self.pages.get(address) if address else None
        if page is None and uri in self.report.documents:
            return document_page(self._asked, uri)
        return page

    def fragment(self, page: Page, here: str) -> str:
        """A page's HTML, its links leading from the address `here`."""
        ordered = self._orders.take(here) if self._orders else None
        return self._render(page.template, page.made(), here) if ordered is None else ordered

    @contextmanager
    def rendered_by(self, executor: Executor) -> Iterator[Orders]:
        """Take orders for pages that an executor renders, which are handed out as their fragments meanwhile."""
        from okrsite.publish.executors import Orders, own_templates  # few builds have one

        own = own_templates(self._renderer.template_dirs)
        orders = self._orders = Orders(executor, own, directory_urls=self._directory_urls)
        try:
            yield orders
        finally:
            self._orders = None
            orders.close()

    def mention(self, id: str, words: str | None, here: str) -> str | None:
        """A link from the address `here` to what an id or alias stands for; an unknown id is marked as such."""
        view = mention(self.context, id, words)
        return self._render(MENTION, view, here).strip()

    def lost(self) -> Lost:
        """What the page says that stands for every address without one."""
        view = lost(self.context.urls, self.pages)
        if self._directory_urls:
            return view
        return replace(view, ways=tuple((f"{address}index.html", title) for address, title in view.ways))

    def block(self, text: str, here: str, again: int = 0) -> str:
        """The view that a fenced block describes, for the page at the address `here`.

        `again` counts the same blocks before it on that page, so that ids in charts stay unique.
        """
        made = block(self.context, text)
        return self._render(made.template, made.view, here, f"-{again}" if again else "")

    def _render(self, template: str, view: Any, here: str, suffix: str = "") -> str:
        def drawn(chart: Chart, uid: str) -> str:
            return draw(chart, uid=uid + suffix, frames=self._frames)

        return self._renderer.fragment(template, view, here, directory_urls=self._directory_urls, svg=drawn)

    def files(self) -> Iterator[SiteFile]:
        """The files beside the pages: the build's own data and the redirects."""
        yield SiteFile("build.json", self._about)
        for address, made in api_files(self._asked):
            yield SiteFile(address, made, asks=True)
        for address, target in redirects(self.context):
            yield SiteFile(f"{unquote(address)}index.html", partial(self._redirect, address, target))

    def _redirect(self, address: str, target: str) -> bytes:
        return redirect_page(address, target, self._title(target), directory_urls=self._directory_urls)

    def _title(self, target: str) -> str:
        page = self.pages.get(target.partition("#")[0])
        return page.title if page else words.gettext("What you look for has another address")

    def _about(self) -> bytes:
        site = self.context.site
        about = {
            "format": "okrsite-build/1",
            "as_of": self.report.as_of.isoformat(),
            "audience": self.context.audience,
            "commit": site.commit,
            "version": __version__,
        }
        return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
