"""What a workbook keeps beside the cells of a sheet: which are merged, where they link to, what is noted on them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

from msgspec import Struct, field

_ID = re.compile(r"\{[^}]*/relationships\}id")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
_CELLS_END = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CHUNK, _OVERLAP = 1 << 20, 64


class Beside(Struct, frozen=True):
    """What a sheet keeps beside its cells: merged ranges, links and notes by the range or cell as it is called.

    `formulas` tells whether any cell has one.
    """

    merged: tuple[str, ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    formulas: bool = False


def parts_of(archive: ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet, by the sheet's name."""
    book = next((path for kind, path in _related(archive, "") if kind == "officeDocument"), "xl/workbook.xml")
    paths = {id: path for id, _, path in _relations(archive, book)}
    found = {}
    for element in ElementTree.fromstring(archive.read(book)).iter():
        if _local(element.tag) == "sheet":
            id = next((value for key, value in element.attrib.items() if _ID.fullmatch(key)), "")
            found[element.get("name", "")] = paths.get(id, "")
    return found


def beside(archive: ZipFile, part: str) -> Beside:
    """What a sheet keeps beside its cells."""
    tail, formulas = _tail(archive, part)
    elements = list(ElementTree.fromstring(tail).iter()) if tail else []
    relations = list(_relations(archive, part))
    targets = {id: path for id, kind, path in relations if kind == "hyperlink"}
    links = {}
    for element in elements:
        id = next((value for key, value in element.attrib.items() if _ID.fullmatch(key)), "")
        if _local(element.tag) == "hyperlink" and id in targets:
            links[element.get("ref", "")] = targets[id]
    notes = {
        ref: text
        for _, kind, path in relations
        if kind == "comments" and path in archive.namelist()
        for ref, text in _notes(archive.read(path))
    }
    merged = tuple(element.get("ref", "") for element in elements if _local(element.tag) == "mergeCell")
    return Beside(merged, links, notes, formulas)


def _tail(archive: ZipFile, part: str) -> tuple[bytes, bool]:
    """A sheet's XML without its cells, and whether any of them has a formula; the cells are only looked through."""
    tail, head, formulas, before = b"", b"", False, b""
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            if tail:
                tail += chunk
                continue
            window = before + chunk
            head = head or (found[0] if (found := _ROOT.search(window)) else b"")
            end = _CELLS_END.search(window)
            formulas = formulas or _FORMULA.search(window, 0, end.start() if end else len(window)) is not None
            tail = window[end.end() :] or b" " if end else b""
            before = window[-_OVERLAP:]
    return (head + tail if head and tail else b""), formulas


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _related(archive: ZipFile, part: str) -> Iterator[tuple[str, str]]:
    return ((kind, path) for _, kind, path in _relations(archive, part))


def _relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """The relations of a part: id, kind, and the path or address that it leads to."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return
    for element in ElementTree.fromstring(archive.read(path)):
        target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
        if not outside:
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
        yield element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target


def _notes(raw: bytes) -> Iterator[tuple[str, str]]:
    """The notes of a sheet: the cell and the words."""
    for element in ElementTree.fromstring(raw).iter():
        if _local(element.tag) == "comment":
            words = "".join(part.text or "" for part in element.iter() if _local(part.tag) == "t")
            yield element.get("ref", ""), words.strip()


def corners(ref: str) -> tuple[int, int, int, int] | None:
    """First line, first column, last line and last column of a range; lines from 1, columns from 0.

    >>> corners("B2:C10"), corners("A1"), corners("A:B")
    ((2, 1, 10, 2), (1, 0, 1, 0), None)
    """
    found = _RANGE.fullmatch(ref.replace("$", ""))
    if found is None:
        return None
    left, top = _place(found[1]), int(found[2])
    return top, left, int(found[4] or top), _place(found[3]) if found[3] else left


def _place(letters: str) -> int:
    column = 0
    for sign in letters:
        column = column * 26 + ord(sign) - 64
    return column - 1
