"""The cells of a line that are no titles: each is said of the objective or the key result of its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from okrsite.importers.columns import Column
from okrsite.importers.cycles import cycle_in
from okrsite.importers.days import day_of
from okrsite.importers.found import SAYABLE, Doubt, FoundCheckin
from okrsite.importers.gathered import Gathered, GatheredObjective, GatheredResult, one_line
from okrsite.importers.labels import key_result_label, objective_label
from okrsite.importers.sheets import Line, Sheet, letters
from okrsite.importers.units import are_shares, is_joined, is_no_value, with_unit

_NUMBER = re.compile(r"#?(?P<number>[1-9][0-9]?(?:\.[1-9][0-9]?){0,3})\.?")
_AMOUNTS = ("baseline", "start", "target", "current")
_TITLES = ("objective", "key_result", "okr")
_PLACED = ("team", "cycle", "year", "kind", "parent")
_MOST_RAGGED = 20


@dataclass(slots=True)
class Table:
    """A table: the line of its titles, its columns, and the line above whose titles are part of theirs, or 0."""

    header: Line
    columns: tuple[Column, ...]
    above: int = 0
    holding: dict[str, list[Column]] = field(init=False)

    def __post_init__(self) -> None:
        self.holding = {key: [] for key in {column.meaning.key for column in self.columns}}
        for column in self.columns:
            self.holding[column.meaning.key].append(column)

    def of(self, key: str) -> list[Column]:
        """The columns that hold something."""
        return self.holding.get(key, [])

    def at(self, key: str) -> list[int]:
        """The places of the columns that hold something."""
        return [column.index for column in self.of(key)]

    def text(self, line: Line, key: str) -> str:
        """What a line says under the first column that holds something."""
        return next((line.cell(column) for column in self.at(key)), "")

    def name(self, key: str) -> str:
        """The title of the first column that holds something."""
        return next((column.title for column in self.of(key)), key)

    def title(self, column: int) -> str:
        """The title of a column, empty beyond the last."""
        return self.columns[column].title if column < len(self.columns) else ""

    def meaning(self, column: int) -> str:
        """What a column holds, empty beyond the last."""
        return self.columns[column].meaning.key if column < len(self.columns) else ""

    @property
    def titled(self) -> bool:
        """Whether there are columns that hold objectives or key results."""
        return any(self.of(key) for key in _TITLES)

    @property
    def mixed(self) -> Column | None:
        """The column that holds both, each line telling by itself which it is."""
        return next(iter(self.of("okr")), None)


@dataclass(slots=True)
class Row:
    """What a line is about: its objective, and its key results by the numbers that their columns have."""

    line: Line
    objective: GatheredObjective
    results: dict[str, GatheredResult] = field(default_factory=dict)

    @property
    def owner(self) -> Gathered:
        """Whom a cell speaks of whose title says nothing about that."""
        return next(iter(self.results.values())) if len(self.results) == 1 else self.objective


def _cycles(text: str, year: str, key: str) -> tuple[str | None, ...]:
    """The cycles that a cell may mean, alone and with the year beside it."""
    return (cycle_in(text), cycle_in(f"{text} {year}")) if key == "cycle" else ()


def _is_label(text: str) -> bool:
    """Whether a cell only numbers a key result."""
    label = key_result_label(text)
    return label is not None and bool(label.number) and not label.text


class Cells:
    """Says of objectives and key results what stands in their lines."""

    def __init__(self, sheet: Sheet, doubts: list[Doubt]) -> None:
        self.sheet, self.doubts = sheet, doubts
        self.shares: set[int] = set()
        self.ragged = 0

    def begin(self, table: Table, below: Sequence[Line]) -> None:
        """Look through the lines below the titles of a table, for what a single one can't tell."""
        self.shares = set()
        for column in table.columns:
            if are_shares(column.meaning.unit, (line.cell(column.index) for line in below)):
                self.shares.add(column.index)
                message = f"the column `{column.title}` holds shares of one, so its numbers are taken without a %"
                self.doubts.append(Doubt(table.header.number, message))

    def take(self, row: Row, table: Table) -> None:
        """Say all that a line says."""
        used: set[str] = set()
        for column in table.columns:
            text = row.line.cell(column.index)
            if text and column.meaning.key not in _TITLES and column.meaning.key != "unit":
                self._cell(row, table, column, text, used)
        for column in table.of("unit"):
            unit = row.line.cell(column.index)
            if unit and unit not in used:
                self._whom(row, table, column).keep(column.title, unit, row.line.number)
        self._beyond(row, table)
        self.extras(row.line, row.owner)

    def _beyond(self, row: Row, table: Table) -> None:
        """Cells behind the last title."""
        beyond = [cell for cell in row.line.cells[len(table.columns) :] if cell]
        for cell in beyond:
            row.owner.keep("", cell, row.line.number)
        self.ragged += bool(beyond)
        if beyond and self.ragged <= _MOST_RAGGED:
            message = (
                f"the line has {len(row.line.cells)} cells below {len(table.columns)} titles; look what was shifted"
            )
            self.doubts.append(Doubt(row.line.number, message))

    def _cell(self, row: Row, table: Table, column: Column, text: str, used: set[str]) -> None:
        key, line = column.meaning.key, row.line.number
        whom = self._whom(row, table, column)
        if key in ("team", "cycle", "year", "parent"):
            self._placed(row, table, column, text)
        elif key == "number" or (not column.title and _is_label(text)):
            self._number(whom, column, text, line)
        elif is_no_value(text):
            whom.keep(column.title, text, line)
        elif key in SAYABLE and not (key == "context" and isinstance(whom, GatheredResult)):
            self._say(row, table, column, whom, text, used)
        elif key[:1].isdigit() and isinstance(whom, GatheredResult):
            whom.checkins.append(FoundCheckin(key, one_line(self._valued(row, table, column, text, used)), line))
        elif key not in ("kind", "date") or (key == "date" and not self._dated(row, table)):
            whom.keep(column.title, text, line)

    def _say(self, row: Row, table: Table, column: Column, whom: Gathered, text: str, used: set[str]) -> None:
        key, line = column.meaning.key, row.line.number
        if key in _AMOUNTS:
            text = self._valued(row, table, column, text, used)
            first, last = self.sheet.merged.get((line, column.index), (line, line))
            if first != last and isinstance(whom, GatheredResult):
                message = f"the {key} `{text}` is merged over lines {first} to {last} and said of each key result there"
                self.doubts.append(Doubt(line, message))
        elif key == "progress":
            text = with_unit(text, column.meaning.unit if column.index not in self.shares else "")
        day = self._dated(row, table) if key == "current" else None
        if day and isinstance(whom, GatheredResult):
            whom.checkins.append(FoundCheckin(day, one_line(text), line))
        else:
            whom.say(key, text, line, column.title)

    def _dated(self, row: Row, table: Table) -> str | None:
        """The day of the current value of a line, where there is one."""
        text = table.text(row.line, "date")
        return day_of(text) if text and table.text(row.line, "current") and row.results else None

    def _valued(self, row: Row, table: Table, column: Column, text: str, used: set[str]) -> str:
        """A value with its unit, where that stands elsewhere."""
        unit = column.meaning.unit if column.index not in self.shares else ""
        for other in table.of("unit"):
            cell = row.line.cell(other.index)
            if cell and other.meaning.which in ("", column.meaning.which) and is_joined(cell):
                unit = unit or ("" if are_shares(cell, self._amounts(row, table)) else cell)
        joined = with_unit(text, unit)
        if joined != text:
            used.add(unit)
        return joined

    def _amounts(self, row: Row, table: Table) -> list[str]:
        return [row.line.cell(column.index) for key in _AMOUNTS for column in table.of(key)]

    def _placed(self, row: Row, table: Table, column: Column, text: str) -> None:
        """Team, cycle and parent, which the objective has already; what differs is kept."""
        objective, key = row.objective, column.meaning.key
        has = {"team": objective.team, "cycle": objective.cycle, "parent": objective.above}.get(key)
        mixed = key == "parent" and row.results and table.mixed
        same = has is not None and has.text in (text, *_cycles(text, table.text(row.line, "year"), key))
        if key == "year" and objective.cycle and text in objective.cycle.text:
            same = True
        if not same and not mixed and objective.title:
            row.owner.keep(column.title, text, row.line.number)

    def _number(self, whom: Gathered, column: Column, text: str, line: int) -> None:
        label = objective_label(text) or key_result_label(text)
        found = _NUMBER.fullmatch(label.number if label and not label.text else text)
        if found and not whom.number:
            whom.number = found["number"]
        elif not found or found["number"] != whom.number:
            whom.keep(column.title, text, line)

    def _whom(self, row: Row, table: Table, column: Column) -> Gathered:
        """Whom a column speaks of in a line."""
        meaning = column.meaning
        if meaning.of == "objective":
            return row.objective
        if meaning.of == "key_result":
            return row.results.get(meaning.which) or row.owner
        merged = self.sheet.merged.get((row.line.number, column.index))
        if merged and any(merged == self.sheet.merged.get((row.line.number, place)) for place in table.at("objective")):
            return row.objective
        objectives, results = table.at("objective"), table.at("key_result")
        between = bool(objectives and results) and objectives[0] < column.index < results[0]
        return row.objective if between and meaning.key == "body" else row.owner

    def differs(self, known: GatheredResult, line: Line, table: Table, which: str) -> bool:
        """Whether a line says another baseline or target than a key result of the same title has."""
        for key in ("baseline", "target"):
            for column in table.of(key):
                text = line.cell(column.index)
                if text and column.meaning.which in ("", which) and column.meaning.of != "objective":
                    said = known.said.get(key)
                    if said and said.text not in (
                        text,
                        self._valued(Row(line, GatheredObjective("", 0)), table, column, text, set()),
                    ):
                        return True
        return False

    def extras(self, line: Line, owner: Gathered) -> None:
        """Links and comments of a line's cells."""
        if not self.sheet.links and not self.sheet.notes:
            return
        for column in range(max(len(line.cells), 1)):
            if link := self.sheet.links.get((line.number, column)):
                owner.links.append(link)
            if note := self.sheet.notes.get((line.number, column)):
                owner.keep(f"Comment on {letters(column)}{line.number}", note, line.number)
