"""A build of what an edit changed: the same steps, on the documents around it and for the files that show it."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel, set_exclusions
from mkdocs.structure.files import get_files as files_of
from mkdocs.structure.nav import get_navigation
from mkdocs.utils import write_file
from msgspec.structs import replace

from okrsite.publish.excerpt import excerpt
from okrsite.publish.files import is_markdown, shown, source_file
from okrsite.publish.host import Tell
from okrsite.publish.last import BeyondError, BuildInputs, Last
from okrsite.publish.listing import Listed
from okrsite.publish.outcome import Mark, Pages
from okrsite.publish.sums import Sums
from okrsite_mkdocs.driver.build import COMPILED, read_pages, whole_of
from okrsite_mkdocs.driver.changed import Changed, Taken
from okrsite_mkdocs.driver.keeping import Keeper, why_all
from okrsite_mkdocs.driver.writing import Part, Writing
from okrsite_mkdocs.log import log_findings
from okrsite_mkdocs.nav import named_pages
from okrsite_mkdocs.pages import register
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
    if whole is None:
        raise BeyondError("the last build could not write down what it knew of all documents")
    if not _is_plain(config, plugin):
        raise BeyondError("what is configured may look at more than pages around an edit")
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = files_of(config)
    taken = _take(config, plugin, files, last, inputs, Sums.read(whole.sums))
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    env = config.theme.get_env()
    env.bytecode_cache = COMPILED
    keeper = Keeper(config, plugin, site)
    changed = Changed(plugin, taken, files, keeper)
    part = Part(changed.names(whole.marks), changed.made, keeper, whole.places)
    with Writing(config, plugin, files, nav, env, site, drafts=drafts, part=part) as writing:
        if not keeper.warm:
            raise BeyondError("the navigation, a template or a version changed")
        pages = read_pages(writing.files, files, config, tell)
        env = config.plugins.on_env(env, config=config, files=files)
        made = writing.finish(env, tell)
    for page in pages:
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    used = {page.url: plugin.bridge.used.get(page.url, []) for page in pages}
    if any(_without_shown(found) != _without_shown(whole.marks.get(url, ())) for url, found in used.items()):
        raise BeyondError("a mark on a page is new or gone")
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


def _take(config: MkDocsConfig, plugin: OkrPlugin, files: Files, last: Last, inputs: BuildInputs, sums: Sums) -> Taken:
    """Let the plugin publish the documents around the edit; return what was before it."""
    docs, named = Path(config.docs_dir), named_pages(files, config)
    found = excerpt(plugin.press, list(_listed(plugin, files, inputs)), last, inputs, docs, named)
    if found.before.unreadable != found.after.unreadable or found.after.withheld:
        raise BeyondError("a document can be read or published that could not, or the other way round")
    broken = {one.where.path for one in last.outcome.findings if one.name == "unreadable-document"}
    for file in files.documentation_pages():
        if shown(Path(str(file.abs_src_path)), plugin.press.project.root) in broken:
            files.remove(file)
    before, plugin.edition = editions_of(plugin.press, found, sums, config)
    if before.pages.keys() != plugin.edition.pages.keys():
        raise BeyondError("a page is new or gone")
    plugin.report = found.after
    complaints = last.outcome.complaints
    if any(uri in complaint for uri in (*found.edited, "the cache `") for complaint in complaints):
        raise BeyondError("MkDocs complained of what was edited")
    for file in files.documentation_pages():
        if file.src_uri in found.others:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    plugin.bridge.edition = plugin.edition
    plugin.views = register(plugin.edition, files, config, named)
    return Taken(before, found.edited, partial(editions_of, plugin.press, found, None, config))


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
        raise BeyondError("the search's index cannot be read") from error
    found = {url: list(run) for url, run in groupby(now or (), _url)}
    if now is None or any((url in found) != (url in entries) for url in urls):
        raise BeyondError("the search finds a page that it did not, or the other way round")
    docs = [one for url, run in (entries | found).items() for one in run]
    text = json.dumps({**index, "docs": docs}, separators=(",", ":"), default=str)
    write_file(text.encode("utf-8", errors="xmlcharrefreplace"), str(Path(config.site_dir, _INDEX)))


def _url(entry: dict[str, Any]) -> str:
    return str(entry["location"]).partition("#")[0]
