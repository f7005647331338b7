"""Who is who: every entry of the documents with its team, its cycle and its final id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Located, Where
from okrsite.model.cycle import Cycle, CycleRules, parse_cycle, suggest_cycle
from okrsite.model.graph import Name
from okrsite.model.names import KIND_WORDS, NameSpace, as_id, is_id, joined
from okrsite.model.organization import Team
from okrsite.model.past import key_result_key, objective_key
from okrsite.model.teams import team_id
from okrsite.source.documents import ObjectivesDocument, RoadmapDocument, StrategyDocument
from okrsite.source.entries import InitiativeEntry, KeyResultEntry, ObjectiveEntry, PillarEntry
from okrsite.source.read import Document, Spot

Key = tuple[str | int, ...]


class CycleBook(Struct):
    """The cycles that documents name, by their canonical id; an unknown one is a finding."""

    rules: CycleRules
    cycles: dict[str, Cycle] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def find(self, text: str, where: Located) -> Cycle | None:
        """The cycle that `text` spells, or None with a finding."""
        cycle = parse_cycle(text, self.rules)
        if cycle is not None:
            return self.cycles.setdefault(cycle.id, cycle)
        close = suggest_cycle(text, self.rules)
        hint = f"Did you mean `{close}`?" if close else "Write it like `2026-Q3`, or name it in the configuration."
        self.findings.append(finding("unknown-cycle", where(), f"there is no cycle `{text}`", hint, text))
        return None


class Placed(Struct, eq=False):
    """An entry that bears an id, with where it is written; `id` is final once all have been named."""

    kind: str
    document: Document
    key: Key
    written: ObjectiveEntry | KeyResultEntry | InitiativeEntry | PillarEntry
    team: str = ""
    cycle: Cycle | None = None
    parent: Placed | None = None
    position: int = 0
    id: str = ""
    derived: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def where(self) -> Where:
        """The place that findings about the whole entry point to."""
        return self.document.where(*self.key)

    @property
    def spot(self) -> Spot:
        """The place that those of its keys are told from."""
        return self.document.spot(*self.key)

    @property
    def past_key(self) -> str:
        """What the past calls an objective or key result."""
        id = None if self.derived else self.id if self.parent is None else self.written.id
        if self.parent is not None:
            return key_result_key(id, self.position - 1, self.parent.past_key)
        return objective_key(id, self.document.uri, int(self.key[-1]))

    @property
    def name(self) -> Name:
        """What the entry is called in the name space."""
        return Name(self.kind, self.id)


def place(documents: Iterable[Document], teams: Mapping[str, Team], book: CycleBook) -> list[Placed]:
    """Every entry that bears an id, in the order of the documents, not yet named."""
    placed: list[Placed] = []
    for document in documents:
        written = document.content
        if isinstance(written, StrategyDocument):
            placed.extend(
                Placed("pillar", document, ("pillars", index), pillar, position=index + 1)
                for index, pillar in enumerate(written.pillars)
            )
        elif isinstance(written, ObjectivesDocument):
            placed.extend(_objectives(document, written, teams, book))
        elif isinstance(written, RoadmapDocument):
            placed.extend(_initiatives(document, written, teams, book))
    _number(placed)
    return placed


def _objectives(
    document: Document, written: ObjectivesDocument, teams: Mapping[str, Team], book: CycleBook
) -> Iterable[Placed]:
    if not written.team or not written.cycle:
        return
    cycle = book.find(written.cycle, partial(document.where, "cycle", value=True))
    if cycle is None:
        return
    team = team_id(written.team, teams)
    for index, entry in enumerate(written.objectives):
        objective = Placed("objective", document, ("objectives", index), entry, team, cycle)
        yield objective
        for number, key_result in enumerate(entry.key_results):
            key = ("objectives", index, "key_results", number)
            yield Placed("key_result", document, key, key_result, team, cycle, objective, number + 1)


def _initiatives(
    document: Document, written: RoadmapDocument, teams: Mapping[str, Team], book: CycleBook
) -> Iterable[Placed]:
    if not written.team:
        return
    cycle = book.find(written.cycle, partial(document.where, "cycle", value=True)) if written.cycle else None
    for index, entry in enumerate(written.initiatives):
        team = team_id(written.team, teams)
        yield Placed("initiative", document, ("initiatives", index), entry, team, cycle, position=index + 1)


def _number(placed: Sequence[Placed]) -> None:
    """Give each objective its position among its team's objectives of the cycle."""
    counts: dict[tuple[str, str], int] = {}
    for entry in placed:
        if entry.kind == "objective" and entry.cycle:
            box = (entry.team, entry.cycle.id)
            counts[box] = counts.get(box, 0) + 1
            entry.position = counts[box]


def name_all(placed: Sequence[Placed], space: NameSpace) -> None:
    """Give every entry its final id: written ones first, by path and line, then derived ones, then aliases."""
    for entry in placed:
        _claim(entry, space)
    for entry in placed:
        if entry.kind != "key_result" and not entry.id:
            _derive(entry, space)
    for entry in placed:
        # What is joined to an id that had to be derived still goes before all that has none of its own.
        if entry.parent and entry.parent.derived and _is_joined(entry.written.id):
            _claim(entry, space)
    for entry in placed:
        if not entry.id:
            _derive(entry, space)
    for entry in placed:
        _alias(entry, space)


def _claim(entry: Placed, space: NameSpace) -> None:
    """Give an entry the id that is written for it, where that is whole or joined to one that is known."""
    written, above = entry.written.id, entry.parent.id if entry.parent else ""
    if written and (above or not _is_joined(written)):
        wanted = joined(written, above)
        entry.id = space.claim(entry.kind, wanted, partial(entry.document.where, *entry.key, "id", value=True)) or ""


def _is_joined(id: str | None) -> bool:
    return id is not None and id.startswith(".")


def _derive(entry: Placed, space: NameSpace) -> None:
    entry.derived = True
    entry.id = space.derive(entry.kind, _derived_id(entry), partial(entry.document.where, *entry.key))
    if entry.written.id:
        return
    message = f"this {KIND_WORDS[entry.kind]} has no id and gets `{entry.id}` from its position"
    hint = f"Write `id: {entry.id}`; a derived one does not survive reordering."
    space.findings.append(finding("derived-id", entry.where, message, hint, entry.id))


def _derived_id(entry: Placed) -> str:
    if entry.parent is not None:
        return f"{entry.parent.id}.{entry.position}"
    if entry.kind == "pillar":
        return as_id(getattr(entry.written, "name", None) or f"pillar-{entry.position}")
    box = as_id(f"{entry.team}-{entry.cycle.id}") if entry.cycle else as_id(entry.team)
    return f"{box}-{entry.position}" if entry.kind == "objective" else f"{box}-initiative-{entry.position}"


def _alias(entry: Placed, space: NameSpace) -> None:
    taken = []
    written: tuple[str, ...] = getattr(entry.written, "aliases", ())
    for index, alias in enumerate(written):
        full = joined(alias, entry.parent.id) if entry.parent else alias
        where = partial(entry.document.where, *entry.key, "aliases", index, value=True)
        if is_id(full) or not full.startswith("."):
            taken.append(space.alias(entry.name, full, where))
    entry.aliases = tuple(alias for alias in taken if alias)
