"""Tables of OKRs: which column means what, and which row is an objective, a key result or a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from okrsite.importers.inline import is_all
from okrsite.importers.labels import field_name, is_section, key_result_label, objective_label
from okrsite.importers.outline import Row
from okrsite.importers.vocabulary import KEY_RESULTS
from okrsite.model.characters import plain

_OBJECTIVE_NAMES = re.compile(r"(?:objectives?|objetivos?|goals?|目標|目标)", re.IGNORECASE)
_OUTCOME_NAMES = re.compile(r"(?:measurable\s+)?(?:outcomes?|results?|resultados?)", re.IGNORECASE)
_NUMBER_NAMES = ("#", "no", "no.", "nr", "id", "kr #", "kr id", "№")
_SCORE_NAMES = re.compile(r"\b(?:end|final|score|grade|result|eoq)\b", re.IGNORECASE)
_SHARE = re.compile(r"(?:0?\.[0-9]+|0|1(?:\.0+)?|[0-9]{1,3}\s?%|(?:[0-9]|10)/10)")
_COUNTING = re.compile(r"\(?[0-9a-z][.)]\s+", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<number>[0-9]{1,2})[.)]?\s+(?=[^\W\d_])")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_TELLING = frozenset(
    {"owner", "priority", "status", "score", "baseline", "target", "current", "progress", "confidence"}
)


class TableRow(Struct, frozen=True):
    """What a row is, its title without label, its number, what is said in the other cells, and what is left."""

    kind: Literal["objective", "key_result", "detail", "note"]
    line: int
    title: str
    markdown: str = ""
    number: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()


class TableReading(Struct, frozen=True):
    """A table's rows; `surely` tells whether its titles name key results, or its rows objectives."""

    rows: tuple[TableRow, ...]
    surely: bool
    scores: str = ""


def read_table(rows: Sequence[Row], words: Callable[[str], str]) -> TableReading | None:
    """What the rows of a table are, the first one being its titles; None for a table that holds no OKRs.

    `words` gives the plain text of a cell.
    """
    if not rows:
        return None
    table = _Table([part for row in rows for part in _parted(row)], words)
    return table.reading() if table.title is not None else None


def _parted(row: Row) -> list[Row]:
    """The rows that a row holds whose cells have broken lines; a cell of one line belongs to the first of them."""
    cells = [_BREAK.split(cell) for cell in row.cells]
    most = max(map(len, cells), default=1)
    if most == 1:
        return [row]
    texts = [[parts[index] if index < len(parts) else "" for parts in cells] for index in range(most)]
    return [Row(tuple(one), row.line) for one in texts]


