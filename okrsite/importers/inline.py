"""Inline Markdown as the plain text that titles and values are, with the links that it held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrsite.importers.found import FoundLink

_TAG = re.compile(
    r"<[!?]|</?(?:a|abbr|address|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption"
    r"|center|cite|code|col|colgroup|dd|del|details|dfn|dialog|div|dl|dt|em|embed|figcaption|figure|font|footer|form"
    r"|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|menu|meta|nav|nobr|noscript"
    r"|object|ol|optgroup|option|p|picture|pre|q|ruby|rp|rt|s|samp|script|section|select|small|source|span|strike"
    r"|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr)(?:\s*/?>|\s[^>]*=)",
    re.IGNORECASE,
)
"""What HTML knows; anything else in angle brackets, such as `<metric>` or `a <b and c> d`, is what somebody wrote."""
_SPANS = {"strong": ("strong_open", "strong_close"), "em": ("em_open", "em_close")}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("strikethrough")


def tokens_of(text: str, references: dict[str, Any]) -> Sequence[Token]:
    """The inline tokens of a text; `references` are the link definitions of its file."""
    found = _parser().parseInline(text, {"references": references})
    return found[0].children or []


def plain_text(text: str, references: dict[str, Any] | None = None) -> str:
    """The words of a text in one line, without marks and tags.

    >>> plain_text("**KR 1.1**: see [the *plan*](plan.md) of `core`")
    'KR 1.1: see the plan of core'
    >>> plain_text("<b>Cut</b> <metric> where a<b and c>d<br>")
    'Cut <metric> where a<b and c>d'
    """
    if text.isalnum():
        return text
    return " ".join("".join(_words(tokens_of(text, references or {}))).split())


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type != "html_inline" or not _TAG.match(token.content):
            yield token.content


def links_in(text: str, line: int, references: dict[str, Any] | None = None) -> tuple[FoundLink, ...]:
    """The links that a text holds, in order.

    >>> [(link.url, link.name) for link in links_in("[the plan](https://example.org/p)", 1)]
    [('https://example.org/p', 'the plan')]
    """
    found, url, words = [], "", [""]
    for token in tokens_of(text, references or {}):
        if token.type == "link_open":
            url, words = str(token.attrGet("href") or ""), []
        elif token.type == "link_close":
            found.append(FoundLink(url, " ".join("".join(words).split()), line))
            url = ""
        elif url:
            words.extend(_words([token]))
    return tuple(found)


def is_all(mark: str, text: str) -> bool:
    """Whether a text stands in one pair of marks, `strong` or `em`, as a whole.

    >>> is_all("strong", "**Grow**"), is_all("strong", "**P0** Grow **now**"), is_all("em", "_later_")
    (True, False, True)
    """
    opening, closing = _SPANS[mark]
    tokens = [
        token for token in tokens_of(text.strip().rstrip(":"), {}) if token.type != "text" or token.content.strip()
    ]
    if len(tokens) < 3 or tokens[0].type != opening or tokens[-1].type != closing:
        return False
    return all(token.type != closing for token in tokens[1:-1])
