"""A page that leads on, for addresses that moved: no script, and it works from a folder too."""

from __future__ import annotations

from html import escape

from okrsite.render.address import link

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<p><a href="{href}">{title}</a></p>
</body>
</html>
"""


def redirect_page(address: str, target: str, title: str, *, directory_urls: bool = True) -> bytes:
    """The page at `address` that leads to `target`, both below the site's root.

    >>> page = redirect_page("okr/onb-1.completion/", "okr/onb-1/#completion", "Raise it")
    >>> b'content="0; url=../../okr/onb-1/#completion"' in page
    True
    """
    href = link(target, address, directory_urls=directory_urls)
    parts = {"href": href, "canonical": href.partition("#")[0], "title": title}
    return _PAGE.format(**{name: escape(text) for name, text in parts.items()}).encode("utf-8")
