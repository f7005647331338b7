"""What was found, as documents: ids, values and bodies, in the style that people write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from okrsite.errors import OkrsiteError
from okrsite.importers.bodies import body_of, relative_links, share_out
from okrsite.importers.checked import Laid, without_errors
from okrsite.importers.entry import Entry
from okrsite.importers.found import Doubt, Found, FoundObjective, Placed
from okrsite.importers.naming import counted, objective_ids, team_id
from okrsite.importers.numerals import numerals_of
from okrsite.importers.scores import doubt_scores
from okrsite.importers.values import key_result_entry, objective_entry
from okrsite.model.cycle import Cycle, CycleRules, parse_cycle
from okrsite.model.names import is_id
from okrsite.settings import Settings
from okrsite.source.drafting import document, entry
from okrsite.source.emit import Value


class Standing(Struct, frozen=True):
    """An objective of another document: whose and which cycle's it is, where it stands, and whether it counts."""

    team: str
    cycle: str
    title: str
    path: str
    agreed: bool = True


class Wish(Struct, frozen=True):
    """What is known beside the file: its name, whose and which cycle's it is where it doesn't say, and the project.

    `ids` are those that other documents have taken, in small letters; `teams` are the known ones, name by id;
    `standing` are the objectives of other documents.
    """

    source: str
    as_of: date
    team: str | None = None
    cycle: str | None = None
    settings: Settings = field(default_factory=Settings)
    ids: frozenset[str] = frozenset()
    teams: Mapping[str, str] = field(default_factory=dict)
    standing: tuple[Standing, ...] = ()


class NewDocument(Struct, frozen=True):
    """A document to be written: its name in the folder of the import, its bytes, and what it holds."""

    name: str
    raw: bytes
    objectives: int = 0
    key_results: int = 0


class Imported(Struct, frozen=True):
    """The documents that a file becomes, without errors, and what a person should look at, by line.

    `ids` are those that its objectives and key results take, in small letters; `objectives` are its own, by the name
    of their document.
    """

    documents: tuple[NewDocument, ...]
    doubts: tuple[Doubt, ...]
    ids: frozenset[str] = frozenset()
    objectives: tuple[Standing, ...] = ()


def write_documents(found: Found, wish: Wish) -> Imported:
    """The documents of what was found; OkrsiteError where there are no OKRs, or nobody says the team or the cycle."""
    if not found.objectives:
        hint = "Import a file that has objectives and key results, or begin one with `okrsite new objective`."
        raise OkrsiteError(f"`{wish.source}` holds no OKRs that can be told apart; nothing was written", hint)
    return _Writing(found, wish).imported()


def origin(source: str) -> list[str]:
    """The lines of a document that tell which file it was imported from.

    >>> origin("okrs.md")
    ['x-imported-from: okrs.md']
    """
    return entry("x-imported-from", source)


