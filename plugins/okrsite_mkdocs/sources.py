"""What MkDocs knows, as the library wants it: settings, the author's files, the site and its templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import okrsite_theme
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from okrsite.errors import ConfigError
from okrsite.publish.edition import Edition
from okrsite.publish.files import shown
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
    """Every page that MkDocs would publish, as bytes, its path shown relative to `root`."""
    for file in files.documentation_pages():
        path = shown(Path(file.abs_src_path), root) if file.abs_src_path else file.src_uri
        try:
            yield SourceFile(path, file.src_uri, file.content_bytes)
        except OSError as error:
            raise PluginError(f"`{path}` cannot be read: {error.strerror}") from None


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
