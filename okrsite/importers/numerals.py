"""Numbers as other countries type them: `50.000` and `4,5`, where the whole file leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

_GROUPS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,]*\d|\s?%)")
_SURELY = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:\.\d{3})*\.000)(?![\d.,]*\d|\s?%)")
_COMMA = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d,])")


class Numerals(Struct, frozen=True):
    """How a file types its numbers; `points` tells that points part groups of three digits."""

    points: bool = False

    def english(self, text: str, note: Callable[[str], None]) -> str:
        """A text with its numbers typed the English way; `note` gets a sentence for each that was changed.

        >>> Numerals(points=True).english("50.000 boats at 4,5", print)
        `50.000` is read as 50,000
        `4,5` is read as 4.5
        '50,000 boats at 4.5'
        """
        changed = _GROUPS.sub(lambda found: _swapped(found, ".", ",", note), text) if self.points else text
        return _COMMA.sub(lambda found: _swapped(found, ",", ".", note), changed)


def _swapped(found: re.Match[str], old: str, new: str, note: Callable[[str], None]) -> str:
    swapped = found[0].replace(old, new)
    note(f"`{found[0]}` is read as {swapped}")
    return swapped


def numerals_of(texts: Iterable[str]) -> Numerals:
    """How numbers are typed in these texts.

    >>> numerals_of(["150.000 boats", "1.250 berths"]), numerals_of(["99.999% of boats", "1.250 km"])
    (Numerals(points=True), Numerals(points=False))
    """
    return Numerals(any(_SURELY.search(text) for text in texts))
