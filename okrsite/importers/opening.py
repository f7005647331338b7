"""Objectives of a sheet as they begin: whose and of which cycle they are, and how the file calls them."""

from __future__ import annotations

import re

from msgspec import Struct, field

from okrsite.importers.cells import Table
from okrsite.importers.cycles import cycle_in
from okrsite.importers.days import day_of
from okrsite.importers.found import Doubt, Placed
from okrsite.importers.gathered import Gathered, GatheredObjective, GatheredResult, one_line
from okrsite.importers.sheets import Line

_PART = re.compile(r"[QH][1-4]", re.IGNORECASE)


class Around(Struct):
    """What stands above and around the tables of a sheet, and is said of what stands below it."""

    fallback: str
    team: Placed | None = None
    cycle: Placed | None = None
    group: Placed | None = None


class Gathering(Struct):
    """What a sheet amounts to: its objectives, what belongs to none of them, and the tables that it holds.

    `names` are those by which the file calls its objectives, in small letters: their titles and their ids.
    """

    objectives: list[GatheredObjective] = field(default_factory=list)
    rest: list[Placed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    names: dict[str, GatheredObjective] = field(default_factory=dict)
    title: Placed | None = None

    def doubt(self, line: int, message: str) -> None:
        """Note something to be looked at."""
        self.doubts.append(Doubt(line, message))


class Opening:
    """What is spoken of while a sheet is read: its last objective and its last key result."""

    def __init__(self, gathering: Gathering, around: Around) -> None:
        self.found, self.around = gathering, around
        self.objective: GatheredObjective | None = None
        self.result: GatheredResult | None = None
        self.last_team = ""
        self.waiting: list[tuple[str, GatheredResult]] = []

    @property
    def owner(self) -> Gathered | None:
        """What was spoken of last."""
        return self.result or self.objective

    def open(self, objective: GatheredObjective, line: Line, table: Table | None) -> GatheredObjective:
        """Begin an objective, with the team and cycle of its line or of what stands above."""
        objective.team, objective.cycle, objective.group = self.around.team, self.around.cycle, self.around.group
        if table:
            team = self.team_text(line, table)
            objective.team = Placed(team, line.number) if team else objective.team
            objective.cycle = self._cycle(line, table, objective) or objective.cycle
        self.found.objectives.append(objective)
        self.objective, self.result = objective, None
        self.call(objective, objective.title)
        return objective

    def _cycle(self, line: Line, table: Table, objective: GatheredObjective) -> Placed | None:
        """The cycle of a line; what names none for certain is kept as text."""
        text, year = table.text(line, "cycle"), table.text(line, "year")
        if not text:
            cycle = year if re.fullmatch(r"(?:19|20)\d\d", year) else ""
        else:
            cycle = cycle_in(text) or cycle_in(f"{text} {year}") or text
        if cycle and (_PART.fullmatch(cycle) or day_of(cycle)):
            self.found.doubt(line.number, f"`{text}` names no cycle for certain; it is kept as text")
            objective.keep(table.name("cycle"), text, line.number)
            return None
        return Placed(cycle, line.number) if cycle else None

    def team_text(self, line: Line, table: Table) -> str:
        """The team of a line; where its cell is empty, the one above it."""
        self.last_team = table.text(line, "team") or self.last_team
        return self.last_team

    def call(self, objective: GatheredObjective, *names: str) -> None:
        for name in names:
            if name:
                self.found.names.setdefault(called(name), objective)

    def finish(self) -> None:
        """Give key results that came before their objectives to those, the others to one that stands for the file."""
        lost: list[GatheredResult] = []
        for parent, result in self.waiting:
            above = self.found.names.get(called(parent))
            if above is not None:
                above.key_results.append(result)
                continue
            lost.append(result)
            if parent:
                result.keep("Parent", parent, result.line)
        if lost:
            objective = GatheredObjective(self.around.fallback, lost[0].line, key_results=lost)
            objective.team, objective.cycle = self.around.team, self.around.cycle
            self.found.objectives.append(objective)
            for result in lost:
                message = f"the key result names no objective here; it stands below `{self.around.fallback}`"
                self.found.doubt(result.line, message)


def called(name: str) -> str:
    """A name as names are compared."""
    return one_line(name).casefold()
