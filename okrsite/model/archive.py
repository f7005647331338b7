"""Which documents a cycle consists of, and how they differ from those that were sealed with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from okrsite.model.chronicle import CheckIn
from okrsite.model.cycle import CycleRules, parse_cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.seal import Seal
from okrsite.settings import Settings
from okrsite.source.documents import ObjectivesDocument, RetrospectiveDocument, ReviewDocument, RoadmapDocument
from okrsite.source.read import Document
from okrsite.source.seals import digest_of

_OF_A_CYCLE = (ObjectivesDocument, RoadmapDocument, ReviewDocument, RetrospectiveDocument)


def cycles_by_document(documents: Iterable[Document], graph: OkrGraph, settings: Settings) -> dict[str, frozenset[str]]:
    """The ids of the cycles that each document belongs to, by its uri; one without any is left out.

    Objectives, roadmaps, reviews and retrospectives belong to the cycle that they name. Check-ins belong to the
    cycles whose key results they read; one that reads none belongs to those of its team that hold its day.
    """
    rules = CycleRules(settings.fiscal_year_start, settings.named_cycles)
    belonging: dict[str, frozenset[str]] = {}
    for document in documents:
        written = document.content
        if isinstance(written, _OF_A_CYCLE) and written.cycle:
            cycle = parse_cycle(written.cycle, rules)
            if cycle is not None:
                belonging[document.uri] = frozenset({cycle.id})
    teams = {(objective.team, objective.cycle) for objective in graph.objectives.values()}
    for checkin in (*graph.checkins, *graph.empty_checkins):
        cycles = frozenset(_cycles_of(checkin, graph, teams))
        if cycles:
            belonging[checkin.uri] = cycles
    return belonging


def _cycles_of(checkin: CheckIn, graph: OkrGraph, teams: set[tuple[str, str]]) -> Iterator[str]:
    for id in checkin.readings:
        yield graph.objective_of(graph.key_results[id]).cycle
    if not checkin.readings:
        for cycle in graph.cycles.values():
            if cycle.contains(checkin.date) and (checkin.team, cycle.id) in teams:
                yield cycle.id


class Drift(Struct, frozen=True):
    """How the documents differ from a seal, by their paths below docs_dir, each in order.

    `moved` maps the sealed path of a document that stands elsewhere with the same text to its path now. `open` are
    there and still to be sealed.
    """

    edited: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


def drift_of(
    seal: Seal,
    documents: Mapping[str, Document],
    belonging: Mapping[str, frozenset[str]],
    unreadable: Iterable[str] = (),
) -> Drift:
    """How the documents differ from a seal; of those that can't be read nothing is said.

    `documents` are by uri, `belonging` is what cycles_by_document returns.
    """
    passed_over = frozenset(unreadable)
    there = {path: documents[path] for path in seal.documents if path in documents}
    gone = [path for path in seal.documents if path not in there and path not in passed_over]
    own = sorted(uri for uri, cycles in belonging.items() if seal.cycle in cycles and uri not in seal.documents)
    homes = _by_digest(documents, seal) if gone else {}
    moved = {path: homes[seal.documents[path]] for path in gone if seal.documents[path] in homes}
    arrived = frozenset(moved.values())
    return Drift(
        edited=tuple(path for path, one in there.items() if digest_of(one.text) != seal.documents[path]),
        missing=tuple(path for path in gone if path not in moved),
        added=tuple(uri for uri in own if uri not in arrived and uri not in seal.open),
        open=tuple(uri for uri in own if uri in seal.open),
        moved=tuple(moved.items()),
    )


def _by_digest(documents: Mapping[str, Document], seal: Seal) -> dict[str, str]:
    return {digest_of(one.text): uri for uri, one in documents.items() if uri not in seal.documents}
