"""From a file's bytes to a document: a pure function of path and content."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal, cast

from msgspec import Struct

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where, nearest, ordered
from okrsite.source.allowances import Allowance
from okrsite.source.comments import read_comments
from okrsite.source.documents import KINDS, Content
from okrsite.source.file import SourceFile
from okrsite.source.findings import Findings, shown
from okrsite.source.front_matter import Unreadable, Written, recognise
from okrsite.source.marks import Key, Places
from okrsite.source.nodes import Scalar
from okrsite.source.sections import read_sections
from okrsite.source.top import kind_of, read_top
from okrsite.source.validate import validated
from okrsite.source.walk import Walk

__all__ = ["Document", "Read", "SourceFile", "Spot", "read"]


class Spot(Struct, frozen=True):
    """A place in a document, from which those of the keys below `within` it are told."""

    path: str
    marks: Places
    within: tuple[Key, ...] = ()

    def where(self, *key_path: Key, value: bool = False) -> Where:
        """The place of a key, or of its value; of the nearest known parent where the path is unknown."""
        line, column = self.marks.start(*self.within, *key_path, value=value)
        return Where(self.path, line, column)


class Document(Struct, frozen=True):
    """An OKR document: its content as written, the places of its keys, its Markdown body.

    `title` is the page's own; `page_keys` are the keys that are not ours (`title`, `description`, `tags`, …),
    read as YAML means them. `body` has its line ends as `\\n` and begins at `body_line` of the file.
    """

    path: str
    uri: str
    digest: str
    content: Content
    marks: Places
    text: str
    body: str
    body_line: int
    title: str | None
    page_keys: Mapping[str, object]
    allowances: tuple[Allowance, ...]

    def where(self, *key_path: Key, value: bool = False) -> Where:
        """The place of a key, or of its value; of the nearest known parent where the path is unknown."""
        return Spot(self.path, self.marks).where(*key_path, value=value)

    def spot(self, *key_path: Key) -> Spot:
        """The place from which those of all that stands below a key are told, as `where` tells them by whole paths."""
        found = self.marks.at(*key_path)
        return Spot(self.path, self.marks, key_path) if found is None else Spot(self.path, found)


class Read(Struct, frozen=True):
    """What a file turned out to be; `document` is there for the kind `document` only."""

    kind: Literal["page", "document", "unreadable"]
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]


def read(file: SourceFile) -> Read:
    """What `file` is and says; depends on nothing but its path, uri and bytes."""
    if file.fault:
        return _unreadable(finding("unreadable-document", Where(file.path), file.fault, file.hint))
    found = recognise(file.raw)
    if found is None:
        return Read("page", None, ())
    findings = Findings(file.path)
    if isinstance(found, Unreadable):
        where = Where(file.path, found.line, found.column)
        return _unreadable(finding("unreadable-document", where, found.message, found.hint))
    kind = _kind(found, findings)
    if kind is None:
        return Read("unreadable", None, ordered(findings.found))
    document = _document(file, found, kind, findings)
    return Read("document", document, ordered(findings.found))


def _unreadable(diagnostic: Diagnostic) -> Read:
    return Read("unreadable", None, (diagnostic,))


def _kind(found: Written, findings: Findings) -> str | None:
    """The kind of a document that we know; else a finding."""
    key, value = kind_of(found.root)
    written = value.text.strip() if isinstance(value, Scalar) else found.text[value.mark.start : value.mark.end]
    if written in KINDS:
        return written
    close = nearest(written, KINDS)
    hint = f"Did you mean `{close}`?" if close else f"Choose one of {', '.join(KINDS)}."
    message = f"`{shown(written)}` is no kind of document" if written else "`okr` does not say the kind of document"
    findings.add("unknown-kind", value.mark if written else key.mark, message, hint)
    return None


def _document(file: SourceFile, found: Written, kind: str, findings: Findings) -> Document:
    raw, marks, page_keys = read_top(found.root, kind, Walk(found.text, findings))
    if kind == "retrospective":
        read_sections(found.body, found.body_line, raw, marks)
    content = validated(KINDS[kind], raw, marks, findings)
    title = page_keys.get("title")
    return Document(
        path=file.path,
        uri=file.uri,
        digest=sha256(file.raw).hexdigest(),
        content=cast(Content, content),
        marks=marks,
        text=found.text,
        body=found.body,
        body_line=found.body_line,
        title=str(title) if isinstance(title, str | int | float) else None,
        page_keys=page_keys,
        allowances=read_comments(found, findings),
    )
