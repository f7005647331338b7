"""What happens to the documents before each build, and the builds of one organisation in turn.

- `cold`: everything is new, nothing is kept.
- `warm`: nothing has changed.
- `edit`: the newest number of one key result in the running cycle.
- `cycle`: a document more for each team, of the next cycle, without check-ins.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bench import organisation
from bench.measuring import BuildError, Figures, measured, middle
from bench.organisation import Size
from bench.peers import OURS, Found, prepare, put
from msgspec import Struct

IMPORT = "import mkdocs"
"""The name of what the least build costs: Python, importing the host."""
Files = Iterable[tuple[str, str]]


class Row(Struct, frozen=True):
    """The medians of one builder in one scenario at one size."""

    documents: int
    builder: str
    scenario: str
    runs: int
    figures: Figures


def edited(size: Size, run: int) -> Iterator[tuple[str, str]]:
    """The document with another number; another team's in each run.

    >>> [path for path, _ in edited(Size(25, 4), 0)]
    ['team-013/2020-q4.md']
    """
    team, cycle = size.teams // 2 + 1 + run % (size.teams // 2 - 1), size.cycles - 1
    text = organisation.document(team, cycle)
    newest = list(re.finditer(r"value: ([\d.-]+)%", text))[organisation.CHECKINS - 1]
    changed = f"value: {float(newest[1]) + 1.5:.1f}%"
    yield organisation.path(team, cycle), text[: newest.start()] + changed + text[newest.end() :]


def begun(size: Size, run: int) -> Iterator[tuple[str, str]]:
    """The documents of the next cycle."""
    for team in range(size.teams):
        yield organisation.path(team, size.cycles), organisation.document(team, size.cycles, checkins=0)


def nothing(size: Size, run: int) -> Files:
    """No document."""
    return ()


def everything(size: Size, run: int) -> Files:
    """All documents."""
    return organisation.files(size)


SCENARIOS: dict[str, Callable[[Size, int], Files]] = {
    "cold": everything,
    "warm": nothing,
    "edit": edited,
    "cycle": begun,
}


class Bench:
    """The builds of one size in a folder of its own, and what failed.

    Nothing is deleted between builds: on ext4 that makes every new file slower for minutes. So each run has folders
    of its own.
    """

    def __init__(self, size: Size, builders: Sequence[Found], folder: Path, brief: bool) -> None:
        """With `brief`, builders that keep nothing between builds are built cold only."""
        self.size = size
        self.failures: dict[str, str] = {}
        self._builders = builders
        self._folder = folder
        self._brief = brief
        self._figures: dict[tuple[str, str], list[Figures]] = defaultdict(list)

    def run(self, number: int, scenarios: Iterable[str]) -> None:
        """All scenarios by all builders in turn; in each run another one begins."""
        for found in self._builders:
            prepare(found.builder, self._place(found, number), self.size.as_of)
        first = number % len(self._builders)
        turn = [*self._builders[first:], *self._builders[:first]]
        for scenario in scenarios:
            for found in turn:
                if scenario == "cold" or found.builder.keeps or not self._brief:
                    self._build(found, scenario, number)
            if scenario == "warm":
                empty = self._folder / f"import-{number}"
                empty.mkdir()
                self._figures[IMPORT, scenario].append(measured([sys.executable, "-c", IMPORT], empty))

    def _place(self, found: Found, number: int) -> Path:
        return self._folder / f"{found.builder.name}-{number}"

    def _build(self, found: Found, scenario: str, number: int) -> None:
        name, place = found.builder.name, self._place(found, number)
        if name in self.failures:
            return
        put(found.builder, place, SCENARIOS[scenario](self.size, number))
        try:
            figures = measured(found.command, place)
        except BuildError as error:
            self.failures[name] = f"{scenario}: {error}"
            return
        self._figures[name, scenario].append(figures)
        if not figures.files:
            self.failures[name] = f"{scenario}: it wrote no site"

    def rows(self) -> list[Row]:
        """The medians of builders that didn't fail; ours first."""
        names = dict.fromkeys([OURS.name, *(found.builder.name for found in self._builders), IMPORT])
        return [
            Row(self.size.documents, name, scenario, len(figures), middle(figures))
            for name in names
            for scenario in SCENARIOS
            if name not in self.failures and (figures := self._figures.get((name, scenario)))
        ]
