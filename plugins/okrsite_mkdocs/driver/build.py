"""The steps of a build in MkDocs' own order, which alone is ours."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands import build as steps
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.files import get_files as files_of
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, clean_directory
from msgspec.structs import replace

from okrsite.publish.collector import let_loose
from okrsite.publish.host import Tell
from okrsite.publish.outcome import Pages, Whole
from okrsite.publish.sums import Sums
from okrsite.render.compiled import Compiled
from okrsite_mkdocs.driver.writing import Writing, read
from okrsite_mkdocs.plugin import OkrPlugin

if TYPE_CHECKING:
    from okrsite.publish.executors import Elsewhere

COMPILED = Compiled()
log = logging.getLogger("mkdocs")


def build(
    config: MkDocsConfig,
    plugin: OkrPlugin,
    tell: Tell,
    last: Path | None = None,
    *,
    drafts: bool = False,
    elsewhere: Elsewhere | None = None,
) -> Pages:
    """Build the whole site, byte for byte as `mkdocs build` does; which of its files had to be made.

    `drafts` takes in what only its author is to see; pages are rendered `elsewhere` where that is given. Raises what
    `mkdocs build` raises; with `strict` Abort where anything was complained of.
    """
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    log.addHandler(counter)
    try:
        pages = _steps(config, plugin, tell, last, drafts=drafts, elsewhere=elsewhere)
        if config.strict and (counts := counter.get_counts()):
            told = ", ".join(f"{count} {level.lower()}s" for level, count in counts)
            raise Abort(f"Aborted with {told} in strict mode!")
        return pages
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            log.error(str(error))
            raise Abort("Aborted with a BuildError!") from None
        raise
    finally:
        log.removeHandler(counter)


def _steps(
    config: MkDocsConfig,
    plugin: OkrPlugin,
    tell: Tell,
    last: Path | None,
    *,
    drafts: bool,
    elsewhere: Elsewhere | None,
) -> Pages:
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    clean_directory(config.site_dir)
    files = files_of(config)
    env = config.theme.get_env()
    env.bytecode_cache = COMPILED
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    nav = config.plugins.on_nav(nav, config=config, files=files)
    with let_loose(), Writing(config, plugin, files, nav, env, last, drafts=drafts, elsewhere=elsewhere) as writing:
        pages = read_pages(writing.files, files, config, tell)
        env = config.plugins.on_env(env, config=config, files=files)
        files.copy_static_files()
        pages_at = {page.file.dest_uri for page in pages}  # they are written over a template, maybe already
        for template in sorted(config.theme.static_templates - pages_at):
            steps._build_theme_template(template, env, files, config, nav)
        for template in config.extra_templates:
            steps._build_extra_template(template, files, config, nav)
        made = writing.finish(env, tell)
    for page in pages:
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    config.plugins.on_post_build(config=config)
    return replace(made, whole=whole_of(plugin, writing.places)) if writing.places else made


def whole_of(plugin: OkrPlugin, places: str) -> Whole | None:
    """What a build knows of all documents; None where that can't be written down."""
    marks = {url: tuple(used) for url, used in plugin.bridge.used.items() if used}
    with suppress(ValueError, TypeError):
        return Whole(Sums.of(plugin.edition.context).written(), places, marks)
    return None


def read_pages(documents: Sequence[File], files: Files, config: MkDocsConfig, tell: Tell) -> list[Page]:
    """Read every page and convert its Markdown."""
    pages = []
    for done, file in enumerate(documents, 1):
        pages.append(read(file.page or Page(None, file, config), config, files))
        tell("Reading pages", done, len(documents))
    return pages
