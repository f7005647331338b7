"""SVG as text: numbers, escaping and the few elements that charts are made of.

Nothing here knows a chart. Colours, fonts and line widths never appear: every element carries classes, and the
page's stylesheet decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

Point = tuple[float, float]

_GONE: dict[int, str | None] = dict.fromkeys((*range(0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
_ESCAPES: dict[int, str | None] = _GONE | {
    9: " ",
    10: " ",
    13: " ",
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
}


class _Spelt(dict[int, str]):
    """Tenths as they are written; canvases are small, so their coordinates come again and again."""

    def __missing__(self, tenths: int) -> str:
        found = self[tenths] = f"{tenths / 10:.1f}".removesuffix(".0")
        return found


_SPELT = _Spelt()
_SPECIAL = re.compile('[\x00-\x1f\x7f&<>"\ud800-\udfff\ufffe\uffff]')
_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


def number(value: float) -> str:
    """Return a coordinate rounded to one decimal, as short as it can be written.

    >>> number(46.0), number(-0.01), number(207.46)
    ('46', '0', '207.5')
    """
    return _SPELT[round(value * 10)]


def escape(text: str) -> str:
    """Return text safe between tags and in quoted attributes; characters that no page may hold are dropped.

    >>> escape('a < "b" & \\x00c')
    'a &lt; &quot;b&quot; &amp; c'
    """
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


@lru_cache(maxsize=64)
def classes(*names: str) -> str:
    """Return a `class` attribute with a leading space, or nothing when there is no name.

    >>> classes("strong", "", "minor")
    ' class="okr-chart__strong okr-chart__minor"'
    """
    found = " ".join(f"okr-chart__{name}" for name in names if name)
    return f' class="{found}"' if found else ""


def polyline(points: Iterable[Point]) -> str:
    """Return path data that joins the points; empty for fewer than two.

    >>> polyline([(46, 230.24), (72, 221.2)])
    'M46 230.2L72 221.2'
    """
    parts = [f"{number(x)} {number(y)}" for x, y in points]
    return "M" + "L".join(parts) if len(parts) > 1 else ""


def path(data: str, *names: str, more: str = "") -> str:
    """Return a `<path>`, or nothing when there is nothing to draw; `more` holds attributes already escaped."""
    return f'<path{classes(*names)} d="{data}"{more}/>' if data else ""


def rect(left: float, top: float, width: float, height: float, *names: str) -> str:
    """Return a `<rect>`; nothing when it has no area."""
    if width <= 0 or height <= 0:
        return ""
    box = f'x="{number(left)}" y="{number(top)}" width="{number(width)}" height="{number(height)}"'
    return f"<rect{classes(*names)} {box}/>"


def dots(points: Iterable[Point], radius: float) -> str:
    """Return one group of filled circles; nothing for no points."""
    r = number(radius)
    found = "".join([f'<circle cx="{number(x)}" cy="{number(y)}" r="{r}"/>' for x, y in points])
    return f'<g class="okr-chart__dot">{found}</g>' if found else ""


def text(x: float, y: float, words: str, *names: str, anchor: str = "start", rest: str = "") -> str:
    """Return a `<text>`, or nothing without words; `rest` is markup that follows the escaped words."""
    if not words:
        return ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{classes(*names)} x="{number(x)}" y="{number(y)}"{side}>{escape(words)}{rest}</text>'


def figure(uid: str, size: Point, title: str, description: str, body: str) -> str:
    """Return the whole `<svg>`, named by its title and description.

    `direction` is fixed because charts do not mirror in pages that run right to left. `uid` must be a plain
    id (letters, digits, `.`, `_`, `-`): anything else is a mistake of the calling code and raises ValueError.
    """
    if not _UID.match(uid):
        raise ValueError(f"uid of a chart must be a plain id, found {uid!r}")
    title, description = _cut(title, 200), _cut(description, 800)
    said = f'<desc id="{uid}-d">{escape(description)}</desc>' if description else ""
    names = f"{uid}-t {uid}-d" if description else f"{uid}-t"
    view = f'viewBox="0 0 {number(size[0])} {number(size[1])}" role="img" direction="ltr"'
    head = f'<svg {view} aria-labelledby="{names}">'
    return f'{head}<title id="{uid}-t">{escape(title)}</title>{said}{body}</svg>'


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
