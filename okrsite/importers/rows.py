"""The lines below the titles of a table: which of them are objectives, which key results."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.importers.cells import Cells, Row, Table
from okrsite.importers.columns import kind_of
from okrsite.importers.found import Placed
from okrsite.importers.gathered import Gathered, GatheredObjective, GatheredResult, kept, objective_from, result_from
from okrsite.importers.labels import field_label, is_section, key_result_label, objective_label
from okrsite.importers.opening import Around, Gathering, Opening, called
from okrsite.importers.sheets import Line, Sheet
from okrsite.importers.values import health_of

_PRIORITY = re.compile(r"P[0-3]", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*•–—▪◦]|\(?(?:\d{1,2}|[a-z])[.)])\s+", re.IGNORECASE)
_TOTALS = re.compile(
    r"(?:grand\s+)?(?:totals?|averages?|mean|sum|overall(?:\s+\w+)?|(?:total|average) score|итого|gesamt|summe|média"
    r"|promedio|total geral|合計|平均)\W*",
    re.IGNORECASE,
)


class Rows:
    """What the lines of a sheet add to what was gathered."""

    def __init__(self, sheet: Sheet, gathering: Gathering, around: Around) -> None:
        self.sheet, self.found, self.around = sheet, gathering, around
        self.cells = Cells(sheet, gathering.doubts)
        self.table: Table | None = None
        self.now = Opening(gathering, around)
        self.dense = True
        self.by_key: dict[tuple[str, ...], GatheredObjective] = {}

    def begin(self, table: Table, below: Sequence[Line]) -> None:
        """Begin a table, `below` being all lines behind its titles."""
        self.table, self.now.result, self.now.last_team = table, None, ""
        if table.of("objective") or table.mixed:
            self.now.objective = None
        sample = below[:500]
        self.dense = sum(len(line.filled) > 1 for line in sample) * 2 >= len(sample)
        self.cells.begin(table, below)

    def row(self, line: Line, following: Line | None) -> bool:
        """Take up a line of the table; False for one that is a text of its own."""
        table = self.table
        assert table
        if len(line.filled) == 1:
            taken = self._alone(line, following, table)
            if taken is not None:
                return taken
        if not table.of("objective") and not table.mixed and self._is_headed(line, table):
            return self.labelled(line)
        row = self._mixed(line, table) if table.mixed else self._row(line, table)
        if row is None:
            self._beside(line, table)
        else:
            self.cells.take(row, table)
        return True

    # Lines with one cell

    def _alone(self, line: Line, following: Line | None, table: Table) -> bool | None:
        """A line with one cell: True if it is taken, False for a text of its own, None for a row like others."""
        column = line.filled[0]
        text = line.cells[column]
        if is_section(text):
            return True
        if (label := objective_label(text)) and label.text:
            self.now.open(objective_from(text, line.number), line, table)
            return True
        if table.mixed or ((label := key_result_label(text)) and label.text):
            return None
        if (said := field_label(text)) and said[0] in ("team", "cycle"):
            return False
        if column in table.at("objective"):
            return self._alone_objective(line, following, table)
        titles = table.at("key_result")
        if not table.of("objective") and (column < titles[0] or (column in titles and self.dense)):
            self.now.open(objective_from(text, line.number), line, table)
            self.found.doubt(line.number, f"`{text}` stands alone in its line and is taken for an objective")
            return True
        return None

    def _alone_objective(self, line: Line, following: Line | None, table: Table) -> bool | None:
        """An objective whose key results follow; a heading where other objectives do, a text at the end."""
        results = table.at("key_result")
        if not results or (
            following
            and any(following.cell(column) for column in results)
            and not any(following.cell(column) for column in table.at("objective"))
        ):
            return None
        text = line.cells[line.filled[0]]
        if following is None or not any(following.cell(column) for column in results):
            return False
        self.around.group = Placed(text, line.number)
        self.found.rest.append(kept("", f"{text}", line.number))
        self.found.doubt(line.number, f"`{text}` stands alone above objectives and is taken for a heading")
        return True

    def _is_headed(self, line: Line, table: Table) -> bool:
        """Whether a line begins with the label of an objective, in a table without a column for them."""
        column = line.filled[0]
        text = line.cells[column]
        label = objective_label(text)
        return label is not None and (bool(label.text) or column < table.at("key_result")[0] or len(line.filled) == 2)

    def labelled(self, line: Line) -> bool:
        """A line that begins with the label of an objective or a key result; whether it is one."""
        columns = list(line.filled)
        first = line.cells[columns.pop(0)]
        label, result = objective_label(first), key_result_label(first)
        found = label or (result if self.now.objective else None)
        if found is None or not (found.text or columns):
            return False
        text = found.text or line.cells[columns.pop(0)]
        owner: Gathered
        if label is not None:
            owner = self.now.open(objective_from(text, line.number, label.number), line, None)
        else:
            assert self.now.objective
            owner = self.now.result = result_from(text, line.number, found.number)
            self.now.objective.key_results.append(self.now.result)
        for column in columns:
            self._say(owner, column, line)
        self.cells.extras(line, owner)
        return True

    def _say(self, owner: Gathered, column: int, line: Line) -> None:
        """A cell behind a label: a priority or a status by what it is, else a text."""
        text, title = line.cells[column], self.table.title(column) if self.table else ""
        key = "priority" if _PRIORITY.fullmatch(text) else "status" if health_of(text) else ""
        if key and not title:
            owner.say(key, text, line.number)
        else:
            owner.keep(title, text, line.number)

    # Lines that tell by themselves what they are

    def _mixed(self, line: Line, table: Table) -> Row | None:
        """A line whose kind stands in a cell of its own, in its label, its number or its parent."""
        assert table.mixed
        text = line.cell(table.mixed.index)
        if not text or _TOTALS.fullmatch(text):
            return None
        number, parent = table.text(line, "number"), table.text(line, "parent")
        kind = self._kind(line, table, text)
        if kind == "objective":
            objective = self.now.open(objective_from(text, line.number), line, table)
            objective.above = Placed(parent, line.number) if parent else None
            self.now.call(objective, number, text)
            return Row(line, objective)
        above = self.found.names.get(called(parent)) if parent else self.now.objective
        if kind != "key_result":
            return None
        self.now.result = result_from(text, line.number)
        if above is not None:
            above.key_results.append(self.now.result)
            self.now.objective = above
            return Row(line, above, {"": self.now.result})
        self.now.waiting.append((parent, self.now.result))
        return Row(line, GatheredObjective("", line.number), {"": self.now.result})

    def _kind(self, line: Line, table: Table, text: str) -> str:
        if table.of("kind"):
            return kind_of(table.text(line, "kind"))
        for cell in (text, table.text(line, "number")):
            if objective_label(cell):
                return "objective"
            if key_result_label(cell):
                return "key_result"
        number = table.text(line, "number")
        if table.of("parent"):
            return "key_result" if table.text(line, "parent") else "objective"
        if re.fullmatch(r"\d{1,3}\.?", number):
            return "objective"
        return "key_result" if re.fullmatch(r"\d{1,3}\.\d{1,3}\.?", number) else ""

    # Lines with a column for each

    def _row(self, line: Line, table: Table) -> Row | None:
        """A line of a table that has columns for objectives, for key results, or for both."""
        text = table.text(line, "objective")
        titles = {column.meaning.which: line.cell(column.index) for column in table.of("key_result")}
        named = {which: title for which, title in titles.items() if title}
        if (not text and not named) or any(_TOTALS.fullmatch(title) for title in (text, *named.values()) if title):
            return None
        if text:
            self._enter(text, line, table)
        elif self.now.objective is None:
            self.now.open(GatheredObjective(self.around.fallback, line.number), line, table)
            message = f"no objective is named here; the key results stand below `{self.around.fallback}`"
            self.found.doubt(line.number, message)
        assert self.now.objective
        row = Row(line, self.now.objective)
        for which, title in named.items():
            for count, part in enumerate(_listed(title)):
                place = f"{which}.{count}" if count else which
                self.now.result = row.results[place] = self._result(part, line, table, which)
        return row

    def _enter(self, text: str, line: Line, table: Table) -> None:
        """Go on with the objective of this title, or open it."""
        key = (called(text), self.now.team_text(line, table), table.text(line, "cycle"), table.text(line, "year"))
        known = self.by_key.get(key)
        if known is not None:
            if known is not self.now.objective:
                self.now.result = None
            self.now.objective = known
            return
        opened = self.now.open(objective_from(text, line.number), line, table)
        self.by_key[key] = opened
        parent = table.text(line, "parent")
        opened.above = Placed(parent, line.number) if parent else None
        self.now.call(opened, text, opened.title, *(line.cell(column.index) for column in table.of("number")))

    def _result(self, title: str, line: Line, table: Table, which: str) -> GatheredResult:
        """The key result of this title: one that was there before where nothing speaks against it, else a new one."""
        assert self.now.objective
        new = result_from(title, line.number)
        for known in self.now.objective.key_results:
            if (
                known.title == new.title
                and known.number == new.number
                and not self.cells.differs(known, line, table, which)
            ):
                if not table.of("date") and (line.number, table.at("key_result")[0]) not in self.sheet.merged:
                    message = (
                        f"the key result of line {known.line} is told again; what is new in this line is kept with it"
                    )
                    self.found.doubt(line.number, message)
                return known
        self.now.objective.key_results.append(new)
        return new

    # What is left

    def _beside(self, line: Line, table: Table) -> None:
        """A line without a title: it goes on with what was spoken of last, or sums up the file."""
        pieces = [kept(table.title(column), line.cells[column], line.number) for column in line.filled]
        text = "; ".join(piece.text for piece in pieces)
        total = any(_TOTALS.fullmatch(line.cells[column]) for column in line.filled)
        if self.now.owner is None or total:
            self.found.rest.append(Placed(text, line.number))
        else:
            parent = self.found.names.get(called(table.text(line, "parent")))
            owner = self.now.owner if parent is None or parent is self.now.objective else parent
            owner.rest.append(Placed(text, line.number))
            self.cells.extras(line, owner)


def _listed(text: str) -> list[str]:
    """The key results of a cell: each of its lines where all are marked as items, else the whole.

    >>> _listed("1. Boats\\n2. Guests"), _listed("Boats\\nand guests")
    (['Boats', 'Guests'], ['Boats\\nand guests'])
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    items = [_ITEM.sub("", line) for line in lines]
    several = len(lines) > 1 and all(_ITEM.match(line) or key_result_label(line) for line in lines)
    return items if several and all(items) else [text]
