"""The reader of XLSX workbooks; openpyxl is loaded when one comes."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from okrsite.errors import OkrsiteError
from okrsite.importers.columns import Asked
from okrsite.importers.formats import text_of
from okrsite.importers.found import Doubt, Found, FoundLink
from okrsite.importers.sheets import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_LINES,
    Line,
    Sheet,
    TooManyError,
    letters,
    refuse_beyond,
)
from okrsite.importers.tabular import found_in
from okrsite.importers.workbook_parts import Beside, beside, corners, parts_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_UNPACKED = 400_000_000
_LAST_LINE = 1_048_576
_HYPERLINK = re.compile(r'=\s*(?:_xlfn\.)?HYPERLINK\(\s*"(?P<url>[^"]+)"', re.IGNORECASE)
_MISTAKES = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!)")
_MOST_TOLD = 20


def read(raw: bytes, name: str, columns: Sequence[Asked] = ()) -> Found:
    """What a workbook holds; OkrsiteError for what is no such file, or has not the columns."""
    return found_in(sheets_of(raw, name), name, columns)


def sheets_of(raw: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook; hidden ones are told and left out."""
    archive = _archive(raw, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and styles that nobody asks for
            return _sheets(raw, name, archive)
    except (OkrsiteError, MemoryError):
        raise
    except Exception as error:  # a broken workbook fails in openpyxl, its XML or its zip with any exception at all
        message = f"`{name}` can't be read as a workbook: {_told(error)}"
        raise OkrsiteError(
            message, "Open it in a spreadsheet, save it again as .xlsx or as CSV, and import that."
        ) from error


def _told(error: Exception) -> str:
    words = " ".join(str(error).split())[:120]
    return words or "it is broken"


def _archive(raw: bytes, name: str) -> ZipFile:
    """The archive that a workbook is; OkrsiteError for what is none, by its kind."""
    refuse_beyond(name, "bytes", len(raw), MOST_BYTES)
    if raw.startswith(_OLD):
        if _PROTECTED in raw:
            raise OkrsiteError(f"`{name}` is protected by a password", "Save it without one, then import it again.")
        raise OkrsiteError(f"`{name}` is a workbook of an old format", "Save it as .xlsx, then import it again.")
    try:
        archive = ZipFile(io.BytesIO(raw))
    except (BadZipFile, OSError, ValueError, RuntimeError):  # the last for a zip version that Python can't read
        hint = "Save it as .xlsx; if it is text, let its name end in .csv."
        raise OkrsiteError(f"`{name}` is no workbook", hint) from None
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        other = "a document of another office program" if {"mimetype", "content.xml"} <= names else "a zip archive"
        raise OkrsiteError(f"`{name}` is {other} and no XLSX workbook", "Save its table as .xlsx or as CSV.")
    if any(one.flag_bits & 1 for one in archive.infolist()):
        raise OkrsiteError(f"`{name}` is protected by a password", "Save it without one, then import it again.")
    refuse_beyond(name, "bytes when unpacked", sum(one.file_size for one in archive.infolist()), _UNPACKED)
    return archive


def _sheets(raw: bytes, name: str, archive: ZipFile) -> list[Sheet]:
    from openpyxl import load_workbook

    parts = parts_of(archive)
    besides = {title: beside(archive, part) for title, part in parts.items() if part.startswith("xl/worksheets/")}
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    written = None
    if any(one.formulas for one in besides.values()):
        written = load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
    found: list[Sheet] = []
    hidden: list[Doubt] = []
    refusals: list[TooManyError] = []
    for worksheet in book.worksheets:
        if worksheet.sheet_state != "visible":
            hidden.append(Doubt(1, f"the sheet `{worksheet.title}` is hidden and was not read"))
            continue
        around = besides.get(worksheet.title, Beside())
        formulas = _formulas(written, worksheet.title) if written is not None and around.formulas else None
        try:
            found.append(_Reading(name, worksheet.title, around, formulas).sheet(_rows(worksheet)))
        except TooManyError as refusal:
            refusals.append(refusal)
            hidden.append(Doubt(1, f"the sheet `{worksheet.title}` was not read: {refusal.message}"))
    book.close()
    if refusals and not found:
        raise refusals[0]
    if hidden:
        found.append(Sheet("", (), tuple(hidden)))
    return found


def _rows(worksheet: Any) -> Iterator[Sequence[Any]]:
    """The rows of a sheet; what it says of its own size is often wrong and would be filled up with empty cells."""
    worksheet.reset_dimensions()
    rows: Iterator[Sequence[Any]] = worksheet.iter_rows()
    return rows


def _formulas(book: Workbook, title: str) -> Iterator[Sequence[Any]]:
    worksheet: Any = book[title]
    worksheet.reset_dimensions()
    rows: Iterator[Sequence[Any]] = worksheet.iter_rows(values_only=True)
    return rows


class _Reading:
    """A sheet while its rows come."""

    def __init__(self, name: str, title: str, around: Beside, formulas: Iterator[Sequence[Any]] | None) -> None:
        self.name, self.title, self.around, self.formulas = name, title, around, formulas
        self.doubts: list[Doubt] = []
        self.links: dict[tuple[int, int], FoundLink] = {}
        self.untold = 0

    def sheet(self, rows: Iterable[Sequence[Any]]) -> Sheet:
        """The sheet, with the text of merged cells in each of their lines."""
        lines = dict(self._lines(rows))
        merged = self._merge(lines)
        self._link(lines)
        notes = {}
        for ref, text in self.around.notes.items():
            if text and (place := corners(ref)):
                notes[place[0], place[1]] = text
                lines.setdefault(place[0], [])
        if self.untold:
            self.doubts.append(Doubt(1, f"{self.untold} more cells hold a mistake or a formula without its value"))
        found = tuple(Line(number, tuple(cells)) for number, cells in sorted(lines.items()) if any(cells))
        return Sheet(self.title, found, tuple(self.doubts), merged, self.links, notes)

    def _lines(self, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
        count = 0
        for number, row in enumerate(rows, start=1):
            refuse_beyond(self.name, "lines", number, _LAST_LINE)
            formulas = next(self.formulas, ()) if self.formulas is not None else ()
            cells = [self._cell(number, column, cell) for column, cell in enumerate(row)]
            if formulas:
                self._formulas(number, cells, formulas)
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                count += 1
                refuse_beyond(self.name, "lines", count, MOST_LINES)
                refuse_beyond(self.name, "columns", len(cells), MOST_COLUMNS)
                yield number, cells

    def _cell(self, line: int, column: int, cell: Any) -> str:
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, str):
            text = text_of(value)
            if text[:1] == "#" and _MISTAKES.fullmatch(text):
                self._tell(line, f"the cell {letters(column)}{line} holds the mistake `{text}`")
            return text
        return text_of(value, cell.number_format or "General")

    def _formulas(self, line: int, cells: list[str], formulas: Sequence[Any]) -> None:
        """Links that formulas make, and formulas whose value nobody has worked out."""
        for column, formula in enumerate(formulas):
            written = getattr(formula, "text", formula)
            if not isinstance(written, str) or not written.startswith("="):
                continue
            shown = cells[column] if column < len(cells) else ""
            if found := _HYPERLINK.match(written):
                self.links[line, column] = FoundLink(found["url"], shown, line)
            if not shown:
                self._tell(line, f"the cell {letters(column)}{line} has the formula `{written[:80]}` without its value")
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = written

    def _tell(self, line: int, message: str) -> None:
        if len(self.doubts) < _MOST_TOLD:
            self.doubts.append(Doubt(line, message))
        else:
            self.untold += 1

    def _merge(self, lines: dict[int, list[str]]) -> dict[tuple[int, int], tuple[int, int]]:
        """Fill merged cells downwards; where each of them begins and ends."""
        merged = {}
        for ref in self.around.merged:
            place = corners(ref)
            if place is None or place[0] == place[2] or place[2] - place[0] > _LAST_LINE:
                continue
            top, left, bottom, _ = place
            text = lines[top][left] if top in lines and left < len(lines[top]) else ""
            for number in range(top, bottom + 1) if text else ():
                cells = lines.get(number)
                if cells is None:
                    continue
                cells.extend([""] * (left + 1 - len(cells)))
                cells[left] = text
                merged[number, left] = (top, bottom)
        return merged

    def _link(self, lines: dict[int, list[str]]) -> None:
        for ref, url in self.around.links.items():
            place = corners(ref)
            if place and place[0] in lines and place[1] < MOST_COLUMNS:
                cells = lines[place[0]]
                name = cells[place[1]] if place[1] < len(cells) else ""
                self.links[place[0], place[1]] = FoundLink(url, "" if name == url else name, place[0])
