"""Runs the rules and decides what is said: selection, severity, and what authors allow beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity, Where, ordered
from okrsite.rules.evidence import Evidence
from okrsite.rules.registry import checks
from okrsite.settings import RuleSettings
from okrsite.source.allowances import Allowance
from okrsite.source.read import Document


def run(found: Iterable[Diagnostic], evidence: Evidence) -> tuple[Diagnostic, ...]:
    """All findings, sorted: those made while reading and building, and those of the judging rules.

    Warnings and notes obey the settings and the allowances in the documents; an error is never silenced.
    """
    judged = [diagnostic for check in checks() for diagnostic in check(evidence)]
    graded = [_graded(diagnostic, evidence.settings.rules) for diagnostic in (*found, *judged)]
    kept, doubts = _allow(graded, evidence.documents)
    return selected((*kept, *doubts), evidence.settings.rules.select, evidence.settings.rules.ignore)


def selected(diagnostics: Iterable[Diagnostic], select: Sequence[str], ignore: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Errors, and those warnings and notes that are selected (all, if nothing is) and not ignored, sorted."""
    return ordered(
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity == Severity.ERROR
        or ((not select or _matches(diagnostic, select)) and not _matches(diagnostic, ignore))
    )


def _matches(diagnostic: Diagnostic, prefixes: Iterable[str]) -> bool:
    return any(diagnostic.name == prefix or diagnostic.code.startswith(prefix.upper()) for prefix in prefixes if prefix)


def _graded(diagnostic: Diagnostic, settings: RuleSettings) -> Diagnostic:
    wanted = settings.severity.get(diagnostic.name) or settings.severity.get(diagnostic.code)
    if wanted is None or diagnostic.severity == Severity.ERROR:
        return diagnostic
    return diagnostic.as_severity(wanted)


class _Reach(Struct, frozen=True):
    """An allowance with the lines that it speaks of."""

    path: str
    allowance: Allowance

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether the allowance speaks of this finding."""
        return self.allowance.covers(diagnostic.where.line) and _matches(diagnostic, self.allowance.names)


def _allow(
    diagnostics: Sequence[Diagnostic], documents: Mapping[str, Document]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    reaches: dict[str, list[_Reach]] = {}
    for document in documents.values():
        if document.allowances:
            reaches[document.path] = [_Reach(document.path, allowance) for allowance in document.allowances]
    used: set[int] = set()
    kept = []
    for diagnostic in diagnostics:
        covering = [reach for reach in reaches.get(diagnostic.where.path, ()) if reach.covers(diagnostic)]
        if not covering or diagnostic.severity == Severity.ERROR:
            kept.append(diagnostic)
        used.update(id(reach) for reach in covering if diagnostic.severity != Severity.ERROR)
    every = [reach for several in reaches.values() for reach in several]
    return kept, [doubt for reach in every for doubt in _doubts(reach, id(reach) in used)]


def _doubts(reach: _Reach, used: bool) -> Iterable[Diagnostic]:
    where = Where(reach.path, reach.allowance.line, 1)
    names = ", ".join(f"`{name}`" for name in reach.allowance.names)
    if not used:
        message = f"{names} is allowed here, and nothing of the kind is found"
        yield finding("unused-allowance", where, message, "Remove the comment.")
    if not reach.allowance.reason:
        message = f"{names} is allowed here without a reason"
        yield finding("unexplained-allowance", where, message, "Say why behind a colon.")
