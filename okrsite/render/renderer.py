"""Pages to HTML fragments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from okrsite import __version__
from okrsite.render.address import link
from okrsite.render.environment import environment_for
from okrsite.render.inline import inline
from okrsite.views import words
from okrsite.views.page import Page
from okrsite.views.parts import Bit, Prose

Draw = Callable[[Any, str], str]
_HERE: ContextVar[tuple[str, bool]] = ContextVar("here", default=("", True))


def _address(address: str) -> str:
    here, directory_urls = _HERE.get()
    return link(address, here, directory_urls=directory_urls)


# Filters that take the context are never folded into constants, and these depend on the page that is rendered.
@pass_context
def _url(_context: object, address: str) -> str:
    return _address(address)


@pass_context
def _inline(_context: object, text: str | Prose | Bit) -> Markup:
    if isinstance(text, str):
        return inline(text, "", _address)
    return inline(text.text, text.base, _address)


def _no_charts(_chart: object, _uid: str) -> str:
    return ""


class Renderer:
    """Templates of the given folders, the first of which wins; each page is a pure function of its view."""

    def __init__(self, template_dirs: tuple[Path, ...]) -> None:
        """Look for templates in `template_dirs`: a user's own first, then the theme's."""
        self.template_dirs = template_dirs
        self._environment = environment_for(template_dirs)
        self._environment.filters.update(url=_url, inline=_inline)
        self._environment.globals.update(_=words.gettext, ngettext=words.ngettext)
        self._sources = ""

    def prepare(self, templates: Iterable[str]) -> None:
        """Compile templates below the `okr/` folder."""
        for template in sorted(templates):
            self._environment.get_template(f"okr/{template}")

    def render(self, page: Page, *, directory_urls: bool = True, svg: Draw = _no_charts) -> str:
        """Return the HTML fragment of a page; `svg` draws a chart, given the chart and what makes its ids unique.

        Links are relative to the page's address; without `directory_urls` they name the file.
        """
        return self.fragment(page.template, page.made(), page.address, directory_urls=directory_urls, svg=svg)

    def fragment(
        self, template: str, view: Any, address: str, *, directory_urls: bool = True, svg: Draw = _no_charts
    ) -> str:
        """Return a view rendered by a template below the `okr/` folder, for a place on the page at `address`."""

        def drawn(chart: object, uid: str) -> Markup:
            return Markup(svg(chart, uid))

        here = _HERE.set((address, directory_urls))
        try:
            return self._environment.get_template(f"okr/{template}").render(view=view, svg=drawn)
        finally:
            _HERE.reset(here)

    def digest(self, page: Page) -> str:
        """Return what changes whenever the rendered page may change: of view, templates and version."""
        inputs = [self.sources(), __version__, page.address, page.template, asdict(page.made())]
        return sha256(json.dumps(inputs, ensure_ascii=False, default=str).encode()).hexdigest()

    def sources(self) -> str:
        """Return the digest of all templates that pages may be rendered with."""
        if not self._sources:
            whole = sha256()
            for path, text in self._templates():
                whole.update(f"{path}\0{len(text)}\0".encode() + text)
            self._sources = whole.hexdigest()
        return self._sources

    def _templates(self) -> Iterator[tuple[str, bytes]]:
        for number, folder in enumerate(self.template_dirs):
            for path in sorted((*folder.glob("okr/**/*.html"), *folder.glob("partials/okr/**/*.html"))):
                yield f"{number}/{path.relative_to(folder).as_posix()}", path.read_bytes()
