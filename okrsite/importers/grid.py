"""A sheet from top to bottom: titles of columns, the lines below them, and texts of their own."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrsite.importers.cells import Table
from okrsite.importers.columns import Asked, columns_of, is_header, places, simple
from okrsite.importers.cycles import cycle_in
from okrsite.importers.escaping import escaped
from okrsite.importers.found import SAYABLE, Placed
from okrsite.importers.gathered import kept
from okrsite.importers.headers import meaning_of
from okrsite.importers.labels import field_label, field_name, is_section, key_result_label
from okrsite.importers.opening import Around, Gathering
from okrsite.importers.rows import Rows
from okrsite.importers.sheets import Line, Sheet

_FIRST = 50


def gather(sheet: Sheet, wanted: Sequence[Asked], fallback: str, titles: bool = True) -> Gathering:
    """What a sheet holds; `wanted` columns mean what somebody said, `fallback` entitles key results of no objective.

    Without `titles` the first line is the only one that may hold titles of columns.
    """
    return _Grid(sheet, wanted, fallback, titles).read()


class _Grid:
    """A sheet while it is read."""

    def __init__(self, sheet: Sheet, wanted: Sequence[Asked], fallback: str, titles: bool) -> None:
        self.sheet, self.wanted, self.titles = sheet, wanted, titles
        self.found = Gathering(doubts=list(sheet.doubts))
        self.around = Around(fallback)
        self.rows = Rows(sheet, self.found, self.around)
        self.told_at = self._told_at()
        self.labelled = any(key_result_label(line.cells[line.filled[0]]) for line in sheet.lines)

    def _told_at(self) -> int | None:
        """The line that holds most of the titles that somebody spoke of; the first titles where they said letters."""
        if not self.wanted or not self.sheet.lines:
            return None
        titles = {simple(one.title) for one in self.wanted}
        lines = self.sheet.lines[:_FIRST]
        hits = [len(titles & {simple(cell) for cell in line.cells}) for line in lines]
        if any(hits):
            return hits.index(max(hits))
        return next((index for index, line in enumerate(lines) if is_header(line)), 0)

    def read(self) -> Gathering:
        """Go through the lines."""
        index = 0
        while index < len(self.sheet.lines):
            index += self._take(index)
        self.rows.now.finish()
        return self.found

    def _take(self, index: int) -> int:
        """Take up a line, and the one below where both hold titles; how many were taken."""
        line, below = self.sheet.lines[index], self._line(index + 1)
        told = index == self.told_at
        if told or self._is_header(index):
            doubled = below is not None and not told and self._is_header(index + 1)
            above = line.number if doubled else 0
            self._begin(_joined(line, below) if doubled and below else line, index + 1 + doubled, above)
            return 1 + doubled
        if self.rows.table is None or not self.rows.row(line, below):
            self._free(line)
        return 1

    def _is_header(self, index: int) -> bool:
        """Whether a line holds titles of columns; below others more of them have to be known."""
        if index and (not self.titles or (self.told_at is not None and index < self.told_at)):
            return False
        share = Fraction(3, 5) if self.found.tables else Fraction(1, 4)
        return is_header(self.sheet.lines[index], share)

    def _line(self, index: int) -> Line | None:
        return self.sheet.lines[index] if index < len(self.sheet.lines) else None

    def _begin(self, header: Line, index: int, above: int) -> None:
        """Begin a table below a line of titles."""
        below = self.sheet.lines[index:]
        table = Table(header, columns_of(header, below, places(self.wanted, header)), above)
        if not table.titled:
            self._prose([header.cells[column] for column in header.filled], header.number)
            return
        if self.found.title:
            self.around.fallback = self.found.title.text
        self.rows.begin(table, below)
        self.found.tables.append(table)
        for column in table.columns:
            if column.meaning.key == "body" and column.title and not any(line.cell(column.index) for line in below):
                self.found.rest.append(kept("", column.title, header.number))

    def _free(self, line: Line) -> None:
        """A line outside any table: labelled, a name with its value, or a text of its own."""
        cells = [line.cells[column] for column in line.filled]
        if (self.labelled or self.rows.table) and self.rows.labelled(line):
            return
        said, owner = _pair_of(cells), self.rows.now.owner
        if said and said[1] and self._context(*said, line.number):
            return
        if said and said[1] and said[0] in SAYABLE and owner:
            owner.say(said[0], said[1], line.number, cells[0])
        elif not (owner and len(cells) == 1 and is_section(cells[0])):
            self._prose(cells, line.number)

    def _context(self, key: str, text: str, line: int) -> bool:
        """Team and cycle that a line of their own names, of what stands below."""
        if key not in ("team", "cycle"):
            return False
        if key == "team":
            self.around.team = Placed(text, line)
        elif cycle := cycle_in(text):
            self.around.cycle = Placed(cycle, line)
        self.found.rest.append(kept(key.capitalize(), text, line))
        return True

    def _prose(self, cells: Sequence[str], line: int) -> None:
        """A line that says nothing we know: a title above all, else a text of the file."""
        if not self.found.objectives and not self.found.tables:
            if cycle := next((cycle for cell in cells if (cycle := cycle_in(cell))), None):
                self.around.cycle = Placed(cycle, line)
            if len(cells) == 1 and self.found.title is None and "\n" not in cells[0] and len(cells[0]) < 120:
                self.found.title = Placed(cells[0], line)
                self.found.rest.append(Placed(f"# {escaped(cells[0])}", line))
                return
        self.found.rest.append(kept("", " · ".join(cells), line))


def _pair_of(cells: Sequence[str]) -> tuple[str, str] | None:
    """What a line says that is a name and its value, in two cells or in one."""
    if len(cells) == 2 and (key := field_name(cells[0])):
        return key, cells[1]
    return field_label(cells[0]) if len(cells) == 1 else None


def _joined(upper: Line, lower: Line) -> Line:
    """Two lines of titles as one; a group's title above several columns goes before each of theirs."""
    names, group = [], ""
    for column in range(max(len(upper.cells), len(lower.cells))):
        above, below = upper.cell(column), lower.cell(column)
        group = above or group
        both = f"{group} {below}"
        grouped = meaning_of(group).title and below and below != above and meaning_of(both).key
        names.append(both if grouped else below or above)
    return Line(lower.number, tuple(names))
