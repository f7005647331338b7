"""The files of a check, each with a digest of its bytes, so that it is read only where its text is needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from okrsite.publish.asked import Asked
from okrsite.publish.digests import FileDigests
from okrsite.publish.files import ENDINGS, document_at, shown, source_file
from okrsite.publish.project import Project
from okrsite.source.file import SourceFile


class Listed(Struct, frozen=True, dict=True):
    """A file with the SHA-256 of its bytes in hexadecimal, and what is wrong with it."""

    path: str
    uri: str
    digest: str
    load: Callable[[], SourceFile]
    fault: str = ""

    @cached_property
    def file(self) -> SourceFile:
        """The file with its bytes; read once."""
        return self.load()

    @property
    def content(self) -> str:
        """What findings depend on in it."""
        return f"{self.uri}\0{self.fault}\0{self.digest}"


def given(file: SourceFile) -> Listed:
    """A file that was read already."""
    return Listed(file.path, file.uri, sha256(file.raw).hexdigest(), lambda: file, file.fault or "")


def listed(project: Project, asked: Asked, digests: FileDigests) -> Iterator[Listed]:
    """All files of a project, with the typed text in the place of the file that it is of.

    Only those are read that changed since they last were.
    """
    typed = asked.typed
    for one in _on_disk(project, digests):
        if typed and typed.path == one.path:
            yield given(replace(typed, uri=one.uri))
            typed = None
        else:
            yield one
    if typed and project.publishes(typed.uri):
        yield given(typed)


def _on_disk(project: Project, digests: FileDigests) -> Iterator[Listed]:
    docs, root = project.docs_dir, project.root
    folder, way = f"{docs}{os.sep}", shown(docs, root)
    way = "" if way == "." else f"{way}/"
    for place in project.document_places():
        if isinstance(place, SourceFile):
            yield given(place)
            continue
        digest = digests.of(folder + place)
        if digest and place.isprintable() and place.endswith(ENDINGS):
            yield Listed(f"{way}{place}", place, digest, partial(_read, docs, place, root))
        elif file := document_at(docs, place, root):
            yield given(file)


def _read(docs: Path, uri: str, root: Path) -> SourceFile:
    return source_file(docs / uri, uri, root)
