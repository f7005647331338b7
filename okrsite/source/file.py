"""A Markdown file before it is read; by itself, as knowing files takes less than reading them."""

from __future__ import annotations

from msgspec import Struct


class SourceFile(Struct, frozen=True):
    """A Markdown file: `path` as people see it, `uri` relative to docs_dir with slashes, its bytes.

    `fault` says in a sentence why there are none, `hint` what to do about that.
    """

    path: str
    uri: str
    raw: bytes
    fault: str | None = None
    hint: str | None = None
