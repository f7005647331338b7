"""What reading has found in one file, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where, nearest
from okrsite.source.nodes import Mark

_LONGEST = 60
_MOST_GUESSES = 200


def shown(text: str) -> str:
    """Text on one line, cut where it is long, for a message.

    >>> shown("a\\n b")
    'a b'
    """
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


class Findings(Struct):
    """The findings of one file and how many values were dropped for them."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)
    dropped: int = 0
    guesses: int = 0

    def add(self, name: str, mark: Mark, message: str, hint: str | None = None) -> None:
        """Report something that stays as it is."""
        self.found.append(finding(name, Where(self.path, mark.line, mark.column), message, hint))

    def nearest(self, word: str, known: Iterable[str]) -> str | None:
        """The known word closest to `word`; None, too, once a file had more guesses than a person misspells."""
        self.guesses += 1
        return nearest(word, known) if self.guesses <= _MOST_GUESSES else None

    def drop(self, name: str, mark: Mark, message: str, hint: str | None = None) -> None:
        """Report something that is left out."""
        self.add(name, mark, message, hint)
        self.dropped += 1
