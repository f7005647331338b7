"""The author's own templates: which files they are, and whether they ask for what no page's own inputs tell."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig

from okrsite.publish.digests import files_below

_FAR = frozenset({"pages", "plugins", "build_date_utc", "update_date", "content_string", "content_bytes"})
_MACHINE = frozenset({"docs_dir", "site_dir", "config_file_path"})
_OWN = frozenset({"content", "toc", "markdown"})
"""What a page's inputs tell of that page alone."""
_ANY = re.compile(rb"\b(?:%s)\b" % "|".join(sorted(_FAR | _MACHINE | _OWN)).encode())


def author_files(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """The path and the bytes of every file in the author's folder of templates, also behind links, in order."""
    folder = config.theme.custom_dir
    for path, about in files_below(Path(folder)) if folder else ():
        content = b""
        with suppress(OSError):  # the host says so, if it needs the file
            content = Path(path).read_bytes() if about else b""
        yield os.path.relpath(path, folder), content


def asks_far(content: bytes) -> bool:
    """Whether a template may show other pages, the clock or the machine; in doubt, it does.

    >>> asks_far(b"<h1>All pages</h1>{{ page.content }}"), asks_far(b'{{ "{}".format(build_date_utc) }}')
    (False, True)
    """
    if not _ANY.search(content):
        return False
    try:
        words = list(_words(content.decode("utf-8")))
    except UnicodeDecodeError:
        return False
    except TemplateSyntaxError:
        return True
    return any(_is_far(words, at) for at in range(len(words)))


def _words(text: str) -> Iterator[tuple[str, str]]:
    for _, kind, value in Environment().lex(text):
        if kind in ("name", "operator", "string"):
            yield kind, value.strip("'\"") if kind == "string" else value


def _is_far(words: list[tuple[str, str]], at: int) -> bool:
    kind, word = words[at]
    if kind == "operator" or word not in _OWN:
        return word in _FAR or word in _MACHINE
    before = words[at - 1][1] if at else ""
    if before in (".", "["):
        return at < 2 or words[at - 2][1] != "page"
    return kind == "string"
