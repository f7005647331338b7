"""Which configurations depend on nothing but files that we know of, so that a build of the same is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_PLUGINS = frozenset({"search", "okrsite", "tags", "meta", "awesome-nav", "redirects"})
_ONE_BY_ONE = frozenset({"search", "okrsite", "awesome-nav", "redirects"})
_EXTENSIONS = frozenset(
    (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
    )
)
_READ_OTHER_FILES = ("pymdownx.snippets", "pymdownx.b64")
_NAMING_FILES = frozenset({"custom_icons", "jieba_dict", "jieba_dict_user"})
_NAMES_OF_CODE = ("name:", "object:", "object/", "module:")
_KNOWN_CODE = ("name:pymdownx.", "name:material.", "name:slugify", "object/apply:pymdownx.")


def repeats(written: Mapping[str, object]) -> bool:
    """Whether a configuration has only plugins and extensions that read no clock and no other files."""
    theme = written.get("theme")
    name = theme.get("name") if isinstance(theme, dict) else theme
    plugins = (entry.removeprefix("material/") for entry in names(written.get("plugins")))
    return (
        name == "material"
        and not written.get("hooks")
        and all(plugin in _PLUGINS for plugin in plugins)
        and all(_known(extension) for extension in names(written.get("markdown_extensions")))
        and not any(_foreign(text) for text in _texts(written))
        and _NAMING_FILES.isdisjoint(_keys(written))
    )


def looking_at_all(written: Mapping[str, object]) -> str | None:
    """The name of a plugin that may make something of all pages together, so that each has to pass it by."""
    plugins = (entry.removeprefix("material/") for entry in names(written.get("plugins")))
    return next((plugin for plugin in plugins if plugin not in _ONE_BY_ONE), None)


def _known(extension: str) -> bool:
    short = extension.removeprefix("markdown.extensions.")
    return short in _EXTENSIONS or (extension.startswith("pymdownx.") and extension not in _READ_OTHER_FILES)


def _foreign(text: str) -> bool:
    return text.startswith(_NAMES_OF_CODE) and not text.startswith(_KNOWN_CODE)


def names(entries: Any) -> Iterator[str]:
    """The names in a list of plugins or extensions, of which some have options."""
    for entry in entries or ():
        yield from entry if isinstance(entry, dict) else [str(entry)]


def _keys(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _keys(inner)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
