"""Whose objectives these are and of which cycle, as the headings above them and the lines around them tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from okrsite.importers.cycles import cycle_in, names_cycle, speaks_of_okrs
from okrsite.importers.drafts import ObjectiveDraft
from okrsite.importers.found import Placed
from okrsite.importers.labels import field_label, field_name
from okrsite.importers.outline import Block, Row
from okrsite.importers.placeholders import is_placeholder

_NAMED = re.compile(r"\W*team\s*:\s*(?P<name>\S.*?)\s*", re.IGNORECASE)
_KIND = r"(?:team|squad|wg|working group|crew|tribe|department|committee|guild)"
_OKRS = r"(?:(?:OKRs?|objectives?|key|results?|goals|and|&|for|[-\u2014:])\s*)*"
_TEAM = re.compile(rf"\W*(?P<name>.*\b{_KIND})\s*:?\s*{_OKRS}(?P<left>.*)", re.IGNORECASE)


class Headings:
    """The headings that the current line stands below, outermost first, and what they say."""

    def __init__(self) -> None:
        self.open: list[Block] = []
        self.cycle: Placed | None = None
        self.team: Placed | None = None
        self.kept: list[Placed] = []
        self._first = True

    @property
    def level(self) -> int:
        """The level of the innermost heading, 0 above all of them."""
        return self.open[-1].level if self.open else 0

    def leave(self, level: int) -> None:
        """Leave the sections that a heading of a level ends."""
        self.open = [one for one in self.open if one.level < level]

    def make_room(self, level: int) -> None:
        """Leave what an objective's heading of a level ends; one just like it that names cycle or team goes on."""
        self.open = [one for one in self.open if one.level < level or (one.level == level and _names(one.plain))]

    def enter(self, block: Block) -> None:
        """Enter the section of a heading."""
        self.leave(block.level)
        self.open.append(block)

    def keep(self, piece: Placed) -> None:
        """Keep a piece of text that stands beside the objectives."""
        self.kept.append(piece)

    def hear(self, block: Block) -> None:
        """Note what a line outside of all objectives says of team and cycle."""
        said = field_label(block.plain)
        if said:
            self._note(said[0], Placed(said[1], block.line))

    def hear_rows(self, rows: Sequence[Row], words: Callable[[str], str]) -> None:
        """Note what the rows of a table of two columns say of team and cycle."""
        for row in rows:
            if len(row.cells) == 2 and (key := field_name(words(row.cells[0]))):
                self._note(key, Placed(words(row.cells[1]), row.line))

    def _note(self, key: str, said: Placed) -> None:
        if not said.text or is_placeholder(said.text):
            return
        if key == "team" and len(said.text) <= 60:
            self.team = said
        elif key == "cycle" and (cycle := cycle_in(said.text)):
            self.cycle = Placed(cycle, said.line)

    def refine(self, objective: ObjectiveDraft, key: str, said: Placed) -> None:
        """Note what an objective itself says of its team or cycle."""
        if is_placeholder(said.text):
            return
        if key == "team":
            objective.team = said
        elif cycle := cycle_in(said.text):
            objective.cycle = Placed(cycle, said.line)

    def place(self, objective: ObjectiveDraft) -> None:
        """Tell an objective its team and its cycle, as far as they are known."""
        objective.cycle = self._cycle()
        objective.team = self._team()
        objective.group = self._group()

    def _cycle(self) -> Placed | None:
        for heading in reversed(self.open):
            found = cycle_in(heading.plain)
            if found and (names_cycle(heading.plain) or heading.level == 1):
                return Placed(found, heading.line)
        return self.cycle

    def _team(self) -> Placed | None:
        for heading in reversed(self.open):
            found = team_in(heading.plain)
            if found:
                return Placed(found, heading.line)
        return self.team

    def _group(self) -> Placed | None:
        """The innermost heading that is there for several objectives and speaks of something else than OKRs."""
        for heading in reversed(self.open):
            if heading.level > 1 and not names_cycle(heading.plain) and not speaks_of_okrs(heading.plain):
                return Placed(heading.plain.strip().rstrip(":").strip(), heading.line)
        return None


def _names(text: str) -> bool:
    return names_cycle(text) or team_in(text) is not None


def team_in(text: str) -> str | None:
    """The team that a heading names as such, or None.

    >>> team_in("Go Core Team OKRs"), team_in("Team: Harbour"), team_in("Team work is hard"), team_in("Finance WG")
    ('Go Core Team', 'Harbour', None, 'Finance WG')
    """
    named = _NAMED.fullmatch(text)
    if named:
        return named["name"]
    found = _TEAM.fullmatch(text.strip())
    if found is None or (found["left"] and cycle_in(found["left"]) is None):
        return None
    name = found["name"].strip(" :\u2014-")
    return name if len(name.split()) > 1 else None
