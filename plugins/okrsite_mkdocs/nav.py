"""Which pages the author put into the navigation, by name; all others of ours stay out of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files


def named_pages(files: Files, config: MkDocsConfig) -> dict[str, str | None]:
    """The uris that `nav` names, or a navigation file of awesome-nav, with the titles given there."""
    named = dict(_entries(config.nav, ""))
    plugin = config.plugins.get("awesome-nav")
    if plugin is not None:
        for file in files:
            if posixpath.basename(file.src_uri) == plugin.config["filename"]:
                named.update(_entries(_written(file.content_string), posixpath.dirname(file.src_uri)))
    return named


def _written(text: str) -> Any:
    try:
        written = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    return written.get("nav") if isinstance(written, dict) else None


def _entries(nav: Any, folder: str) -> Iterator[tuple[str, str | None]]:
    if isinstance(nav, str):
        yield posixpath.normpath(posixpath.join(folder, nav)), None
    elif isinstance(nav, list):
        for entry in nav:
            yield from _entries(entry, folder)
    elif isinstance(nav, dict):
        for title, value in nav.items():
            for uri, inner in _entries(value, folder):
                yield uri, inner if inner or not isinstance(value, str) else str(title)
