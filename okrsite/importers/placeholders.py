"""Places that somebody has still to fill in: `[Clear goal]`, `____`, `{{ target }}`, `TBD`."""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"(?<!\])\[[^\]]*\](?![\[(])"
    r"|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|<[^<>]*>|_{2,}|…|\.{3,}|\b(?:tbd|tba|todo|tbc|xx+|n/a|lorem ipsum)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_placeholder(text: str) -> bool:
    """Whether nothing is left of a text without its places to fill in.

    >>> is_placeholder("[Clear, inspiring goal]"), is_placeholder("____"), is_placeholder("Grow by [22%]")
    (True, True, False)
    """
    return re.search(r"\w", _PLACE.sub(" ", text)) is None
