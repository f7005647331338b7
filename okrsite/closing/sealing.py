"""The text of a seal: at the close, and when an edit is declared."""

from __future__ import annotations

from msgspec.structs import replace

from okrsite.model.archive import Drift
from okrsite.model.seal import Amendment, Seal
from okrsite.report import Report
from okrsite.source.drafting import comment, entry
from okrsite.source.emit import Value
from okrsite.source.seals import digest_of


def seal_text(seal: Seal) -> bytes:
    """A seal as it is written."""
    amended: list[Value] = [{"date": str(one.date), "path": one.path, "reason": one.reason} for one in seal.amended]
    lines = [
        *comment(
            f"The seal of {seal.cycle}: the digest of each of its documents, so that nobody edits the archive "
            f"unnoticed. Written by `okrsite close`; to declare an edit, run `{seal.amending}` with a reason."
        ),
        *entry("cycle", seal.cycle),
        *entry("closed", str(seal.closed)),
        *(entry("documents", dict(sorted(seal.documents.items()))) or ["documents: {}"]),
        *entry("open", sorted(seal.open)),
        *entry("amended", amended),
        "",
    ]
    return "\n".join(lines).encode()


def amended(seal: Seal, drift: Drift, report: Report, reason: str) -> Seal:
    """The seal with the documents as they are now, and why; what is still open and not decided stays open."""
    digests = {uri: digest_of(document.text) for uri, document in report.documents.items()}
    moved = dict(drift.moved)
    gone = {*drift.missing, *moved}
    kept = {path: digest for path, digest in seal.documents.items() if path not in gone}
    kept |= {path: digests[path] for path in (*drift.edited, *drift.added, *moved.values())}
    written = [path for path in drift.open if is_decided(path, report)]
    kept |= {path: digests[path] for path in written}
    declared = sorted({*drift.edited, *drift.added, *drift.missing})
    entries = tuple(Amendment(report.as_of, path, reason) for path in declared)
    return replace(
        seal,
        documents=kept,
        open=tuple(path for path in drift.open if path not in written),
        amended=(*seal.amended, *entries),
    )


def is_decided(uri: str, report: Report) -> bool:
    """Whether a retrospective leaves nothing open; so does any other document."""
    return all(entry.decided for one in report.graph.retrospectives if one.uri == uri for entry in one.carry_over)
