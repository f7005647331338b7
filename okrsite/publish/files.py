"""The Markdown files below the documents' folder, the same ones that the host takes for pages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsite.source.read import SourceFile

MARKDOWN = (b".markdown", b".mdown", b".mkdn", b".mkd", b".md")
_SUFFIXES = tuple(suffix.decode() for suffix in MARKDOWN)
_OPENS = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_KEY = re.compile(rb"^okr[ \t]*:", re.MULTILINE)


def looks_like_document(raw: bytes) -> bool:
    r"""Whether a file opens front matter and has a line that starts with `okr:`.

    >>> looks_like_document(b"---\nokr: team\n---\n"), looks_like_document(b"okr: team\n")
    (True, False)
    """
    return bool(_OPENS.match(raw) and _KEY.search(raw))


def markdown_files(docs: Path, root: Path, excluded: Callable[[str], bool]) -> Iterator[SourceFile]:
    """Every Markdown file below `docs` in the host's order, its path shown relative to `root`.

    `excluded` says of a uri whether the host leaves it out. Of an `index.md` and a `README.md` in one folder
    the index counts, as it does for the host.
    """
    from okrsite.source.read import SourceFile  # it brings pydantic, which a build of nothing new need not wait for

    for folder, below, names in os.walk(docs, followlinks=True):
        below.sort()
        place = Path(folder)
        uris = [(place / name).relative_to(docs).as_posix() for name in sorted(names) if name.endswith(_SUFFIXES)]
        for uri in _without_shadowed([uri for uri in uris if not excluded(uri)]):
            yield SourceFile(shown(docs / uri, root), uri, (docs / uri).read_bytes())


def shown(file: Path, root: Path) -> str:
    """A file's path as people see it: relative to the configuration's folder, with slashes."""
    return Path(os.path.relpath(file, root)).as_posix()


def _without_shadowed(uris: list[str]) -> list[str]:
    indexed = any(PurePosixPath(uri).name == "index.md" for uri in uris)
    return [uri for uri in uris if not (indexed and PurePosixPath(uri).name == "README.md")]
