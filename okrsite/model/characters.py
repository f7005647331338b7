"""Characters: every script's digits, spaces, dashes and signs, as the one that the notation knows."""

from __future__ import annotations

import unicodedata

HARD_SPACE = "\u00a0"
"""What all spaces become that don't break a line; they may part groups of three digits."""

_ALIKE = {
    HARD_SPACE: "\u00a0\u2007\u2008\u2009\u200a\u202f",
    "-": "\u2212\u2010\u2011\u2012\u2013\ufe63",
    "%": "\u066a\ufe6a",
    ".": "\u066b",
    ",": "\u066c",
    "/": "\u2044\u2215",
    "'": "\u2019\u02bc",
    "\u00b5": "\u03bc",
    "≥": "≧⩾",
    "≤": "≦⩽",
    "$": "\ufe69\uff04",
    "£": "\uffe1",
    "¥": "\uffe5",
}
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_INVISIBLE = ("Zs", "Zl", "Zp", "Cc", "Cf")


class _Plain(dict[int, str]):
    """A table for `str.translate` that works out a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain_character(chr(code))
        return plain


def _plain_character(character: str) -> str:
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - 0xFEE0)
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return " " if category in _INVISIBLE else character


_PLAIN = _Plain({ord(other): plain for plain, others in _ALIKE.items() for other in others})


def plain(text: str) -> str:
    """Return `text` in the characters of the notation, one for one, so that positions stay.

    >>> plain("−４٠٪")
    '-40%'
    """
    return text if text.isascii() else text.translate(_PLAIN)
