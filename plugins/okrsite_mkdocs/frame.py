"""Parts of Material's frame that are the same on many pages, and so are made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_theme_dir

_WORDS = "partials/language.html"
_SEARCH = "partials/search.html"
_DRAWER = "partials/nav.html"

Variables = Mapping[str, Any]
Key = Callable[[Variables], Hashable | None]


def keep_frame(env: Environment) -> None:
    """Let the words, the search field and the drawer be made once for all pages that show them alike.

    An author's own partials are left alone: nobody knows what those depend on.
    """
    _keep_words(env)
    _keep(env, _SEARCH, _settled)
    _keep(env, _DRAWER, _Places())


def _keep_words(env: Environment) -> None:
    template = _materials(env, _WORDS)
    if template is None:
        return
    make = template.make_module
    modules: dict[str, Any] = {}

    def made(variables: Variables, shared: bool = False, local: Variables | None = None) -> object:
        language = variables["config"].theme["language"]
        if language not in modules:
            module: Any = make(dict(variables), shared, local)
            module.t = cache(module.t)
            modules[language] = module
        return modules[language]

    template.make_module = made  # type: ignore[method-assign, assignment]


def _keep(env: Environment, name: str, key: Key) -> None:
    """Let an included partial say again what it said for the same key; None is never the same."""
    template = _materials(env, name)
    if template is None:
        return
    new_context, written = template.new_context, template.root_render_func
    said: dict[Hashable, str] = {}

    def variables_of(variables: Variables, _shared: bool = False, local: Variables | None = None) -> Variables:
        return {**variables, **(local or {})}

    def rendered(variables: Variables) -> Iterator[str]:
        known = key(variables)
        if known is None or known not in said:
            text = "".join(written(new_context(dict(variables), shared=True)))
            if known is None:
                yield text
                return
            said[known] = text
        yield said[known]

    template.new_context = variables_of  # type: ignore[method-assign, assignment]
    template.root_render_func = rendered  # type: ignore[assignment]


def _materials(env: Environment, name: str) -> Template | None:
    """Material's own template of this name; None where there is another, or none."""
    try:
        template = env.get_template(name)
    except TemplateNotFound:
        return None
    written = Path(template.filename or "")
    return template if written.is_relative_to(get_theme_dir("material")) else None


def _settled(variables: Variables) -> Hashable:
    theme = variables["config"].theme
    return theme["language"], tuple(theme["features"])


class _Places:
    """Where pages stand that the drawer doesn't name: its links are the same for neighbours."""

    def __init__(self) -> None:
        self._nav: Navigation | None = None
        self._shown: frozenset[str] = frozenset()

    def __call__(self, variables: Variables) -> Hashable | None:
        """The folder of the page; None where the drawer leads to the page or below it."""
        page, nav = variables.get("page"), variables["nav"]
        if page is None or nav is None:
            return None
        if nav is not self._nav:
            self._nav, self._shown = nav, frozenset(_above(_linked(nav.items, variables["config"])))
        parts = page.url.rstrip("/").split("/")
        return None if "/".join(parts) in self._shown else (_settled(variables), page.url[-1:], *parts[:-1])


def _linked(items: Iterable[StructureItem], config: MkDocsConfig) -> Iterator[str]:
    """Every address that the drawer leads to."""
    yield from (str(config.theme.get("logo") or ""), str(config.extra.get("homepage") or ""))
    for item in items:
        if isinstance(item, Page | Link):
            yield item.url
        yield from _linked(getattr(item, "children", None) or (), config)


def _above(urls: Iterable[str]) -> Iterator[str]:
    """Every address, and those of the folders above it, without a slash at the end."""
    for url in urls:
        parts = url.strip("/").split("/")
        yield from ("/".join(parts[:count]) for count in range(len(parts) + 1))
