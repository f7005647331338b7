"""The versions of everything that shapes what MkDocs writes, told without loading any of it."""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.publish.installed import installed, plain

_SHAPING = (
    *("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Jinja2", "matplotlib", "Pygments"),
    *("mkdocs-awesome-nav", "mkdocs-redirects", "jieba"),
)


def versions() -> Mapping[str, str]:
    """The version of each package by its name, empty for one that is not installed."""
    return {name: _version(name) for name in _SHAPING}


def _version(distribution: str) -> str:
    there = installed()
    if "mkdocs" in there:
        return there.get(plain(distribution), ("",))[0]
    from importlib.metadata import PackageNotFoundError, version  # it brings much, and knows archives as well

    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
