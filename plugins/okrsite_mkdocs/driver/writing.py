"""Writing the pages and the files beside them, each on its own and so in any order and process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from msgspec import Struct
from msgspec.structs import replace

from okrsite.publish.edition import SiteFile
from okrsite.publish.host import Tell
from okrsite.publish.outcome import Pages
from okrsite.publish.record import Inputs
from okrsite.publish.shared import Shared
from okrsite.views.answers import digest
from okrsite_mkdocs.driver.converting import Conversions, headings
from okrsite_mkdocs.driver.hearing import complaints, muted, without_search
from okrsite_mkdocs.driver.keeping import Keeper, inputs_of, inputs_of_bytes, why_all
from okrsite_mkdocs.driver.ordering import ordered
from okrsite_mkdocs.driver.searching import Search
from okrsite_mkdocs.pages import OkrPage
from okrsite_mkdocs.plugin import OkrPlugin
from okrsite_mkdocs.repeatable import repeats

if TYPE_CHECKING:
    from okrsite.publish.executors import Elsewhere, Orders


class Part(Struct, frozen=True):
    """What is to be written of a site: the paths of files, and the digest of where all files stand.

    `made` are the bytes of those that were made already.
    """

    names: Collection[str]
    made: Mapping[str, bytes]
    keeper: Keeper
    places: str


class Writing:
    """The last step of a build, which other processes begin as soon as all pages are named.

    Only plugins that we know may be configured for that: others may gather something over all pages. Of those we know,
    only the search does, and it looks at all pages here.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        plugin: OkrPlugin,
        files: Files,
        nav: Navigation,
        env: Environment,
        last: Path | None = None,
        *,
        drafts: bool = False,
        elsewhere: Elsewhere | None = None,
        part: Part | None = None,
    ) -> None:
        """Prepare to write the pages among `files`, then what stands beside them, as far as the `last` site has not.

        Pages are rendered `elsewhere` where that is given, and no processes are split off for it. Only a `part` of all
        is written where that is given.
        """
        self._elsewhere = elsewhere
        self._orders: Orders | None = None
        self._config, self._plugin, self._all, self._nav, self._env = config, plugin, files, nav, env
        self._ready, self._repeats = False, repeats(plugin.press.project.written)
        level = InclusionLevel.is_in_serve if drafts else InclusionLevel.is_included
        named = (file for file in files.documentation_pages(inclusion=level) if not part or file.dest_uri in part.names)
        self.files = list(named)
        self._part = part
        plugin.settle(files, config)
        # What needs no Markdown comes first, for it can be written while the rest is read.
        pages = sorted(self.files, key=lambda file: not file.generated_by)
        # Of several pages at one address the last one is seen.
        last_ones = {file.dest_uri: file for file in pages}
        beside = (file for file in plugin.beside() if not part or file.name in part.names)
        self._units: list[File | SiteFile] = [*last_ones.values(), *beside]
        self._shared: Shared | None = None
        self._why_all = None if part else why_all(config, plugin)
        self._keeper = part.keeper if part else Keeper(config, plugin, last) if last and not self._why_all else None
        self.places: str | None = None
        self._search = Search(config, plugin, nav, self.files, self._keeper)

    def __enter__(self) -> Writing:
        """Begin to write, as far as other processes can."""
        if self._keeper:
            places = self._part.places if self._part else None
            conversions = Conversions(self._keeper, self._plugin, self._all, complaints, places)
            self.places = conversions.places
            for file in self.files:
                conversions.attach(file.page or Page(None, file, self._config))
        if self._repeats:
            for page in self._nav.pages:  # every page shows their titles
                read(page, self._config, self._all)
            if self._keeper:
                self._keeper.expect([_name(unit) for unit in self._units], self._nav)
            if not self._keeper or not self._keeper.warm:
                self._plugin.edition.prepare()
            with without_search(self._config):
                processes = 0 if self._elsewhere else None
                self._shared = Shared(self._quietly, len(self._units), processes, finish=self._put_down)
        return self

    def __exit__(self, *_failure: object) -> None:
        """End the other processes, which are done unless something failed here."""
        if self._shared:
            self._shared.stop()

    def finish(self, env: Environment, tell: Tell) -> Pages:
        """Write everything that is not written yet, from pages that are read; `tell` hears how far it is."""
        self._env, self._ready, self._plugin.all_written = env, True, True
        env.auto_reload = False
        if self._elsewhere is None:
            return self._finish(tell)
        with self._elsewhere.open() as executor, self._plugin.edition.rendered_by(executor) as orders:
            self._orders = orders
            pages = self._finish(tell)
        return replace(pages, trouble=orders.trouble)

    def _finish(self, tell: Tell) -> Pages:
        units = len(self._units)
        if self._shared is None:
            for done, unit in enumerate(self._left(range(units)), 1):
                self._write(unit)
                tell("Writing pages", done, units)
            return Pages(why_all=self._why_all)
        self._search.look()
        with without_search(self._config):
            for unit in self._left(self._shared.left(lambda done: tell("Writing pages", done, units))):
                self._write(unit)
                self._release(unit)
        return self._keeper.finish() if self._keeper else Pages(why_all=self._why_all)

    def _left(self, units: Iterable[int]) -> Iterable[int]:
        """The units that have to be made; pages among them are ordered before, where orders are taken."""
        return ordered(units, self._page, self._stands, self._orders) if self._orders else units

    def _page(self, unit: int) -> Page | None:
        written = self._units[unit]
        return written.page if isinstance(written, File) else None

    def _stands(self, unit: int, page: Page) -> bool:
        if self._keeper is None or not self._keeper.has(unit, _inputs(page, self._keeper)):
            return False
        page.content = ""
        return True

    def _put_down(self) -> None:
        if self._keeper:
            self._keeper.store.flush()

    def _write(self, unit: int) -> None:
        written = self._units[unit]
        if isinstance(written, File):
            self._write_page(unit, read(written.page or Page(None, written, self._config), self._config, self._all))
        elif self._keeper is None:
            self._plugin.write_beside(written.name, written.made)
        else:
            self._write_beside(unit, written, self._keeper)

    def _write_beside(self, unit: int, file: SiteFile, keeper: Keeper) -> None:
        content = self._part.made.get(file.name) if self._part else None
        if content is not None:
            inputs = inputs_of((), digest(content).hex())
        elif file.asks:
            content, shown = keeper.memories.content(file.name, file.made)
            inputs = inputs_of((), shown)
        else:
            content = file.made()
            inputs = inputs_of_bytes(content)
        if not keeper.has(unit, inputs):
            self._plugin.write_beside(file.name, file.made if content is None else lambda: content)
            keeper.keep(unit, inputs)

    def _write_page(self, unit: int, page: Page) -> None:
        view = page.view if isinstance(page, OkrPage) else None
        if self._keeper is None:
            self._build(page)
        elif not self._keeper.has(unit, inputs := _inputs(page, self._keeper)):
            with complaints() as heard:
                self._build(page)
            output = self._plugin.output
            if output.strip() and not heard:  # what is complained of is complained of each time
                self._keeper.keep(unit, inputs, output.encode("utf-8", errors="xmlcharrefreplace"))
        if isinstance(page, OkrPage):
            page.view = view

    def _release(self, unit: int) -> None:
        """Forget what a page holds: nobody asks for it again, and it is most of what memory would hold."""
        written = self._units[unit]
        if isinstance(written, File) and written.page:
            written.page.content = ""

    def _build(self, page: Page) -> None:
        self._get_ready()
        excluded = page.file.inclusion.value <= InclusionLevel.DRAFT.value
        _build_page(page, self._config, self.files, self._nav, self._env, excluded=excluded)

    def _get_ready(self) -> None:
        """Make the templates' environment what it will be once all pages are read."""
        if not self._ready:
            self._env = self._config.plugins.on_env(self._env, config=self._config, files=self._all)
            self._env.auto_reload = False
            self._ready = True

    def _quietly(self, unit: int) -> bool:
        """Write one unit; False where anything is to be said of it, which is then said when it is written again."""
        with muted() as heard:
            self._write(unit)
        if not heard:
            self._release(unit)
        return not heard


def read(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """The page, its Markdown read and converted unless that was done before."""
    if page.content is None:
        _populate_page(page, config, files)
    return page


def _name(unit: File | SiteFile) -> str:
    return unit.dest_uri if isinstance(unit, File) else unit.name


def _inputs(page: Page, keeper: Keeper) -> Inputs:
    """What a page is written from; a view that has to be made for that stays with the page until it is written."""
    words = [page.url, str(page.title), page.meta, page.edit_url, page.file.inclusion.value, headings(page.toc)]
    words += [page.file.src_uri, page.markdown]
    if not isinstance(page, OkrPage) or page.view is None:
        return inputs_of([*words, page.content])
    page.view, shown = keeper.memories.shown(page.view)
    return inputs_of([*words, page.body], shown)
