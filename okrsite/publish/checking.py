"""A check of what was asked about, in which nothing is read that can't bear on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from okrsite.diagnostics import Diagnostic
from okrsite.publish import git
from okrsite.publish.asked import Asked
from okrsite.publish.collector import held_back
from okrsite.publish.digests import FileDigests
from okrsite.publish.kept import KeptFindings, contents_of, contents_on_disk
from okrsite.publish.press import Press
from okrsite.source.file import SourceFile

Found = tuple[tuple[Diagnostic, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in what it was asked about, and of how many documents that is."""

    findings: tuple[Diagnostic, ...]
    documents: int


def check(press: Press, asked: Asked, files: Sequence[SourceFile] | None = None) -> Checked:
    """The findings in what was asked about, which are those that a check of everything has there.

    `files` are all of the project, where they have been fetched already.
    """
    with held_back():
        press = _settled(press)
        found = _saved(press, asked) if files is None and asked.typed is None else _given(press, asked, files)
    return Checked(found[0], len(found[1]))


def _saved(press: Press, asked: Asked) -> Found:
    """What a check finds in the files of the project, which are read only if any changed."""
    digests = FileDigests(press.cache)

    def kept() -> KeptFindings:
        return KeptFindings(press, contents_on_disk(press.project, digests), asked.paths)

    before = kept()
    found = before.get()
    if found is None:
        files = list(asked.files(press.project))
        found = _some(press, files, asked) or _all(press, files, asked)
        if kept().key == before.key:  # nobody wrote to a file meanwhile
            before.put(*found)
    digests.keep()
    return found


def _given(press: Press, asked: Asked, files: Sequence[SourceFile] | None) -> Found:
    """What a check finds in files that were read already, or among which one is still being typed."""
    files = list(asked.files(press.project)) if files is None else files
    kept = KeptFindings(press, contents_of(files), asked.paths)
    found = kept.get()
    if found is None:
        found = _some(press, files, asked) or _all(press, files, asked)
        if asked.typed is None:  # what is typed is seldom typed twice
            kept.put(*found)
    return found


def _settled(press: Press) -> Press:
    """The press with what it would ask of git at every turn."""
    return replace(press, day=press.as_of(), checkout=press.checkout or git.checkout_of(press.project.docs_dir))


def _all(press: Press, files: Sequence[SourceFile], asked: Asked) -> Found:
    """The findings, and the paths of documents, where everything is read."""
    return _found(press, files, asked)[1]


def _some(press: Press, files: Sequence[SourceFile], asked: Asked) -> Found | None:
    """The same where only that is read which bears on what is asked about; None where that could tell less."""
    from okrsite.model.vicinity import UNCERTAIN, UNCERTAIN_HERE, near

    chosen = near(files, asked.covers, press.settings) if asked.paths else None
    if chosen is None:
        return None
    everything, found = _found(press, chosen.files, asked)
    close = {one.name for one in everything if one.where.path in chosen.close}
    here = {one.name for one in found[0]}
    return None if close & UNCERTAIN or here & UNCERTAIN_HERE else found


def _found(press: Press, files: Sequence[SourceFile], asked: Asked) -> tuple[tuple[Diagnostic, ...], Found]:
    report = press.report(files, asked=asked.covers)
    uris = {*report.documents, *report.unreadable}
    documents = tuple(file.path for file in files if file.uri in uris and asked.covers(file.path))
    return report.findings, (asked.among(report.findings), documents)
