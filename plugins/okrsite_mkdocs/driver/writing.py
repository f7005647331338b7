"""Writing the pages and the files beside them, each on its own and so in any order and process."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from okrsite.publish.host import Tell
from okrsite.publish.shared import Shared
from okrsite_mkdocs.plugin import Beside, OkrPlugin
from okrsite_mkdocs.repeatable import repeats

log = logging.getLogger("mkdocs")


class Writing:
    """The last step of a build, which other processes begin as soon as all pages are named.

    Only plugins that we know may be configured for that: others may gather something over all pages. Of those we know,
    only the search does, and it looks at all pages here.
    """

    def __init__(
        self, config: MkDocsConfig, plugin: OkrPlugin, files: Files, nav: Navigation, env: Environment
    ) -> None:
        """Prepare to write the pages among `files`, then what stands beside them."""
        self._config, self._plugin, self._all, self._nav, self._env = config, plugin, files, nav, env
        self._ready, self._repeats = False, repeats(plugin.press.project.written)
        self._files = files.documentation_pages()
        plugin.settle(files, config)
        # What needs no Markdown comes first, for it can be written while the rest is read.
        pages = sorted(self._files, key=lambda file: not file.generated_by)
        self._units: list[File | Beside] = [*pages, *plugin.beside()]
        self._shared: Shared | None = None

    def __enter__(self) -> Writing:
        """Begin to write, as far as other processes can."""
        if self._repeats:
            self._plugin.edition.prepare()
            for page in self._nav.pages:  # every page shows their titles
                read(page, self._config, self._all)
            with _unheard(self._config):
                self._shared = Shared(self._quietly, len(self._units))
        return self

    def __exit__(self, *_failure: object) -> None:
        """End the other processes, which are done unless something failed here."""
        if self._shared:
            self._shared.stop()

    def finish(self, env: Environment, tell: Tell) -> None:
        """Write everything that is not written yet, from pages that are read; `tell` hears how far it is."""
        self._env, self._ready = env, True
        env.auto_reload = False
        units = len(self._units)
        if self._shared is None:
            for unit in range(units):
                self._write(unit)
                tell("Writing pages", unit + 1, units)
            return
        self._search()
        with _unheard(self._config):
            for unit in self._shared.left(lambda done: tell("Writing pages", done, units)):
                self._write(unit)

    def _search(self) -> None:
        """Let the search see every page, in their order, without a page being rendered."""
        with self._plugin.looked_through():
            for file in self._files:
                page, config = file.page, self._config
                assert page is not None
                context = get_context(self._nav, self._files, config, page)
                config.plugins.on_page_context(context, page=page, config=config, nav=self._nav)

    def _write(self, unit: int) -> None:
        written = self._units[unit]
        if isinstance(written, File):
            page = read(written.page or Page(None, written, self._config), self._config, self._all)
            _build_page(page, self._config, self._files, self._nav, self._env)
            if self._repeats:
                page.content = ""  # nobody asks for it again, and it is most of what memory would hold
        else:
            self._plugin.write_beside(*written)

    def _get_ready(self) -> None:
        """Make the templates' environment what it will be once all pages are read."""
        if not self._ready:
            self._env = self._config.plugins.on_env(self._env, config=self._config, files=self._all)
            self._env.auto_reload = False
            self._ready = True

    def _quietly(self, unit: int) -> bool:
        """Write one unit in another process; False where anything is to be said of it, which is then said here."""
        with _complaints() as heard:
            self._get_ready()
            self._write(unit)
        return not heard


def read(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """The page, its Markdown read and converted unless that was done before."""
    if page.content is None:
        _populate_page(page, config, files)
    return page


@contextmanager
def _unheard(config: MkDocsConfig) -> Iterator[None]:
    """Hand out pages without the search, which has seen them or will see them."""
    searches = {id(plugin) for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "search"}
    events = config.plugins.events
    all_ears = events["page_context"]
    events["page_context"] = [method for method in all_ears if id(getattr(method, "__self__", None)) not in searches]
    try:
        yield
    finally:
        events["page_context"] = all_ears


@contextmanager
def _complaints() -> Iterator[list[logging.LogRecord]]:
    """What is logged as a warning or worse in this while."""
    heard: list[logging.LogRecord] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = heard.append  # type: ignore[assignment]  # a handler that only keeps
    log.addHandler(ear)
    try:
        yield heard
    finally:
        log.removeHandler(ear)
