"""Our pages among those of MkDocs: where they are registered, what they are read from and what they show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from okrsite.publish.edition import Edition
from okrsite.source.read import Document
from okrsite.views.page import Found
from okrsite.views.page import Page as View

_ID = re.compile(r'\bid="([^"]+)"')
_TITLE = re.compile(r"<(/?)h1\b")
_FOOT = '<p class="okr-source okr-foot"'
_CLOCKED = ("git_revision_date_localized", "git_creation_date_localized")
STUB = Path(__file__).with_name("stub.md")


class OkrPage(Page):
    """A page that MkDocs need not read: made from a view, or an OKR document that we have read before.

    MkDocs' own reading of front matter would refuse, or silently change, what our reader takes as people mean it.
    `searched` is what the search reads instead of the content, which is rendered when the page is written: the `view`
    above the author's `body`. `unread` renders the view for its anchors, should a link ask for one of them.
    """

    searched: str | None = None
    body: str = ""
    view: View | None = None
    unread: Callable[[], str] | None = None
    _anchors: set[str] | None = None

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """The anchors that links may lead to; None before the page is read."""
        if self.unread is not None and self._anchors is not None:
            self._anchors |= set(_ID.findall(self.unread()))
            self.unread = None
        return self._anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, anchors: set[str] | None) -> None:
        self._anchors = anchors

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, document: Document | None) -> None:
        """Stand for `file`; `title` is what the navigation calls it."""
        super().__init__(title and escape(title), file, config)
        self.document = document

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the body and the page's own keys; title and description follow with the content.

        Until then no plugin can take a text of an OKR for a template.
        """
        self.markdown = self.document.body if self.document else ""
        keys = self.document.page_keys if self.document else {}
        self.meta = {key: value for key, value in keys.items() if key not in ("title", "description")}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the body, where there is one."""
        if self.markdown and self.markdown.strip():
            super().render(config, files)
            return
        self.content, self.toc = "", TableOfContents([])
        self.present_anchor_ids, self.links_to_anchors = set(), {}

    def forget_clock(self) -> None:
        """Drop the dates that other plugins gave a generated page: they are of the build, not of a change."""
        if self.document is None:
            for key in [key for key in self.meta if key.startswith(_CLOCKED)]:
                del self.meta[key]

    def entitle(self, view: View | None) -> None:
        """Take title and description from the author, else from the view; Material prints both as they are."""
        keys = self.document.page_keys if self.document else {}
        title = keys.get("title") or (view and view.title)
        description = keys.get("description") or (view and view.description)
        if description:
            self.meta["description"] = escape(str(description))
        if title:
            self.meta["title"] = escape(str(title))
            if "title" not in self.__dict__:
                self.title = self.meta["title"]


def register(edition: Edition, files: Files, config: MkDocsConfig, named: Mapping[str, str | None]) -> dict[str, View]:
    """Register every page of an edition; returns the views by the uri of the page that shows them.

    An author's file at a page's address wins and shows the view with its body. OKR documents and generated
    pages stay out of the navigation unless it names them.
    """
    taken = {file.dest_uri: file for file in files if file.inclusion.value > InclusionLevel.DRAFT.value}
    views = {}
    for file in files.documentation_pages():
        document = edition.report.documents.get(file.src_uri)
        if document:
            _place(file, config, named, document)
        view = view_of(edition, file)
        if view:
            views[file.src_uri] = view
    for view in edition.pages.values():
        file = _generated(view, config)
        if file.dest_uri not in taken:
            files.append(file)
            _place(file, config, named, None)
            views[file.src_uri] = view
    return views


def view_of(edition: Edition, file: File) -> View | None:
    """The view that a page of an edition shows, or that an author's file shows with its words; None without one."""
    address = quote(file.dest_uri.removesuffix("index.html"))
    return edition.pages.get(address) if file.generated_by else edition.beside(file.src_uri, address)


def show(page: Page, body: str, view: View, rendered: Callable[[], str]) -> str:
    """What the page shows at first: the view above the author's body; its headings and anchors become the page's.

    A page of ours is rendered when it is written; until then it holds what the search is to read.
    """
    headings = [AnchorLink(escape(heading.title), heading.id, 2) for heading in view.toc]
    page.toc = TableOfContents([*headings, *page.toc])
    if not page.toc.items:
        page.meta["hide"] = [*(page.meta.get("hide") or ()), "toc"]
    anchors = {place.anchor for place in view.found or ()} | {heading.id for heading in view.toc}
    page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
    if isinstance(page, OkrPage):
        _let_search(page, body, view)
        page.view, page.body, page.unread = view, body, None if view.found else rendered
        return page.searched or body
    fragment = rendered()
    page.present_anchor_ids |= set(_ID.findall(fragment))
    return joined(fragment, body)


def joined(fragment: str, body: str) -> str:
    """A view, below it what an author wrote, last the view's foot; the view's title stays the only one."""
    if not body.strip():
        return fragment
    if "<h1" in fragment:
        body = _TITLE.sub(r"<\1h2", body)
    view, foot, rest = fragment.rpartition(_FOOT)
    return f'{view}</div>\n{body}\n<div class="okr">{foot}{rest}' if foot else f"{fragment}\n{body}"


def _let_search(page: OkrPage, body: str, view: View) -> None:
    """Say what the search is to know: the places that the view names, or its title.

    Not its description, which may name objectives; those are found on their own pages.
    """
    places = (Found("", view.title),) if view.found is None else view.found
    if view.searchable:
        page.searched = "".join(map(_found, places)) + body
    elif body.strip():
        page.searched = body
    else:
        page.meta["search"] = {"exclude": True}


def _found(place: Found) -> str:
    anchor = f' id="{escape(place.anchor)}"' if place.anchor else ""
    level = "h2" if place.anchor else "h1"
    return f"<{level}{anchor}>{escape(place.title)}</{level}><p>{escape(place.text)}</p>"


def _generated(view: View, config: MkDocsConfig) -> File:
    uri = f"{unquote(view.address)}index.md"
    file = File.generated(config, uri, abs_src_path=str(STUB), inclusion=InclusionLevel.NOT_IN_NAV)
    file.edit_uri = quote(view.edit) if view.edit else None
    return file


def _place(file: File, config: MkDocsConfig, named: Mapping[str, str | None], document: Document | None) -> None:
    file.inclusion = InclusionLevel.INCLUDED if file.src_uri in named else InclusionLevel.NOT_IN_NAV
    OkrPage(named.get(file.src_uri), file, config, document)
