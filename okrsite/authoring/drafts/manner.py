"""What new documents take over from others of their kind: the line that editors read, and how front matter ends."""

from __future__ import annotations

from pathlib import PurePosixPath

from okrsite.report import Report
from okrsite.source.read import Document

_MODELINE = "# yaml-language-server:"


def in_manner(raw: bytes, uri: str, report: Report) -> bytes:
    """A new document as those of its kind are that lie as deep.

    Theirs may begin with a line for editors. Where they have no body and end with `...`, which makes them plain YAML,
    so does this one if it has no body.
    """
    lines = raw.decode().split("\n")
    kind = next((line.partition(":")[2].strip() for line in lines if line.startswith("okr:")), "")
    like = _like(uri, kind, report)
    if like is None:
        return raw
    first = like.text.splitlines()[1]
    if first.startswith(_MODELINE):
        lines.insert(1, first)
    if _ends_plain(like) and lines[-2:] == ["---", ""]:
        lines[-2] = "..."
    return "\n".join(lines).encode()


def _like(uri: str, kind: str, report: Report) -> Document | None:
    """The last document of a kind in the same folder, else in one as deep."""
    folder = PurePosixPath(uri).parent
    depth = len(folder.parts)
    own = [one for one in report.documents.values() if one.content.okr == kind]
    beside = [one for one in own if PurePosixPath(one.uri).parent == folder]
    return next(reversed(beside or [one for one in own if len(PurePosixPath(one.uri).parent.parts) == depth]), None)


def _ends_plain(document: Document) -> bool:
    return not document.body.strip() and document.text.rstrip().endswith("\n...")
