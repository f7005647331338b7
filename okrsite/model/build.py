"""Documents to the graph of an organisation: names first, then meaning, then links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Located
from okrsite.model.changes import changes_of
from okrsite.model.chronicle import CheckIn, Retrospective
from okrsite.model.chronicles import build_checkins, build_retrospectives, build_reviews
from okrsite.model.cycle import Cycle, CycleRules
from okrsite.model.entries import CycleBook, Placed, name_all, place
from okrsite.model.graph import Name, OkrGraph
from okrsite.model.initiative import Initiative
from okrsite.model.initiatives import build_initiative
from okrsite.model.key_result import KeyResult
from okrsite.model.names import NameSpace
from okrsite.model.objective import Objective
from okrsite.model.objectives import Workshop, build_key_result, build_objective
from okrsite.model.organization import Pillar, Strategy
from okrsite.model.past import NO_PAST, Past
from okrsite.model.reading import HandScore, Revision
from okrsite.model.references import References, cut_circles
from okrsite.model.teams import build_teams, team_id
from okrsite.model.weights import weightless_teams
from okrsite.settings import Settings
from okrsite.source.documents import (
    CheckinDocument,
    ObjectivesDocument,
    RetrospectiveDocument,
    ReviewDocument,
    RoadmapDocument,
    StrategyDocument,
)
from okrsite.source.entries import PillarEntry
from okrsite.source.read import Document


def build_graph(
    documents: Iterable[Document],
    settings: Settings,
    as_of: date,
    left_out: Iterable[str] = (),
    past: Past = NO_PAST,
) -> tuple[OkrGraph, tuple[Diagnostic, ...]]:
    """What the documents mean and what is wrong with them; the order of `documents` makes no difference.

    `as_of` dates a `current` value that has no date of its own; `left_out` are the paths of documents that
    can't be read, which unknown references may speak of. `past` is what git knows.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    teams, team_findings = build_teams(ordered, _mentions(ordered), settings.root)
    book = CycleBook(CycleRules(settings.fiscal_year_start, settings.named_cycles))
    space = NameSpace()
    placed = place(ordered, teams, book)
    name_all(placed, space)
    _name_documents(ordered, space)
    references = References(space, tuple(left_out))
    checkins, empty_checkins, checked_in = build_checkins(ordered, teams, references)
    reviews = build_reviews(ordered, teams, book)
    retrospectives = build_retrospectives(ordered, teams, book, references)
    shop = Workshop(settings, as_of, teams, references, checked_in, _revised(checkins), _recorded(retrospectives), past)
    objectives, circles = _without_circles(_objectives(placed, shop), placed)
    initiatives = {entry.id: build_initiative(entry, references) for entry in placed if entry.kind == "initiative"}
    strategies = tuple(_strategies(ordered, placed))
    graph = OkrGraph(
        root=team_id(settings.root, teams),
        cycles=_in_order(book.cycles),
        teams=teams,
        strategies=strategies,
        pillars={pillar.id: pillar for strategy in strategies for pillar in strategy.pillars},
        objectives=objectives,
        key_results=_key_results(objectives),
        initiatives=initiatives,
        checkins=checkins,
        reviews=reviews,
        retrospectives=retrospectives,
        names=space.names,
        supported_by=_supported_by(objectives, initiatives),
        moved_by=_moved_by(initiatives),
        pages={document.uri: document.content.okr for document in ordered},
        changes=changes_of(placed, past, settings, as_of),
        empty_checkins=empty_checkins,
    )
    found = [*team_findings, *book.findings, *space.findings, *references.findings, *shop.findings, *circles]
    return graph, (*found, *weightless_teams(objectives.values(), as_of), *_restricted(ordered))


def _name_documents(documents: Sequence[Document], space: NameSpace) -> None:
    """Give documents their aliases, which lead to their pages."""
    for document in documents:
        for index, alias in enumerate(document.content.aliases):
            where = partial(document.where, "aliases", index, value=True)
            space.alias(Name("document", document.uri), alias, where)


def _mentions(documents: Sequence[Document]) -> Iterator[tuple[str, Located]]:
    """Every place where a document names a team that it speaks for or shares with."""
    speaking = (ObjectivesDocument, RoadmapDocument, CheckinDocument, ReviewDocument, RetrospectiveDocument)
    for document in documents:
        written = document.content
        if isinstance(written, speaking) and written.team:
            yield written.team, partial(document.where, "team", value=True)
        if isinstance(written, ObjectivesDocument):
            for index, objective in enumerate(written.objectives):
                key = ("objectives", index)
                for team in objective.shared_with:
                    yield team, partial(document.where, *key, "shared_with", value=True)
                for number, key_result in enumerate(objective.key_results):
                    for team in key_result.shared_with:
                        yield team, partial(document.where, *key, "key_results", number, "shared_with", value=True)


def _revised(checkins: Iterable[CheckIn]) -> dict[str, list[Revision]]:
    revised: dict[str, list[Revision]] = {}
    for checkin in checkins:
        for target, revision in checkin.revisions:
            dated = replace(revision, date=revision.date or checkin.date)
            revised.setdefault(target, []).append(dated)
    return revised


