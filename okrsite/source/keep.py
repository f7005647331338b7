"""What reading found as JSON and back, so that an unchanged file need not be read again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from okrsite.diagnostics import Diagnostic, Severity, Where
from okrsite.source.allowances import Allowance
from okrsite.source.documents import Content
from okrsite.source.front_matter import decoded, with_plain_line_ends
from okrsite.source.marks import Marks
from okrsite.source.nodes import Mark
from okrsite.source.read import Document, Read, SourceFile

_CONTENT: TypeAdapter[Content] = TypeAdapter(Content)


def to_json(read: Read) -> str:
    """A read file as JSON, without its text and body, which the file has."""
    document = read.document
    kept: dict[str, Any] = {"kind": read.kind, "diagnostics": [asdict(found) for found in read.diagnostics]}
    if document is not None:
        kept["document"] = {
            "digest": document.digest,
            "content": document.content.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            | {"okr": document.content.okr},
            "marks": _kept_marks(document.marks),
            "body_line": document.body_line,
            "body_length": len(document.body),
            "title": document.title,
            "page_keys": document.page_keys,
            "allowances": [asdict(allowance) for allowance in document.allowances],
        }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(kept: str, file: SourceFile) -> Read:
    """The read file that `to_json` wrote; `file` must be the file that was read."""
    stored = json.loads(kept)
    diagnostics = tuple(_diagnostic(found) for found in stored["diagnostics"])
    if "document" not in stored:
        return Read(stored["kind"], None, diagnostics)
    fields = stored["document"]
    text = decoded(file.raw)
    document = Document(
        path=file.path,
        uri=file.uri,
        digest=fields["digest"],
        content=_CONTENT.validate_python(fields["content"]),
        marks=_marks(fields["marks"]),
        text=text,
        body=_body(text, fields["body_length"]),
        body_line=fields["body_line"],
        title=fields["title"],
        page_keys=fields["page_keys"],
        allowances=tuple(_allowance(allowance) for allowance in fields["allowances"]),
    )
    return Read(stored["kind"], document, diagnostics)


def _body(text: str, length: int) -> str:
    plain = with_plain_line_ends(text)
    return plain[len(plain) - length :]


def _diagnostic(kept: dict[str, Any]) -> Diagnostic:
    return Diagnostic(**kept | {"where": Where(**kept["where"]), "severity": Severity(kept["severity"])})


def _allowance(kept: dict[str, Any]) -> Allowance:
    return Allowance(**kept | {"names": tuple(kept["names"])})


def _kept_marks(marks: Marks) -> list[Any]:
    children = [[key, _kept_marks(inner)] for key, inner in marks.children.items()]
    return [marks.value, marks.key, children]


def _marks(kept: list[Any]) -> Marks:
    value, key, children = kept
    return Marks(
        Mark(*value), Mark(*key) if key is not None else None, {name: _marks(inner) for name, inner in children}
    )
