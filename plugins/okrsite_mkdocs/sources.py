"""What MkDocs knows, as the library wants it: settings, the author's files, the site and its templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import okrsite_theme
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from msgspec.structs import replace

from okrsite.errors import ConfigError
from okrsite.publish.edition import Edition
from okrsite.publish.files import is_markdown, source_file
from okrsite.publish.press import Press
from okrsite.publish.project import NAMES, Project, read_project
from okrsite.publish.site import site_of
from okrsite.publish.store import TextStore
from okrsite.render.renderer import Renderer
from okrsite.report import Report
from okrsite.source.read import SourceFile
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
    """The edition of a report; templates come from the author's own folder, then from our theme."""
    custom = config.theme.custom_dir
    renderer = Renderer((Path(custom), THEME) if custom else (THEME,))
    site = site_of(press, config.site_name, config.site_url)
    cache = TextStore(press.cache / "charts")
    return Edition(report, site, renderer, cache, directory_urls=config.use_directory_urls)