class _Table:
    """A table whose columns are being told apart."""

    def __init__(self, rows: Sequence[Row], words: Callable[[str], str]) -> None:
        self.words = words
        self.titled = not any(_is_labelled(words(cell)) for cell in rows[0].cells)
        self.names = [words(cell).strip() for cell in rows[0].cells] if self.titled else [""] * len(rows[0].cells)
        self.rows = [row for row in (rows[1:] if self.titled else rows) if not _is_ruler(row)]
        self.roles = [self._role(name) for name in self.names]
        self.title = self._title()
        self.scores = self._scores()
        self.status = self._status()

    def _role(self, name: str) -> str:
        if is_section(name) or plain(name).strip().casefold() in KEY_RESULTS:
            return "key_result"
        if _OBJECTIVE_NAMES.fullmatch(name):
            return "objective"
        if plain(name).casefold() in _NUMBER_NAMES:
            return "number"
        return field_name(name) or ("outcome" if _OUTCOME_NAMES.fullmatch(name) else "")

    def _title(self) -> int | None:
        """The column that holds the words of the key results."""
        if not self.titled:
            return 0
        named = [index for index, role in enumerate(self.roles) if role == "key_result"]
        behind = [index for index, role in enumerate(self.roles) if role in ("outcome", "target", "", "measurement")]
        if not named:
            telling = sum(role in _TELLING for role in self.roles)
            unnamed = [index for index, role in enumerate(self.roles) if role in ("outcome", "")]
            grouped = "objective" in self.roles or any(self._is_objective(row, 0) for row in self.rows)
            return unnamed[0] if unnamed and (telling >= 2 or grouped) else None
        column = named[0]
        if all(_is_bare(self._cell(row, column)) for row in self.rows):
            following = [index for index in (*named[1:], *behind) if index > column]
            if following:
                self.roles[column] = "number"
                return following[0]
        return column

    def _scores(self) -> int | None:
        """The column of the final scores: the one that is called so, else the last that holds nothing but shares."""
        if "score" in self.roles:
            return self.roles.index("score")
        shares = [index for index, role in enumerate(self.roles) if role == "" and self._holds_shares(index)]
        final = [index for index in shares if _SCORE_NAMES.search(self.names[index])]
        return (final or shares)[-1] if shares else None

    def _holds_shares(self, column: int) -> bool:
        cells = [self._cell(row, column) for row in self.rows if self._cell(row, column)]
        return column != self.title and len(cells) > 1 and all(_SHARE.fullmatch(cell) for cell in cells)

    def _status(self) -> int | None:
        """The second of two columns without titles, which is what people add to key results."""
        return 1 if not self.titled and len(self.names) == 2 else None

    def _cell(self, row: Row, column: int) -> str:
        text = self.words(row.cells[column]).strip() if column < len(row.cells) else ""
        return text if text.strip("*_ ") else ""

    def reading(self) -> TableReading:
        found = tuple(self._rows())
        surely = any(role in ("key_result", "number") for role in self.roles) or not self.titled
        scores = self.names[self.scores] if self.scores is not None else ""
        return TableReading(found, surely or any(row.kind == "objective" for row in found), scores)

    def _rows(self) -> Iterator[TableRow]:
        objective, open_ended = "", False
        column = self.roles.index("objective") if "objective" in self.roles else None
        for row in self.rows:
            if column is not None and (named := self._cell(row, column)) and named != objective:
                objective = named
                yield self._objective(row, column)
            found = self._row(row, open_ended)
            if found is not None:
                yield found
                open_ended = found.title.endswith(":") or (found.kind == "detail" and open_ended)

    def _row(self, row: Row, open_ended: bool) -> TableRow | None:
        assert self.title is not None
        column = self.title
        title = self._cell(row, column)
        label = key_result_label(title)
        if not title:
            said = dict(self._said(row))
            rest = self._rest(row, said)
            return TableRow("note", row.line, "", said=said, rest=rest) if rest or said else None
        if self._is_objective(row, column):
            return self._objective(row, column)
        said = dict(self._said(row))
        kind: Literal["detail", "note", "key_result"] = "key_result"
        if open_ended and _COUNTING.match(title):
            kind = "detail"
        elif self._alone(row, column) and is_all("em", row.cells[column].strip()):
            kind = "note"
        number = label.number if label else self._number(row)
        markdown = row.cells[column]
        return TableRow(kind, row.line, label.text if label else title, markdown, number, said, self._rest(row, said))

    def _objective(self, row: Row, column: int) -> TableRow:
        label = objective_label(self._cell(row, column))
        counted = _COUNTED.match(self._cell(row, column))
        text = label.text if label else self._cell(row, column)[counted.end() if counted else 0 :]
        number = label.number if label else counted["number"] if counted else ""
        return TableRow("objective", row.line, text, row.cells[column], number)

    def _number(self, row: Row) -> str:
        if "number" not in self.roles:
            return ""
        cell = self._cell(row, self.roles.index("number"))
        label = key_result_label(cell)
        return label.number if label else cell if re.fullmatch(r"[0-9.]{1,9}", cell) else ""

    def _is_objective(self, row: Row, column: int) -> bool:
        if not self._alone(row, column):
            return False
        cell = row.cells[column].strip()
        return objective_label(self.words(cell)) is not None or (
            is_all("strong", cell) and key_result_label(self.words(cell)) is None
        )

    def _alone(self, row: Row, column: int) -> bool:
        """Whether nothing else stands in the row."""
        return bool(self._cell(row, column)) and not any(
            self._cell(row, other) for other in range(len(row.cells)) if other != column
        )

    def _key(self, column: int) -> str:
        if column == self.scores:
            return "score"
        return "status" if column == self.status else self.roles[column] if column < len(self.roles) else ""

    def _said(self, row: Row) -> Iterator[tuple[str, str]]:
        for column in range(len(row.cells)):
            key, text = self._key(column), self._cell(row, column)
            if column != self.title and text and key and key not in ("objective", "number", "key_result", "outcome"):
                yield key, text

    def _rest(self, row: Row, said: Mapping[str, str]) -> tuple[str, ...]:
        """The cells that mean nothing we know, each with the title of its column."""
        found = []
        for column, cell in enumerate(row.cells):
            text, key = cell.strip(), self._key(column)
            placed = key in said or key in ("objective", "number") or column == self.title
            if self.words(text) and not placed:
                name = self.names[column] if column < len(self.names) else ""
                found.append(f"{name}: {text}" if name else text)
        return tuple(found)


def _is_labelled(text: str) -> bool:
    label = objective_label(text) or key_result_label(text)
    return label is not None and bool(label.text)


def _is_bare(text: str) -> bool:
    """Whether a cell holds a label and nothing behind it, or just a number."""
    label = key_result_label(text)
    return (label is not None and not label.text) or re.fullmatch(r"[0-9.]*", text) is not None


def _is_ruler(row: Row) -> bool:
    return all(re.fullmatch(r":?-+:?", cell.strip()) for cell in row.cells)
