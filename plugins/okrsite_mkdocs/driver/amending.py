"""A build of what an edit changed: the same steps, on the documents around it and for the files that show it.

Whether a file shows the edit is told by making what it shows twice, as the documents were and as they are. Only where
the first is what stands in the site is the second believed.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.files import get_files as files_of
from mkdocs.structure.nav import get_navigation
from mkdocs.utils import write_file
from msgspec import Struct
from msgspec.structs import replace

from okrsite.publish.edition import Edition, SiteFile
from okrsite.publish.excerpt import excerpt
from okrsite.publish.files import is_markdown, shown, source_file
from okrsite.publish.host import BuildInputs, Last, Mark, Pages, Tell
from okrsite.publish.listing import Listed
from okrsite.publish.sums import BeyondError, Sums
from okrsite.views.answers import about, digest
from okrsite.views.page import Page as View
from okrsite_mkdocs.driver.build import COMPILED, read_pages, whole_of
from okrsite_mkdocs.driver.keeping import Keeper, why_all
from okrsite_mkdocs.driver.remembering import file_key, page_key, shown_of
from okrsite_mkdocs.driver.writing import Part, Writing
from okrsite_mkdocs.log import log_findings
from okrsite_mkdocs.marks import shown_by
from okrsite_mkdocs.nav import named_pages
from okrsite_mkdocs.pages import register, view_of
from okrsite_mkdocs.plugin import OkrPlugin
from okrsite_mkdocs.repeatable import names
from okrsite_mkdocs.sources import editions_of

log = logging.getLogger("mkdocs.plugins.okrsite")
_KNOWN = frozenset({"search", "okrsite"})
_INDEX = "search/search_index.json"


def amend(
    config: MkDocsConfig,
    plugin: OkrPlugin,
    last: Last,
    inputs: BuildInputs,
    site: Path,
    tell: Tell,
    *,
    drafts: bool = False,
) -> Pages:
    """Write what an edit changed of the site of the `last` build, byte for byte as a build of everything does.

    `inputs` are what that would be made from, `drafts` takes in what only its author is to see. Raises BeyondError
    where what changed can't be told from the documents around the edit.
    """
    whole = last.whole
    if whole is None or not _is_plain(config, plugin):
        raise BeyondError
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = files_of(config)
    taken = _take(config, plugin, files, last, inputs, Sums.read(whole.sums))
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    env = config.theme.get_env()
    env.bytecode_cache = COMPILED
    keeper = Keeper(config, plugin, site)
    changed = _Changed(plugin, taken, files, keeper)
    part = Part(changed.names(whole.marks), changed.made, keeper, whole.places)
    with Writing(config, plugin, files, nav, env, site, drafts=drafts, part=part) as writing:
        if not keeper.warm:
            raise BeyondError
        pages = read_pages(writing.files, files, config, tell)
        env = config.plugins.on_env(env, config=config, files=files)
        made = writing.finish(env, tell)
    for page in pages:
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    used = {page.url: plugin.bridge.used.get(page.url, []) for page in pages}
    if any(_without_shown(found) != _without_shown(whole.marks.get(url, ())) for url, found in used.items()):
        raise BeyondError
    record = keeper.record.files
    reworded = {name for name, new in made.inputs.items() if record[name].inputs.words != new.words}
    if not reworded <= changed.worded:  # a heading comes of what is beyond these documents
        raise BeyondError
    if reworded or changed.renamed:
        _splice(config, site, [page.url for page in pages])
    plugin.edition.cache.trim()
    log_findings(log, plugin.edition.report.findings)
    marks = {url: tuple(used[url]) if url in used else marks for url, marks in whole.marks.items()}
    after = whole_of(plugin, whole.places)
    return replace(made, whole=after and replace(after, marks=marks), total=len(record))


def _is_plain(config: MkDocsConfig, plugin: OkrPlugin) -> bool:
    """Whether nothing that is configured may ask for more than pages around an edit, or look at what is logged."""
    plugins = (name.removeprefix("material/") for name in names(plugin.press.project.written.get("plugins")))
    links = config.validation.links
    return (
        all(name in _KNOWN for name in plugins)
        and why_all(config, plugin) is None
        and not config.extra_templates
        and not config.strict
        and links.not_found >= logging.WARNING > links.anchors
    )


class _Taken(Struct, frozen=True):
    """The edition before an edit, and what makes both without sums."""

    before: Edition
    without_sums: Callable[[], tuple[Edition, Edition]]


def _take(config: MkDocsConfig, plugin: OkrPlugin, files: Files, last: Last, inputs: BuildInputs, sums: Sums) -> _Taken:
    """Let the plugin publish the documents around the edit; return what was before it."""
    docs, named = Path(config.docs_dir), named_pages(files, config)
    found = excerpt(plugin.press, list(_listed(plugin, files, inputs)), last, inputs, docs, named)
    if found.before.unreadable != found.after.unreadable or found.after.withheld:
        raise BeyondError
    broken = {one.where.path for one in last.outcome.findings if one.name == "unreadable-document"}
    for file in files.documentation_pages():
        if shown(Path(str(file.abs_src_path)), plugin.press.project.root) in broken:
            files.remove(file)
    before, plugin.edition = editions_of(plugin.press, found, sums, config)
    if before.pages.keys() != plugin.edition.pages.keys():
        raise BeyondError
    plugin.report, plugin.edited = found.after, found.edited
    complaints = last.outcome.complaints
    if any(uri in complaint for uri in (*found.edited, "the cache `") for complaint in complaints):
        raise BeyondError
    for file in files.documentation_pages():
        if file.src_uri in found.others:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    plugin.bridge.edition = plugin.edition
    plugin.views = register(plugin.edition, files, config, named)
    return _Taken(before, partial(editions_of, plugin.press, found, None, config))


def _listed(plugin: OkrPlugin, files: Files, inputs: BuildInputs) -> Iterator[Listed]:
    root = plugin.press.project.root
    for file in files:
        if not is_markdown(file.src_uri):
            continue
        if file.inclusion.value <= InclusionLevel.DRAFT.value:
            continue
        digest = inputs.documents.get(file.src_uri)
        if not file.is_documentation_page() or not digest:
            raise BeyondError
        place = Path(str(file.abs_src_path))
        uri = file.src_uri
        yield Listed(shown(place, root), uri, digest, partial(source_file, place, uri, root))


class _Changed:
    """Which files of a site show an edit.

    `worded` are the paths of pages whose words may be others, `renamed` tells whether what is searched may be; `made`
    are bytes of data that were made to tell.
    """

    def __init__(self, plugin: OkrPlugin, taken: _Taken, files: Files, keeper: Keeper) -> None:
        """Compare the plugin's edition with the one before the edit."""
        self._plugin, self._before, self._after, self._keeper = plugin, taken.before, plugin.edition, keeper
        self._without_sums = taken.without_sums
        self._pages = files.documentation_pages()
        self.worded: set[str] = set()
        self.renamed = False
        self.made: dict[str, bytes] = {}

    def names(self, marks: Mapping[str, Collection[Mark]]) -> set[str]:
        """The paths of all files that show it, as `marks` do on pages by their address."""
        found = {*self._showing(), *self._beside()}
        return found | set(self._marked(marks, found))

    def _showing(self) -> Iterator[str]:
        """The paths of the pages whose words, or whose views, are not what they were."""
        for file in self._pages:
            before, after = view_of(self._before, file), self._plugin.views.get(file.src_uri)
            edited = file.src_uri in self._plugin.edited
            if before is not None and after is not None:
                renamed = replace(before, view=None) != replace(after, view=None)
                self.renamed = self.renamed or renamed
                if edited or renamed:
                    self.worded.add(file.dest_uri)
                if self._is_other(file, before, after, edited or renamed):
                    yield file.dest_uri
            elif before is not after:
                raise BeyondError
            elif edited:
                self.worded.add(file.dest_uri)
                yield file.dest_uri

    def _is_other(self, file: File, before: View, after: View, worded: bool) -> bool:
        memories, recorded = self._keeper.memories, self._keeper.record.files[file.dest_uri].inputs.shown
        key = page_key(after)
        if not worded and memories.told_alike(self._before, key, recorded, about(before), about(after)):
            return False
        was_shown = memories.was_shown(self._before, key, recorded, about(before))
        try:
            made, shown = memories.shown(after)
            then = recorded if was_shown else shown_of(before, before.made()).hex()
            if then not in (shown, recorded) and not worded:
                made, shown, then = self._combined(before, made, recorded)
        except LookupError:  # a sum names what is beyond these documents
            if worded or self._is_other_in_short(file):
                raise BeyondError(file.dest_uri) from None
            return False
        self._plugin.views[file.src_uri] = made
        return _is_other(file.dest_uri, recorded, then, shown, worded)

    def _combined(self, before: View, after: View, recorded: str) -> tuple[View, str, str]:
        """The page with the parts that an edit changed in the view that is recorded, and the digests of after and then.

        BeyondError where one of these parts was another one.
        """
        whole = self._keeper.memories.view(after, recorded)
        then, now = before.made(), after.made()
        if whole is None or type(then) is not type(now):
            raise BeyondError(after.address)
        parts = {name: tuple(getattr(one, name) for one in (whole, then, now)) for name in whole.__struct_fields__}
        if any(was != told and was != new for told, was, new in parts.values()):
            raise BeyondError(after.address)
        view = replace(whole, **{name: new for name, (_told, was, new) in parts.items() if was != new})
        return replace(after, view=view), shown_of(after, view).hex(), recorded

    def _is_other_in_short(self, file: File) -> bool:
        """Whether a page is another one as the documents around the edit alone tell it."""
        before, after = (view_of(edition, file) for edition in self._short)
        return before is None or after is None or before.made() != after.made()

    @cached_property
    def _short(self) -> tuple[Edition, Edition]:
        return self._without_sums()

    def _beside(self) -> Iterator[str]:
        """The paths of the other files whose bytes are not what they were."""
        before = {file.name: file for file in self._before.files()}
        after = {file.name: file for file in self._after.files()}
        if before.keys() != after.keys():
            raise BeyondError
        for name in after.keys() & self._keeper.record.files.keys():
            then, now = before[name], after[name]
            if self._is_other_data(then, now) if now.asks else then.made() != now.made():
                yield name

    def _is_other_data(self, before: SiteFile, after: SiteFile) -> bool:
        name, memories = after.name, self._keeper.memories
        recorded = self._keeper.record.files[name].inputs.shown
        if memories.told_alike(self._before, file_key(name), recorded, name, name):
            return False
        was_shown = memories.was_shown(self._before, file_key(name), recorded, name)
        content, shown = memories.content(name, after.made)
        if content is not None:
            self.made[name] = content
        return _is_other(name, recorded, recorded if was_shown else digest(before.made()).hex(), shown)

    def _marked(self, marks: Mapping[str, Collection[Mark]], found: Collection[str]) -> Iterator[str]:
        """The paths of pages on which a mark stands for something that is not what it was."""
        at = {file.url: file.dest_uri for file in self._pages} if marks else {}
        for url, used in marks.items():
            then = [shown_by(self._before, one, url) for one in used]
            other = then != [shown_by(self._after, one, url) for one in used]
            if not other and at.get(url) not in found:
                continue
            if url not in at or then != [one.shown for one in used]:
                raise BeyondError
            self.worded.add(at[url])
            yield at[url]


