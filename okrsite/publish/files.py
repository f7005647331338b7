"""The Markdown files below the documents' folder, the same ones that the host takes for pages."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from okrsite.source.file import SourceFile

MARKDOWN = (b".markdown", b".mdown", b".mkdn", b".mkd", b".md")
ENDINGS = tuple(suffix.decode() for suffix in MARKDOWN)
"""How the name of a Markdown file ends."""
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
    the index counts, as it does for the host. A folder that may not be read stands for the files in it.
    """
    for place in markdown_places(docs, root, excluded):
        if isinstance(place, SourceFile):
            yield place
            continue
        if file := document_at(docs, place, root):
            yield file


def markdown_places(docs: Path, root: Path, excluded: Callable[[str], bool]) -> Iterator[str | SourceFile]:
    """The same before any is read: the uri of each file that may be one, or what stands for those that can't be."""
    closed: list[PermissionError] = []
    for folder, below, names in os.walk(docs, onerror=lambda error: _note(error, closed), followlinks=True):
        circles = [name for name in sorted(below) if leads_back(folder, name, docs)]
        below[:] = sorted(name for name in below if name not in circles)
        way = Path(folder).relative_to(docs).as_posix()
        way = "" if way == "." else f"{way}/"
        for uri in (f"{way}{name}" for name in circles):
            fault = f"the link `{shown(docs / uri, root)}` leads back to a folder that it lies in"
            if not excluded(f"{uri}/index.md"):
                yield SourceFile(shown(docs / uri, root), uri, b"", fault, "Remove the link.")
        uris = [f"{way}{name}" for name in sorted(names) if is_markdown(name)]
        yield from _without_shadowed([uri for uri in uris if not excluded(uri)])
    for error in closed:
        place = Path(error.filename)
        if place != docs and excluded(f"{place.relative_to(docs).as_posix()}/index.md"):
            continue
        fault = f"the folder `{shown(place, root)}` cannot be read: {error.strerror}"
        yield SourceFile(shown(place, root), place.relative_to(docs).as_posix(), b"", fault, "Make it readable.")


def circular_link(docs: Path) -> Path | None:
    """The first link below `docs` that leads back to a folder that it lies in, so that following it has no end."""
    for folder, below, _ in os.walk(docs, followlinks=True):
        below.sort()
        for name in below:
            if leads_back(folder, name, docs):
                return Path(folder, name)
    return None


def leads_back(folder: str, name: str, top: Path) -> bool:
    """Whether `name` in a folder that was reached from `top` is a link to a folder on the way there, or above it."""
    place = os.path.join(folder, name)  # noqa: PTH118 - a Path for each of many folders is slow
    if not os.path.islink(place):  # noqa: PTH114 - as above
        return False
    end = os.path.realpath(place)
    way = Path(place).relative_to(top).parents
    return any(Path(os.path.realpath(top / part)).is_relative_to(end) for part in way)


def _note(error: OSError, closed: list[PermissionError]) -> None:
    """Remember a folder that may not be read; one that went away meanwhile, or leads to itself, holds nothing."""
    if isinstance(error, PermissionError):
        closed.append(error)


def is_markdown(name: str) -> bool:
    """Whether a name has the ending of a Markdown file, in small letters or capitals."""
    return name.lower().endswith(ENDINGS)


def document_at(docs: Path, uri: str, root: Path) -> SourceFile | None:
    """The file of a uri; None for one in capitals, as `A.MD`, that is no document, for the host publishes it raw."""
    file = source_file(docs / uri, uri, root)
    return file if uri.endswith(ENDINGS) or file.fault else None


def source_file(place: Path, uri: str, root: Path) -> SourceFile:
    """The file at `place`; one that cannot be read or that the host would publish raw says why."""
    path = shown(place, root)
    try:
        if not stat.S_ISREG(place.stat().st_mode):
            return SourceFile(path, uri, b"", f"`{path}` is no file", "Move it out of the folder of documents.")
        raw = place.read_bytes()
    except OSError as error:
        hint = "Mend or remove it; the other documents are read."
        return SourceFile(path, uri, b"", f"`{path}` cannot be read: {error.strerror}", hint)
    if not uri.isprintable() and "\\x" in path:
        return SourceFile(path, uri, b"", f"the name of `{path}` is not UTF-8", "Give the file another name.")
    if not uri.endswith(ENDINGS) and looks_like_document(raw):
        ending = PurePosixPath(uri).suffix
        message = f"an OKR document ends in `.md`; with `{ending}` it would be published as it is written"
        return SourceFile(path, uri, b"", message, f"Name it `{PurePosixPath(uri).with_suffix('.md').name}`.")
    return SourceFile(path, uri, raw)


def shown(file: Path, root: Path) -> str:
    """A file's path as people see it: relative to the configuration's folder, with slashes, in signs to be shown."""
    path = Path(os.path.relpath(file, root)).as_posix()
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _without_shadowed(uris: list[str]) -> list[str]:
    names = [uri.rpartition("/")[2] for uri in uris]
    indexed = "index.md" in names
    return [uri for uri, name in zip(uris, names, strict=True) if not (indexed and name == "README.md")]
