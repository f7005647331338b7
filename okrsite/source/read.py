"""From a file's bytes to a document: a pure function of path and content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from okrsite.diagnostics import Diagnostic, Where
from okrsite.source.allowances import Allowance
from okrsite.source.documents import Content
from okrsite.source.marks import Key, Marks


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file: `path` as people see it, `uri` relative to docs_dir with slashes, its bytes."""

    path: str
    uri: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """An OKR document: its content as written, the places of its keys, its Markdown body.

    `title` is the page's own; `page_keys` are the keys that are not ours (`title`, `description`, `tags`, …),
    read as YAML means them. `body` has its line ends as `\\n` and begins at `body_line` of the file.
    """

    path: str
    uri: str
    digest: str
    content: Content
    marks: Marks
    text: str
    body: str
    body_line: int
    title: str | None
    page_keys: Mapping[str, object]
    allowances: tuple[Allowance, ...]

    def where(self, *key_path: Key, value: bool = False) -> Where:
        """The place of a key, or of its value; of the nearest known parent where the path is unknown."""
        found = self.marks.find(*key_path)
        mark = found.value if value or found.key is None else found.key
        return Where(self.path, mark.line, mark.column)

    def slice(self, *key_path: Key) -> str:
        """The source text of the value at a path, as it stands in the file."""
        mark = self.marks.find(*key_path).value
        return self.text[mark.start : mark.end]


@dataclass(frozen=True, slots=True)
class Read:
    """What a file turned out to be; `document` is there for the kind `document` only."""

    kind: Literal["page", "document", "unreadable"]
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]


def read(file: SourceFile) -> Read:
    """What `file` is and says; depends on nothing but its path, uri and bytes."""
    return Read("page", None, ())