def _recorded(retrospectives: Iterable[Retrospective]) -> dict[str, HandScore]:
    return {target: score for retrospective in retrospectives for target, score in retrospective.scores}


def _objectives(placed: Sequence[Placed], shop: Workshop) -> dict[str, Objective]:
    parts: dict[Placed, list[Placed]] = {}
    for entry in placed:
        if entry.parent is not None:
            parts.setdefault(entry.parent, []).append(entry)
    return {
        entry.id: build_objective(entry, [build_key_result(part, shop) for part in parts.get(entry, ())], shop)
        for entry in placed
        if entry.kind == "objective"
    }


def _key_results(objectives: Mapping[str, Objective]) -> dict[str, KeyResult]:
    return {key_result.id: key_result for objective in objectives.values() for key_result in objective.key_results}


def _without_circles(
    objectives: dict[str, Objective], placed: Sequence[Placed]
) -> tuple[dict[str, Objective], list[Diagnostic]]:
    key_results = _key_results(objectives)
    items: dict[str, Objective | KeyResult] = {**objectives, **key_results}
    owners = {name: key_result.objective for name, key_result in key_results.items()}
    entries = {entry.id: entry for entry in placed}
    supports = {name: item.supports for name, item in items.items()}
    origins = {name: (item.carried_from,) for name, item in items.items() if item.carried_from}
    kept, circles = cut_circles(supports, owners, entries, "supports", "circular-support")
    before, successions = cut_circles(origins, {}, entries, "carried_from", "circular-succession")
    if not circles and not successions:
        return objectives, []

    def cut_key_result(item: KeyResult) -> KeyResult:
        return replace(item, supports=kept.get(item.id, ()), carried_from=next(iter(before.get(item.id, ())), None))

    cut = {
        name: replace(
            item,
            supports=kept.get(name, ()),
            carried_from=next(iter(before.get(name, ())), None),
            key_results=tuple(cut_key_result(key_result) for key_result in item.key_results),
        )
        for name, item in objectives.items()
    }
    return cut, [*circles, *successions]


def _strategies(documents: Sequence[Document], placed: Sequence[Placed]) -> Iterator[Strategy]:
    for document in documents:
        written = document.content
        if not isinstance(written, StrategyDocument):
            continue
        own = [entry for entry in placed if entry.document is document and entry.kind == "pillar"]
        pillars = tuple(_pillar(entry) for entry in own)
        yield Strategy(written.vision, written.horizon, pillars, document.where("okr"), document.uri)


def _pillar(entry: Placed) -> Pillar:
    written = entry.written
    assert isinstance(written, PillarEntry)
    return Pillar(entry.id, written.name or entry.id, written.why, written.owner, entry.where, entry.aliases)


def _in_order(cycles: Mapping[str, Cycle]) -> dict[str, Cycle]:
    ordered = sorted(cycles.values(), key=lambda cycle: (cycle.start, cycle.end, cycle.id))
    return {cycle.id: cycle for cycle in ordered}


def _supported_by(
    objectives: Mapping[str, Objective], initiatives: Mapping[str, Initiative]
) -> dict[str, tuple[str, ...]]:
    """Who names whom in `supports`, for objectives and key results; initiatives are listed by what they move."""
    back: dict[str, list[str]] = {}
    for objective in objectives.values():
        for goal in objective.goals:
            for target in goal.supports:
                back.setdefault(target, []).append(goal.id)
    for initiative in initiatives.values():
        for target in initiative.supports:
            back.setdefault(target, []).append(initiative.id)
    return {target: tuple(names) for target, names in back.items()}


def _moved_by(initiatives: Mapping[str, Initiative]) -> dict[str, tuple[str, ...]]:
    back: dict[str, list[str]] = {}
    for initiative in initiatives.values():
        for move in initiative.moves:
            names = back.setdefault(move.key_result, [])
            if initiative.id not in names:
                names.append(initiative.id)
    return {target: tuple(names) for target, names in back.items()}


def _restricted(documents: Sequence[Document]) -> Iterator[Diagnostic]:
    """An error for each document or entry that is not public: audiences are not told apart yet."""
    for document in documents:
        for key, visibility in _visibilities(document):
            if visibility not in (None, "public"):
                message = f"this is `{visibility}`, and this version can publish only what is public"
                hint = "Take it out of the folder, or remove `visibility`; until then nothing is published."
                where = document.where(*key, "visibility", value=True)
                yield finding("restricted-visibility", where, message, hint, visibility)


def _visibilities(document: Document) -> Iterator[tuple[tuple[str | int, ...], str | None]]:
    written = document.content
    yield (), written.visibility
    if isinstance(written, ObjectivesDocument):
        for index, objective in enumerate(written.objectives):
            yield ("objectives", index), objective.visibility
            for number, key_result in enumerate(objective.key_results):
                yield ("objectives", index, "key_results", number), key_result.visibility
    elif isinstance(written, RoadmapDocument):
        for index, initiative in enumerate(written.initiatives):
            yield ("initiatives", index), initiative.visibility
