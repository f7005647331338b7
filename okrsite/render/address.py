"""Addresses below the site's root as links from one page to another."""

from __future__ import annotations

import posixpath

from okrsite.views.urls import page_of


def link(address: str, here: str, *, directory_urls: bool = True) -> str:
    """Return what leads from the page `here` to `address`, both below the site's root.

    An address of another site, or within the page, stays as it is; one that ends in `.md` stands for the page
    of an author's file. Without `directory_urls` the link names the file, so that it works from a folder.

    >>> link("okr/a-1/#x", "teams/sales/"), link("", "okr/a-1/"), link("teams/a.md", "")
    ('../../okr/a-1/#x', '../../', 'teams/a/')
    >>> link("teams/a.md#b", "okr/a-1/", directory_urls=False), link("okr/a-1/", "", directory_urls=False)
    ('../../teams/a.html#b', 'okr/a-1/index.html')
    """
    if address.startswith(("#", "http://", "https://", "mailto:")):
        return address
    path, sign, anchor = address.partition("#")
    return ("../" * here.count("/") + _file(path, directory_urls) or "./") + sign + anchor


def _file(path: str, directory_urls: bool) -> str:
    if path.endswith(".md"):
        page = page_of(path)
        if directory_urls:
            return page
        flat = path[:-3] + ".html"
        return flat if posixpath.basename(path) not in ("index.md", "README.md") else page + "index.html"
    return path if directory_urls or (path and not path.endswith("/")) else path + "index.html"
