"""What of a check's findings can be mended, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from okrsite.authoring import mending
from okrsite.authoring.mending import Mending, Refused
from okrsite.codes import MENDABLE
from okrsite.diagnostics import Diagnostic
from okrsite.model.seal import Seals
from okrsite.publish.asked import Asked
from okrsite.publish.checking import check
from okrsite.publish.digests import FileDigests
from okrsite.publish.listing import listed
from okrsite.publish.press import Press
from okrsite.publish.seals import read_seals
from okrsite.source.read import SourceFile


class MendedFile(Struct, frozen=True):
    """A file that was asked about, and what is to become of it."""

    place: Path
    source: SourceFile
    mending: Mending


def mend(press: Press, asked: Asked) -> tuple[MendedFile, ...]:
    """The files with findings that have one right answer, as they would be; nothing is written."""
    files = [one.file for one in listed(press.project, asked, FileDigests(press.cache))]
    wanted: dict[str, list[Diagnostic]] = {}
    for one in check(press, asked, files).findings:
        if one.name in MENDABLE:
            wanted.setdefault(one.where.path, []).append(one)
    if not wanted:
        return ()
    seals, _broken = read_seals(press.project.root, press.settings)
    found = []
    for file in files:
        own = wanted.get(file.path)
        if own:
            made = _sealed(file, own, seals.by(press.as_of())) or mending.mend(file.raw, own)
            found.append(MendedFile(press.project.docs_dir / file.uri, file, made))
    return tuple(found)


def _sealed(file: SourceFile, findings: Sequence[Diagnostic], seals: Seals) -> Mending | None:
    """The refusal to change what was closed and sealed."""
    seal = next((seal for seal in seals.all if file.uri in seal.documents and file.uri not in seal.open), None)
    if seal is None:
        return None
    reason = f"`{seal.cycle}` is sealed, and an edit of its documents has to be declared"
    return Mending(file.raw, (), tuple(_refused(one, reason, seal.amending) for one in findings))


def _refused(finding: Diagnostic, reason: str, command: str) -> Refused:
    by_hand = f"Change line {finding.where.line} by hand: {finding.hint}" if finding.hint else ""
    return Refused(finding, reason, f"{by_hand}\nThen declare it: `{command} --reason TEXT`.".strip())
