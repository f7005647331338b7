"""What MkDocs knows, as the library wants it: settings, the author's files, the site and its templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace as with_changes
from pathlib import Path
from typing import Any

import okrsite_theme
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from msgspec.structs import replace

from okrsite.errors import ConfigError
from okrsite.publish.edition import Edition
from okrsite.publish.excerpt import Excerpt
from okrsite.publish.files import is_markdown, source_file
from okrsite.publish.press import Press
from okrsite.publish.project import NAMES, Project, read_project
from okrsite.publish.site import context_of, site_of
from okrsite.publish.store import TextStore
from okrsite.publish.sums import Sums
from okrsite.render.renderer import Renderer
from okrsite.report import Report
from okrsite.source.read import SourceFile
from okrsite.views.context import Context
from okrsite_mkdocs.order import ORDER

THEME = Path(okrsite_theme.__file__).parent
STYLES = "assets/okr/okr.css"
PRINT = "assets/okr/print.js"


def press_for(options: Mapping[str, Any], config_file_path: str | None) -> Press:
    """The press for the plugin's options, with the places of their keys where the file can be read again."""
    file = Path(config_file_path or NAMES[0]).absolute()
    try:
        project = read_project(file)
    except ConfigError:
        project = Project(file, {}, ())
    order = ORDER.get()
    project = replace(project, options=dict(options))
    return Press(project, order.as_of, order.audience) if order else Press(project)


def source_files(files: Files, root: Path) -> Iterator[SourceFile]:
    """Every page that MkDocs would publish, its path shown relative to `root`, and documents that it takes for none."""
    for file in files:
        if file.inclusion.value <= InclusionLevel.DRAFT.value or not is_markdown(file.src_uri):
            continue
        if file.abs_src_path is None:
            yield SourceFile(file.src_uri, file.src_uri, file.content_bytes)
            continue
        read = source_file(Path(file.abs_src_path), file.src_uri, root)
        if file.is_documentation_page() or read.fault:
            yield read


def drop_theme_code(files: Files) -> None:
    """Keep what belongs to our theme but is no asset, such as its type marker, out of the site."""
    for file in list(files):
        if file.src_dir == str(THEME) and not file.src_uri.startswith("assets/"):
            files.remove(file)


def edition_of(press: Press, report: Report, config: MkDocsConfig) -> Edition:
    """The edition of a report."""
    return _edition(press, report, context_of(report, site_of(press, config.site_name, config.site_url)), config)


def editions_of(press: Press, found: Excerpt, sums: Sums | None, config: MkDocsConfig) -> tuple[Edition, Edition]:
    """The editions of an excerpt before and after what was edited, with the sums of all documents where these are told.

    BeyondError where the excerpt can't tell these.
    """
    site = site_of(press, config.site_name, config.site_url)
    contexts = context_of(found.before, with_changes(site, commit=found.commit)), context_of(found.after, site)
    if sums:
        contexts = sums.completed(*contexts)
    return _edition(press, found.before, contexts[0], config), _edition(press, found.after, contexts[1], config)


def _edition(press: Press, report: Report, context: Context, config: MkDocsConfig) -> Edition:
    """An edition whose templates come from the author's own folder, then from our theme."""
    custom = config.theme.custom_dir
    renderer = Renderer((Path(custom), THEME) if custom else (THEME,))
    cache = TextStore(press.cache / "charts")
    return Edition(report, context, renderer, cache, directory_urls=config.use_directory_urls)
