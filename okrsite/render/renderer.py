"""Pages to HTML fragments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

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
