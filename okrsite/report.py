"""The pipeline that the command line and every host call: files in, numbers and findings out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from okrsite.compute import compute
from okrsite.compute.scorecard import Scorecard
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.build import build_graph
from okrsite.model.graph import OkrGraph
from okrsite.rules.evidence import Evidence
from okrsite.rules.runner import run
from okrsite.settings import Settings
from okrsite.source.read import Document, Read, SourceFile, read


@dataclass(frozen=True, slots=True)
class Report:
    """What the files amount to on one day; `documents` are by uri, `unreadable` uris are left out of the site."""

    graph: OkrGraph
    card: Scorecard
    settings: Settings
    findings: tuple[Diagnostic, ...]
    documents: Mapping[str, Document]
    unreadable: tuple[str, ...]
    as_of: date

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among the findings, None without any."""
        found = {diagnostic.severity for diagnostic in self.findings}
        return next((severity for severity in Severity if severity in found), None)

    @property
    def withheld(self) -> tuple[Diagnostic, ...]:
        """The findings that forbid to publish anything at all: something here is not public."""
        return tuple(diagnostic for diagnostic in self.findings if diagnostic.name == "restricted-visibility")


def report(files: Iterable[SourceFile], settings: Settings, as_of: date, found: Iterable[Diagnostic] = ()) -> Report:
    """The numbers of all OKR documents among `files` on `as_of`, with every finding.

    `found` are findings made before, such as those about the configuration.
    """
    return assess([(file.uri, file.path, read(file)) for file in files], settings, as_of, found)


def assess(
    reads: Iterable[tuple[str, str, Read]], settings: Settings, as_of: date, found: Iterable[Diagnostic] = ()
) -> Report:
    """As `report`, for files that have been read already: (uri, path, what was read)."""
    kept = [entry for entry in reads if entry[2].kind != "page"]
    documents = {uri: one.document for uri, _, one in kept if one.document is not None}
    unreadable = [(uri, path) for uri, path, one in kept if one.kind == "unreadable"]
    diagnostics = [*found, *(diagnostic for _, _, one in kept for diagnostic in one.diagnostics)]
    graph, doubts = build_graph(documents.values(), settings, as_of, [path for _, path in unreadable])
    card = compute(graph, settings, as_of)
    findings = run([*diagnostics, *doubts], Evidence(graph, card, settings, documents))
    uris = tuple(uri for uri, _ in unreadable)
    return Report(graph, card, settings, findings, documents, uris, as_of)
