"""Tables as spreadsheets and CSV files hold them: lines of cells, each cell as the text that people see."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from okrsite.errors import OkrsiteError
from okrsite.importers.found import Doubt, FoundLink

MOST_BYTES = 20_000_000
MOST_LINES = 20_000
MOST_COLUMNS = 500
LONGEST_CELL = 131_072
"""What one file may hold, lines being those with anything in them; more is refused by name."""


class Line(Struct, frozen=True):
    """A line with anything in it: its number in the file (1 is the first), and its cells, stripped."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text of a cell, empty beyond the line's end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that hold something."""
        return tuple(column for column, text in enumerate(self.cells) if text)


class Sheet(Struct, frozen=True):
    """A table: its name, empty for a file that has only one, and its lines without the empty ones.

    `merged` has, for cells that people merged over several lines, the first and the last of them; each of the lines
    has the text. `links` and `notes` belong to cells. All three go by line number and column, counted from 0.
    """

    name: str
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    links: Mapping[tuple[int, int], FoundLink] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)


class TooManyError(OkrsiteError):
    """There is more of something than can be imported."""


def refuse_beyond(name: str, what: str, count: int, most: int) -> None:
    """Raise TooManyError where a file holds more of something than can be imported."""
    if count > most:
        raise TooManyError(
            f"`{name}` has more than {most:,} {what}, and no OKRs need that many",
            "Export only the lines that hold OKRs, then import that file.",
        )


def letters(column: int) -> str:
    """What spreadsheets call a column.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    left = column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def column_of(name: str) -> int | None:
    """The column that spreadsheets call so, or None; the other way round than `letters`.

    >>> column_of("A"), column_of("aa"), column_of("Owner")
    (0, 26, None)
    """
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        return None
    column = 0
    for sign in name.upper():
        column = column * 26 + ord(sign) - ord("A") + 1
    return column - 1
