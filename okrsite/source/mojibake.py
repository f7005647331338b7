"""Doubly encoded text: UTF-8 that somebody opened as Windows-1252 and saved again, so that `é` became `Ã©`.

Only sequences that are valid UTF-8 once they are turned back, and that people don't write, are taken for such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

_ROUNDS = 3
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_BYTES.pop("", None)
_CLOSING = "»”’…–—“"
_LEADS = tuple(sign for sign, byte in _BYTES.items() if 0xC2 <= byte <= 0xF0)
# What is left of a sign whose middle or last byte, 9D, Windows-1252 doesn't know and a program dropped.
_WITHOUT_9D = {"âŒ": "❌", "â€": "”"}


@cache
def _garbled() -> re.Pattern[str]:
    """The pattern of such sequences, which few texts are ever looked at with."""
    after = [re.escape(sign) for sign, byte in _BYTES.items() if byte < 0xC0]
    after_letter = [sign for sign in after if sign not in _CLOSING]
    any_next, next_inside = f"[{''.join(after)}]", f"[{''.join(after_letter)}]"
    # A capital before a closing sign may be the end of a quoted word: «CAFÉ».
    return re.compile(
        rf"""(?:ð{any_next}{{3}}|[âï]{any_next}{{2}}|(?:[à-ï]{any_next}{{2}}){{2,}}
        |(?:[Â-ß]{any_next}){{2,}}|[ÂÃ]{next_inside}|(?<![A-ZÀ-Þ])[ÂÃ]{any_next}
        |[ÄÅ]{next_inside}|(?<=[a-zß-ÿ])[ÄÅ]{any_next})
        |âŒ(?!{any_next})|â€(?=[\s.,;:!?)]|$)""",
        re.VERBOSE,
    )


class Garbled(Struct, frozen=True):
    """A stretch of text from offset `start` to `end` that stands for `meant`."""

    start: int
    end: int
    meant: str


def garbled(text: str) -> Iterator[Garbled]:
    """The doubly encoded stretches of a text, in order, each with what it stands for.

    >>> [(one.start, one.meant) for one in garbled("CafÃ© â€“ naÃ¯ve")]
    [(3, 'é'), (6, '–'), (12, 'ï')]
    """
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return
    for found in _garbled().finditer(text):
        meant = _turned_back(found[0])
        if meant is not None:
            yield Garbled(found.start(), found.end(), meant)


def mended(text: str) -> str | None:
    r"""The text as it was before it was encoded twice (or more often), None where nothing is to be mended.

    >>> mended("âœ… Do, ðŸŸ¢ go, donâ€™t"), mended("ÃƒÂ©"), mended("«CAFÉ» – naïve Straße, pâté")
    ('✅ Do, 🟢 go, don’t', 'é', None)
    """
    before = text
    for _ in range(_ROUNDS):
        after = _once(before)
        if after == before:
            break
        before = after
    return before if before != text else None


def _once(text: str) -> str:
    pieces, at = [], 0
    for one in garbled(text):
        pieces += [text[at : one.start], one.meant]
        at = one.end
    return "".join([*pieces, text[at:]])


def _turned_back(found: str) -> str | None:
    if found in _WITHOUT_9D:
        return _WITHOUT_9D[found]
    try:
        meant = bytes(_BYTES[sign] for sign in found).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return meant if not any("\x80" <= sign < "\xa0" for sign in meant) else None
