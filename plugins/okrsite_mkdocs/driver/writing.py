"""Writing the pages and the files beside them, each on its own and so in any order and process."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from jinja2 import Environment
from mkdocs.commands.build import _build_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from okrsite.publish.host import Tell
from okrsite.publish.shared import Shared
from okrsite_mkdocs.plugin import OkrPlugin
from okrsite_mkdocs.repeatable import repeats

log = logging.getLogger("mkdocs")


class Writing:
    """The last step of a build.

    Only plugins that we know may be configured for pages to be written by several processes: others may gather
    something over all pages. Of those we know, only the search does.
    """

    def __init__(
        self, config: MkDocsConfig, plugin: OkrPlugin, files: Sequence[File], nav: Navigation, env: Environment
    ) -> None:
        """Prepare to write the pages of `files`, then what stands beside them."""
        self._config, self._plugin, self._files, self._nav, self._env = config, plugin, files, nav, env
        self._beside = plugin.beside()

    def write(self, tell: Tell) -> None:
        """Write everything; `tell` hears how far it is."""
        units = len(self._files) + len(self._beside)
        if not repeats(self._plugin.press.project.written):
            for unit in range(units):
                self._write(unit)
                tell("Writing pages", unit + 1, units)
            return
        self._plugin.edition.prepare()
        with _unheard(self._config):
            shared = Shared(self._quietly, units)
        self._search()
        with _unheard(self._config):
            for unit in shared.left(lambda done: tell("Writing pages", done, units)):
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
        if unit < len(self._files):
            file = self._files[unit]
            assert file.page is not None
            _build_page(file.page, self._config, self._files, self._nav, self._env)
        else:
            self._plugin.write_beside(*self._beside[unit - len(self._files)])

    def _quietly(self, unit: int) -> bool:
        """Write one unit in another process; False where anything is to be said of it, which is then said here."""
        with _complaints() as heard:
            self._write(unit)
        return not heard


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
