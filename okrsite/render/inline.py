"""Inline Markdown of authors' texts: code, emphasis, strong, links; everything else shows as it was typed.

Only what this module writes itself is markup, so that no text can bring in any.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from okrsite.views.urls import followed

_SIGNS = re.compile(r"[\\`*_\[<\n]")
# Bounded, for a text that opens a thousand spans and closes none would be searched to its end for each.
_TOKEN = re.compile(
    r"""\\(?P<escaped>[\\`*_{}\[\]()#+.!<>-])
    |(?P<ticks>`++)(?P<code>.{1,1000}?)(?<!`)(?P=ticks)(?!`)
    |(?P<run>`{20,}+)
    |\[(?P<words>(?:[^\[\]\\]|\\.)+)\]\((?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)
    |<(?P<bare>(?:https?://|mailto:)[^\s<>]+)>
    |\*\*(?P<strong>[^\s*](?:.{0,1000}?[^\s*\\])?)\*\*(?!\*)
    |(?<!\w)__(?P<strong_>[^\s_](?:.{0,1000}?[^\s_\\])?)__(?!\w)
    |\*(?P<em>[^\s*](?:[^*]*?[^\s*\\])?)\*(?!\*)
    |(?<!\w)_(?P<em_>[^\s_](?:[^_]*?[^\s_\\])?)_(?!\w)""",
    re.VERBOSE,
)
_DEEPEST = 5

Address = Callable[[str], str]


def inline(text: str, base: str = "", address: Address = lambda url: url, depth: int = 0) -> Markup:
    """Return `text` as HTML; relative links start from the document `base` and pass through `address`.

    >>> inline("Ship **it** in `<b>` with [a plan](https://example.org)")
    Markup('Ship <strong>it</strong> in <code>&lt;b&gt;</code> with <a href="https://example.org">a plan</a>')
    >>> inline("[x](javascript:alert) <script>")
    Markup('x &lt;script&gt;')
    """
    if not _SIGNS.search(text) or depth > _DEEPEST:
        return escape(text)

    def nested(part: str) -> Markup:
        return inline(part, base, address, depth + 1)

    pieces, at = [], 0
    for token in _TOKEN.finditer(text):
        pieces.append(escape(text[at : token.start()]))
        pieces.append(_written(token, base, address, nested))
        at = token.end()
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


def _written(token: re.Match[str], base: str, address: Address, nested: Callable[[str], Markup]) -> Markup:
    """Return the HTML of one piece of markup."""
    found = token.groupdict()
    plain = found["escaped"] or found["run"]
    if plain:
        return escape(plain)
    if found["code"]:
        return Markup("<code>{}</code>").format(found["code"].strip())
    if found["words"] is not None:
        return _link(nested(found["words"]), followed(found["target"], base), address)
    if found["bare"]:
        return _link(escape(found["bare"].removeprefix("mailto:")), followed(found["bare"]), address)
    strong = found["strong"] or found["strong_"]
    if strong:
        return Markup("<strong>{}</strong>").format(nested(strong))
    return Markup("<em>{}</em>").format(nested(found["em"] or found["em_"]))


def _link(words: Markup, target: str, address: Address) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address(target), words) if target else words
