"""A check of what was asked about."""

from __future__ import annotations

from dataclasses import dataclass

from okrsite.diagnostics import Diagnostic
from okrsite.publish.asked import Asked
from okrsite.publish.kept import KeptFindings
from okrsite.publish.press import Press


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in what it was asked about, and of how many documents that is."""

    findings: tuple[Diagnostic, ...]
    documents: int


def check(press: Press, asked: Asked) -> Checked:
    """The findings in what was asked about; all documents are read, as they refer to each other."""
    files = list(asked.files(press.project))
    kept = KeptFindings(press, files)
    found = kept.get()
    if found is None:
        report = press.report(files)
        uris = {*report.documents, *report.unreadable}
        found = report.findings, tuple(file.path for file in files if file.uri in uris)
        if asked.typed is None:  # what is typed is seldom typed twice
            kept.put(*found)
    findings, documents = found
    return Checked(asked.among(findings), sum(map(asked.covers, documents)))