class _Writing:
    """One file on its way into documents."""

    def __init__(self, found: Found, wish: Wish) -> None:
        self.found, self.wish = found, wish
        self.doubts = list(found.doubts)
        self.names: dict[str, Placed] = {}
        self.places = [(self._team(one), self._cycle(one).id) for one in found.objectives]
        self.kinds = sorted(set(self.places), key=self.places.index)
        self.numerals = numerals_of(_texts(found))
        self.ids = self._ids()

    def imported(self) -> Imported:
        shared = share_out(self.found, [self.kinds.index(place) for place in self.places])
        laid = [self._laid(place, shared[index]) for index, place in enumerate(self.kinds)]
        written = [*self._teams(), *(self._document(one) for one in laid)]
        for one in laid:
            self.doubts += [doubt for item in one.entries() for doubt in item.doubts]
        for line, target in relative_links(self.found.rest):
            self.doubts.append(Doubt(line, f"the link to `{target}` is kept as it is; look where it leads from here"))
        self.doubts += self._said_before()
        ids = frozenset(id.lower() for one in laid for id in one.ids())
        doubts = tuple(sorted(set(self.doubts), key=lambda one: (one.line, one.message)))
        return Imported(tuple(written), doubts, ids, tuple(_standing(laid)))

    def _said_before(self) -> Iterator[Doubt]:
        """A doubt for each objective that its team has by this name in its cycle, in another document."""
        there = {(one.team, one.cycle, _spelled(one.title)): one.path for one in reversed(self.wish.standing)}
        for (team, cycle), one in zip(self.places, self.found.objectives, strict=True):
            path = there.get((team, cycle, _spelled(one.title.text)))
            if path:
                yield Doubt(
                    one.title.line, f"{team} has an objective of this name already: `{one.title.text}`, in {path}"
                )

    def _elsewhere(self, laid: Laid) -> int:
        """How many agreed objectives the team has in the cycle, unless that is over."""
        place = (laid.head["team"], laid.head["cycle"])
        cycle = self._cycle(self.found.objectives[self.places.index((str(place[0]), str(place[1])))])
        own = [one for one in self.wish.standing if one.agreed and (one.team, one.cycle) == place]
        return len(own) if cycle.end >= self.wish.as_of else 0

    def _team(self, one: FoundObjective) -> str:
        said = one.team if self.found.surely or self.wish.team is None else None
        if said is None and self.wish.team is None:
            hint = "Name the team with `--team ID`."
            raise OkrsiteError(f"`{self.wish.source}` does not say whose OKRs these are", hint)
        name = said.text if said else self.wish.team or ""
        id = team_id(name, self.wish.teams)
        if id is None and said is not None and self.wish.team is not None:
            self.doubts.append(Doubt(said.line, f"the team `{name}` can't be made an id; `{self.wish.team}` is taken"))
            said, name = None, self.wish.team
            id = team_id(name, self.wish.teams)
        if said is None and id not in self.wish.teams and is_id(name):
            id = name
        if id is None:
            message = f"the team `{name}` can't be made an id"
            raise OkrsiteError(message, "Name it with `--team ID`, in Latin letters and digits.")
        if said is not None and id not in self.names:
            self.names[id] = said
            if not self.found.surely:
                message = f"the heading `{said.text}` is taken for a team; `--team ID` puts all under one"
                self.doubts.append(Doubt(said.line, message))
        return id

    def _cycle(self, one: FoundObjective) -> Cycle:
        rules = CycleRules(self.wish.settings.fiscal_year_start, self.wish.settings.named_cycles)
        for said in (one.cycle.text if one.cycle else None, self.wish.cycle):
            cycle = parse_cycle(said, rules) if said else None
            if cycle:
                return cycle
            if said and one.cycle and said != self.wish.cycle and self.wish.cycle:
                message = f"`{said}` is no cycle; `{self.wish.cycle}` is taken"
                self.doubts.append(Doubt(one.cycle.line, message))
            elif said:
                raise OkrsiteError(f"`{said}` is no cycle", "Write it like 2026-Q3, or name it in the configuration.")
        message = f"`{self.wish.source}`, line {one.title.line}, does not say of which cycle its OKRs are"
        pinned = self.wish.settings.as_of
        day = pinned if isinstance(pinned, date) else self.wish.as_of
        raise OkrsiteError(message, f"Name the cycle with `--cycle {day.year:04}-Q{(day.month + 2) // 3}`.")

    def _ids(self) -> list[str]:
        """The id of each objective."""
        ids = [""] * len(self.places)
        for place in self.kinds:
            mine = [index for index, one in enumerate(self.places) if one == place]
            numbers = [self.found.objectives[index].number for index in mine]
            for index, id in zip(mine, objective_ids(*place, numbers, self.wish.ids.__contains__), strict=True):
                ids[index] = id
        return ids

    def _laid(self, place: tuple[str, str], rest: Sequence[Placed]) -> Laid:
        team, cycle = place
        title = self.found.title.text if self.found.title and len(self.kinds) == 1 else ""
        head: dict[str, Value] = {"okr": "objectives", "title": title, "team": team, "cycle": cycle}
        head["x-imported-from"] = self.wish.source
        mine = [index for index, one in enumerate(self.places) if one == place]
        return Laid(
            f"{team}/{cycle.lower()}.md",
            head,
            tuple(self._objective(index) for index in mine),
            tuple(rest),
            tuple(name.text for name in self.names.values()),
        )

    def _objective(self, index: int) -> tuple[Entry, tuple[Entry, ...]]:
        one = self.found.objectives[index]
        objective = objective_entry(one, self.wish.source)
        objective.keys = {"id": self.ids[index], **objective.keys}
        if one.parent is not None and one.parent != index:
            objective.keys["supports"] = self.ids[one.parent]
        results = tuple(
            key_result_entry(part, self.wish.source, self.numerals, self.wish.settings.categories)
            for part in one.key_results
        )
        for count, result in zip(counted([part.number for part in one.key_results]), results, strict=True):
            result.keys = {"id": f".{count}", **result.keys}
        doubt_scores(objective, results)
        return objective, results

    def _document(self, laid: Laid) -> NewDocument:
        raw = without_errors(laid, self.wish.settings, self.wish.as_of, _body, self._elsewhere(laid))
        results = sum(len(results) for _, results in laid.objectives)
        return NewDocument(laid.name, raw, len(laid.objectives), results)

    def _teams(self) -> Iterator[NewDocument]:
        """A document for each team that the file names and the project does not know."""
        for id, said in self.names.items():
            if id not in self.wish.teams:
                lines = [*entry("okr", "team"), *entry("id", id), *entry("name", said.text)]
                yield NewDocument(f"{id}/team.md", document(lines))


def _body(laid: Laid) -> str:
    return body_of(laid.rest, laid.entries(), str(laid.head["title"]), laid.placed)


def _standing(some: Iterable[Laid]) -> Iterator[Standing]:
    for laid in some:
        for one, _ in laid.objectives:
            team, cycle = str(laid.head["team"]), str(laid.head["cycle"])
            yield Standing(team, cycle, one.title, laid.name, "state" not in one.keys)


def _spelled(title: str) -> str:
    """A title regardless of capitals and spaces."""
    return " ".join(title.casefold().split())


def _texts(found: Found) -> Iterator[str]:
    for one in found.objectives:
        for part in one.key_results:
            yield part.title.text
            yield from (said.text for said in part.said.values())
