"""CSV files: their encoding, what parts their cells, and which line each record begins on."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from okrsite.errors import OkrsiteError
from okrsite.importers.encoding import decoded
from okrsite.importers.found import Doubt
from okrsite.importers.headers import meaning_of
from okrsite.importers.sheets import LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_LINES, Line, Sheet, refuse_beyond

_SEPARATORS = (",", ";", "\t", "|", "^", "~", "\x1f")
_SAMPLE = 50
_END = "\x1e"
_LONGEST_LINE = 1_000_000
_TOLD = re.compile(r"sep=(.)\n", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1e\x7f\ufffe\uffff]")
_SIGNATURES = {
    b"PK\x03\x04": ("a zip archive or a workbook", "If it is a workbook, let its name end in .xlsx."),
    b"\xd0\xcf\x11\xe0": ("an old or protected Office file", "Save it as .xlsx without a password, or as CSV."),
    b"%PDF": ("a PDF", "Export the table that it was made from as CSV or XLSX."),
}


class _Dialect(Struct, frozen=True):
    separator: str
    quote: str = '"'


def sheet_of(raw: bytes, name: str) -> Sheet:
    """The table that a CSV file holds; OkrsiteError for bytes that are no text and for files beyond all measure."""
    _refuse_others(raw, name)
    refuse_beyond(name, "bytes", len(raw), MOST_BYTES)
    text, doubts = text_of(raw, name)
    _refuse_long_lines(text, name)
    skipped, text = _without_hint(text)
    dialect = _Dialect(skipped[0]) if skipped else _dialect(text)
    lines = tuple(_lines(text, dialect, name, first=2 if skipped else 1))
    return Sheet("", lines, tuple(doubts))


def text_of(raw: bytes, name: str) -> tuple[str, list[Doubt]]:
    r"""The text of a file, as `decoded` gives it, UTF-16 without a mark included.

    >>> text_of("Größe".encode("utf-16-le"), "a.csv")[0]
    'Größe'
    """
    guess = _wide(raw[:4096])
    if guess and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        mark = b"\xff\xfe" if guess == "utf-16-le" else b"\xfe\xff"
        raw = mark + raw
    try:
        text, doubts = decoded(raw, name)
    except UnicodeDecodeError:
        raise _no_text(name) from None
    if _NO_TEXT.search(text) or (doubts and _looks_foreign(text)):
        raise _no_text(name)
    return text, doubts


def _wide(sample: bytes) -> str | None:
    """The kind of UTF-16 that the zeros in every second byte tell of."""
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd == 0 else None


def _looks_foreign(text: str) -> bool:
    """Whether a text read as Windows-1252 has more accents than any language that is written with it."""
    letters = [sign for sign in text[:100_000] if not sign.isascii() or sign.isalpha()]
    strange = sum(not sign.isascii() for sign in letters)
    return strange * 3 > len(letters)


def _no_text(name: str) -> OkrsiteError:
    return OkrsiteError(
        f"`{name}` is no text, or in an encoding that nobody names", "Save it as UTF-8, then import it again."
    )


def _refuse_others(raw: bytes, name: str) -> None:
    for signature, (what, hint) in _SIGNATURES.items():
        if raw.startswith(signature):
            raise OkrsiteError(f"`{name}` is {what}, and no text", hint)


def _refuse_long_lines(text: str, name: str) -> None:
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > _LONGEST_LINE:
            message = f"line {number} of `{name}` is longer than {_LONGEST_LINE:,} characters"
            raise OkrsiteError(message, "Check that its lines end as lines, then import it again.")
        start, number = end + 1, number + 1


def _without_hint(text: str) -> tuple[str, str]:
    """What Excel's first line `sep=;` tells, if there is one, and the text without it."""
    found = _TOLD.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _dialect(text: str) -> _Dialect:
    """How the cells are parted: the way in which most titles of columns are known, else the most regular one."""
    sample = "\n".join(text[:200_000].split("\n")[:_SAMPLE])
    dialects = [_Dialect(separator) for separator in _SEPARATORS if separator in sample]
    dialects += [_Dialect(one.separator, "'") for one in dialects if _in_single_quotes(sample, one.separator)]
    return max(dialects, key=lambda one: _merit(sample, one), default=_Dialect(","))


def _in_single_quotes(sample: str, separator: str) -> bool:
    return re.match(rf"\s*'[^']*'(?:{re.escape(separator)}'[^']*')+\s*(?:\n|$)", sample) is not None


def _merit(sample: str, dialect: _Dialect) -> tuple[int, float, int]:
    try:
        rows = [row for row in _reader(sample, dialect) if any(row)]
    except csv.Error:
        return (0, 0.0, 0)
    widths = Counter(len(row) for row in rows)
    width, often = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
    known = max((sum(bool(meaning_of(cell).key) for cell in set(row)) for row in rows[:20]), default=0)
    return (known if known > 1 else 0, often / max(len(rows), 1) if width > 1 else 0.0, width)


def _reader(text: str, dialect: _Dialect) -> Iterator[list[str]]:
    """The records of a text; the last one is the mark `_END`, alone unless a quotation mark is open."""
    return csv.reader(
        io.StringIO(f"{text}\n{_END}", newline="\n"),
        delimiter=dialect.separator,
        quotechar=dialect.quote,
        skipinitialspace=dialect.separator != "\t",
    )


def _lines(text: str, dialect: _Dialect, name: str, first: int) -> Iterator[Line]:
    """The records of the file; a quotation mark that is never closed is refused, as it swallows all that follows."""
    reader = _reader(text, dialect)
    begun, count, row = first, 0, [""]
    try:
        for row in reader:
            cells = _trimmed(row)
            if cells and row != [_END]:
                count += 1
                refuse_beyond(name, "lines", count, MOST_LINES)
                refuse_beyond(name, "columns", len(cells), MOST_COLUMNS)
                yield Line(begun, cells)
            begun, last = reader.line_num + first, begun  # type: ignore[attr-defined]
    except csv.Error:
        raise _open_quote(name, begun) from None
    if row != [_END]:
        raise _open_quote(name, last)


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _open_quote(name: str, line: int) -> OkrsiteError:
    return OkrsiteError(
        f"line {line} of `{name}` opens a quotation mark that is not closed within {LONGEST_CELL:,} characters",
        "Close it, or write it twice where it is meant; then import the file again.",
    )