def _is_other(name: str, recorded: str, then: str, now: str, anyway: bool = False) -> bool:
    """Whether a file has to be written, for it shows another thing now, or anyway.

    BeyondError where that is so, and what it would have shown before is not what is recorded.
    """
    other = anyway or then != now
    if other and then != recorded:
        raise BeyondError(name)
    return other


def _without_shown(marks: Iterable[Mark]) -> list[Mark]:
    return [replace(one, shown="") for one in marks]


def _splice(config: MkDocsConfig, site: Path, urls: Collection[str]) -> None:
    """Write the search's index of the last site with what was found in some pages now; BeyondError if it can't be."""
    search = config.plugins.get("material/search")
    now = getattr(getattr(search, "search_index", None), "entries", None)
    try:
        index = json.loads((site / _INDEX).read_bytes())
        entries = {url: list(run) for url, run in groupby(index["docs"], _url)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BeyondError from error
    found = {url: list(run) for url, run in groupby(now or (), _url)}
    if now is None or any((url in found) != (url in entries) for url in urls):
        raise BeyondError
    docs = [one for url, run in (entries | found).items() for one in run]
    text = json.dumps({**index, "docs": docs}, separators=(",", ":"), default=str)
    write_file(text.encode("utf-8", errors="xmlcharrefreplace"), str(Path(config.site_dir, _INDEX)))


def _url(entry: dict[str, Any]) -> str:
    return str(entry["location"]).partition("#")[0]
