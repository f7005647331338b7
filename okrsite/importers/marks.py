"""The marks around a title: priority, owner, a tick box, a coloured sign, a status in brackets."""

from __future__ import annotations

import re

from msgspec import Struct, field

_GAP = r"\s*(?:[,:\u2014\u2013]|\s-\s|-\s)?\s*"
_PRIORITY = re.compile(rf"[\[(]?(?P<value>P[0-9X])[\])]?(?=[\s,:\u2014\u2013-]|$){_GAP}")
_OWNER = re.compile(rf"(?P<value>@[\w.?/-]*[\w?]|\?{{2,}}|OWNER)(?:\s*\(\?\))?(?=[\s,:\u2014\u2013-]|$){_GAP}")
_SIGN = re.compile(r"(?P<value>[🟢🟡🔴🟠⚪⚫✅☑❌⏳🚧])\ufe0f?\s*")
_BOX = re.compile(r"\[(?P<value>[ xX✓])\]\s+")
_BEHIND = re.compile(
    r"(?:\s+[\[(]?(?P<priority>P[0-9X])[\])]|\s*\((?:(?:owner|dri|lead|responsible)\s*:\s*)?(?P<owner>(?<=:\s)[^():]{2,40}|@[\w.-]+)\)|\s+(?P<sign>[🟢🟡🔴🟠✅❌])\ufe0f?)\s*$",
    re.IGNORECASE,
)
_BEFORE = (("priority", _PRIORITY), ("owner", _OWNER), ("status", _SIGN), ("done", _BOX))


class Marked(Struct, frozen=True):
    """A title without its marks, and what they said, by key."""

    text: str
    said: dict[str, str] = field(default_factory=dict)


def marked(text: str) -> Marked:
    """A plain text without the marks before and behind it.

    >>> marked("P0, @crew-lead: Boats leave on time")
    Marked(text='Boats leave on time', said={'priority': 'P0', 'owner': '@crew-lead'})
    >>> marked("Boats leave on time [p1]").said, marked("[x] Boats leave").said, marked("P95 of waits").text
    ({'priority': 'P1'}, {'done': 'x'}, 'P95 of waits')
    """
    said: dict[str, str] = {}
    left = text.strip()
    while found := _first(left, said):
        key, match = found
        said[key] = match["value"]
        left = left[match.end() :]
    while behind := _BEHIND.search(left):
        for key, value in (("priority", behind["priority"]), ("owner", behind["owner"]), ("status", behind["sign"])):
            if value:
                said.setdefault(key, value.upper() if key == "priority" else value)
        left = left[: behind.start()]
    return Marked(left.strip(), said) if left.strip() else Marked(text.strip())


def _first(text: str, said: dict[str, str]) -> tuple[str, re.Match[str]] | None:
    for key, pattern in _BEFORE:
        found = pattern.match(text) if key not in said else None
        if found:
            return key, found
    return None
