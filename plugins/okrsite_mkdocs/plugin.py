"""The MkDocs plugin: each event in turn, and nothing but events."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal, cast

from jinja2 import Environment
from mkdocs.config.base import ConfigErrors, ConfigWarnings, LegacyConfig, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from okrsite.publish.edition import Edition, SiteFile
from okrsite.publish.files import circular_link, shown
from okrsite.publish.press import Press
from okrsite.publish.seals import FOLDER as SEALS
from okrsite.report import Report
from okrsite.views.page import Page as View
from okrsite_mkdocs import marks
from okrsite_mkdocs.frame import keep_frame
from okrsite_mkdocs.log import in_one_line, log_findings
from okrsite_mkdocs.nav import named_pages
from okrsite_mkdocs.pages import OkrPage, joined, register, show
from okrsite_mkdocs.sources import PRINT, STYLES, THEME, drop_theme_code, edition_of, press_for, source_files

log = logging.getLogger("mkdocs.plugins.okrsite")


class OkrPlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]  # MkDocs' own hook has no types
    """Publishes the OKR documents below `docs_dir`."""

    press: Press
    report: Report | None = None
    bridge: marks.Bridge
    edition: Edition
    views: dict[str, View]
    shown: str | None = None
    looking: bool = False
    output: str = ""
    all_written: bool = False
    site: Path
    taken: frozenset[str]
    edited: frozenset[str] = frozenset()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Be kept between the builds of one `serve`."""

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read our settings; every fault is an error with the line of its key."""
        self.config = LegacyConfig((), config_file_path)
        self.config.load_dict(options)
        self.press = press_for(options, config_file_path)
        faults = self.press.faults
        return [(fault.subject or "", ValidationError(in_one_line(fault))) for fault in faults], []

    def on_config(self, config: MkDocsConfig) -> None:
        """Put our theme behind the author's own, our style sheet before theirs, and our marks into Markdown."""
        if link := circular_link(Path(config.docs_dir)):  # MkDocs would follow it for ever
            raise PluginError(
                f"the link `{shown(link, self.press.project.root)}` leads back to a folder that it lies in"
            )
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        folders = (config.theme.custom_dir, self.press.project.root / SEALS)
        config.watch.extend(str(folder) for folder in folders if folder and Path(folder).is_dir())
        config.extra_css.insert(0, STYLES)
        config.extra_javascript.append(PRINT)
        self.bridge = marks.Bridge()
        config.markdown_extensions.append(marks.NAME)
        config.mdx_configs[marks.NAME] = {"bridge": self.bridge}

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Read every document before anybody else does, and register the pages."""
        sources = source_files(files, self.press.project.root)
        self.report = report = self.press.report(sources, Path(config.docs_dir)).without_sources()
        log_findings(log, report.findings)
        if report.withheld:
            raise PluginError("nothing is published, for some documents are not for everybody")
        drop_theme_code(files)
        for uri in report.unreadable:
            files.remove(files.src_uris[uri])
        self.edition = edition_of(self.press, report, config)
        self.bridge.edition = self.edition
        self.views = register(self.edition, files, config, named_pages(files, config))

    @event_priority(100)
    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> None:
        """Date the page by the numbers' day, never by the clock."""
        page.update_date = self.edition.report.as_of.isoformat()
        self.bridge.turn_to(page.url)

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Take back what other plugins said of the clock."""
        if isinstance(page, OkrPage):
            page.forget_clock()

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show the view that the page has, above what its author wrote."""
        view = self.views.get(page.file.src_uri)
        if isinstance(page, OkrPage):
            page.entitle(view)
        return show(page, html, view, lambda: self.edition.fragment(view, page.url)) if view else html

    @event_priority(100)
    def _before_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell templates the numbers' day as the build's date, and the search what it needs to know."""
        self.shown = page.content
        if isinstance(page, OkrPage) and page.searched is not None:
            page.content = page.searched
        return self.on_template_context(context, template_name="", config=config)

    @event_priority(-100)
    def _after_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the page back what people see."""
        page.content = self.shown
        if isinstance(page, OkrPage) and page.view and not self.looking:
            page.content = joined(self.edition.fragment(page.view, page.url), page.body)
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:
        """Note what is written, for whoever keeps it."""
        self.output = output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell templates the numbers' day as the build's date, and the error page where to go on."""
        context["build_date_utc"] = datetime.combine(self.edition.report.as_of, time(), UTC)
        if template_name == "404.html":
            cast(dict[str, Any], context)["lost"] = self.edition.lost()
        return context

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Note what is settled, now that every plugin has named its files; make what pages share once."""
        self.settle(files, config)
        keep_frame(env)

    def settle(self, files: Files, config: MkDocsConfig) -> None:
        """Note where the site goes, and which places there are taken by pages and other files."""
        self.site = Path(config.site_dir)
        self.taken = frozenset(file.dest_uri for file in files if file.inclusion.value > InclusionLevel.DRAFT.value)

    def beside(self) -> list[SiteFile]:
        """The data and the redirects, wherever no page stands already: paths, and what makes their bytes."""
        return [file for file in self.edition.files() if file.name not in self.taken]

    def write_beside(self, name: str, made: Callable[[], bytes]) -> None:
        """Write one of these files, unless it has been written."""
        place = self.site / name
        if not place.exists():
            write_file(made(), str(place))

    @contextmanager
    def looked_through(self) -> Iterator[None]:
        """Let the search see pages without rendering what it does not read."""
        self.looking = True
        try:
            yield
        finally:
            self.looking = False

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what stands beside the pages."""
        for file in () if self.all_written else self.beside():
            self.write_beside(file.name, file.made)
        self.edition.cache.trim()
        if self.edition.cache.fault:
            log.info(self.edition.cache.fault)
