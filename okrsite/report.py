"""The pipeline that the command line and every host call: files in, numbers and findings out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from okrsite.compute import compute
from okrsite.compute.scorecard import Scorecard
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.build import build_graph
from okrsite.model.graph import OkrGraph
from okrsite.model.past import NO_PAST, Past
from okrsite.model.seal import NO_SEALS, Seals
from okrsite.rules.evidence import Evidence
from okrsite.rules.runner import run
from okrsite.settings import Settings
from okrsite.source.marks import Marks
from okrsite.source.nodes import Mark
from okrsite.source.read import Document, Read, SourceFile, read


class Report(Struct, frozen=True):
    """What the files amount to on one day; `documents` are by uri, `unreadable` uris are left out of the site.

    `seals` are those that are set by then, `commits` the last ones that changed the documents, as `Past` has them.
    """

    graph: OkrGraph
    card: Scorecard
    settings: Settings
    findings: tuple[Diagnostic, ...]
    documents: Mapping[str, Document]
    unreadable: tuple[str, ...]
    as_of: date
    seals: Seals = NO_SEALS
    commits: Mapping[str, tuple[int, str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among the findings, None without any."""
        found = {diagnostic.severity for diagnostic in self.findings}
        return next((severity for severity in Severity if severity in found), None)

    @property
    def withheld(self) -> tuple[Diagnostic, ...]:
        """The findings that forbid to publish anything at all: something here is not public."""
        return tuple(diagnostic for diagnostic in self.findings if diagnostic.name == "restricted-visibility")

    def without_sources(self) -> Report:
        """The same without texts and the places in them, which only findings and edits ask for."""
        nowhere = Marks(Mark(1, 1, 1, 1, 0, 0))
        slim = {uri: replace(one, text="", marks=nowhere) for uri, one in self.documents.items()}
        return replace(self, documents=slim)


Reader = Callable[[Iterable[SourceFile]], Iterable[tuple[SourceFile, Read]]]
"""Reads files, and yields each with what it turned out to be."""


class Prose(Struct, frozen=True):
    """Markdown of a page, and the line of its file on which it begins."""

    path: str
    text: str
    first_line: int = 1


_BLOCK = re.compile(r"^\s*(?:`{3,}|~{3,})\s*okr\s*$", re.MULTILINE)
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def _one_by_one(files: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, Read]]:
    return ((file, read(file)) for file in files)


def _page(file: SourceFile) -> Prose:
    text = file.raw.decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(text)
    start = front.end() if front else 0
    return Prose(file.path, text[start:], text.count("\n", 0, start) + 1)


def report(
    files: Iterable[SourceFile],
    settings: Settings,
    as_of: date,
    found: Iterable[Diagnostic] = (),
    past: Past = NO_PAST,
    seals: Seals = NO_SEALS,
    asked: Callable[[str], bool] | None = None,
    reader: Reader = _one_by_one,
) -> Report:
    """The numbers of all OKR documents among `files` on `as_of`, with every finding.

    `found` are findings made before, such as those about the configuration; `past` is what git knows. A seal
    closes its cycle from the day on that it was set. Links and blocks are looked at in the paths that `asked` tells
    of, in all without it. `reader` may know what files say without reading them.
    """
    reads: list[tuple[str, str, Read]] = []
    pages: list[Prose] = []
    for file, one in reader(files):
        reads.append((file.uri, file.path, one))
        if one.kind == "page":
            pages.append(_page(file))
    return assess(reads, settings, as_of, found, pages, past, seals, asked)


def assess(
    reads: Iterable[tuple[str, str, Read]],
    settings: Settings,
    as_of: date,
    found: Iterable[Diagnostic] = (),
    pages: Iterable[Prose] = (),
    past: Past = NO_PAST,
    seals: Seals = NO_SEALS,
    asked: Callable[[str], bool] | None = None,
) -> Report:
    """As `report`, for files that have been read already: (uri, path, what was read), and ordinary pages."""
    kept = [entry for entry in reads if entry[2].kind != "page"]
    documents = {uri: one.document for uri, _, one in kept if one.document is not None}
    unreadable = [(uri, path) for uri, path, one in kept if one.kind == "unreadable"]
    diagnostics = [*found, *(diagnostic for _, _, one in kept for diagnostic in one.diagnostics)]
    graph, doubts = build_graph(documents.values(), settings, as_of, [path for _, path in unreadable], past)
    seals = seals.by(as_of)
    card = compute(graph, settings, as_of, seals.cycles)
    prose = [*pages, *(Prose(one.path, one.body, one.body_line) for one in documents.values())]
    looked_at = [one for one in prose if (asked is None or asked(one.path)) and _is_marked(one.text)]
    marks = _doubts(looked_at, graph, card, settings)
    uris = tuple(uri for uri, _ in unreadable)
    evidence = Evidence(graph, card, settings, documents, uris, seals, past.day)
    findings = run([*diagnostics, *doubts, *marks], evidence)
    return Report(graph, card, settings, findings, documents, uris, as_of, seals, past.commits)


def _is_marked(text: str) -> bool:
    return "[[" in text or ("okr" in text and _BLOCK.search(text) is not None)


def _doubts(prose: list[Prose], graph: OkrGraph, card: Scorecard, settings: Settings) -> list[Diagnostic]:
    if not prose:
        return []
    from okrsite.views.context import Context  # all views, which a check of pages without marks need not load
    from okrsite.views.marked import doubtful_marks

    context = Context(graph, card, settings)
    return [mark for one in prose for mark in doubtful_marks(context, one.text, one.path, one.first_line)]
