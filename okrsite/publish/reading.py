"""Reading a project's files: what was read before is kept, what is left is read on all cores."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from okrsite.publish.packs import PackStore
from okrsite.publish.shared import Shared
from okrsite.source.keep import from_json, to_json
from okrsite.source.read import Read, SourceFile, read

LIMIT = 192 * 1024 * 1024
"""The most bytes that are kept of documents that were read, and of their texts: some 20,000 documents."""
_MISFITS = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)


class Reader:
    """Reads files as `read` does, and keeps what they said below `folder`."""

    def __init__(self, folder: Path) -> None:
        """Keep documents in `folder`, which may be missing or of another version."""
        self.store = PackStore(folder / "documents", _version(), LIMIT)

    def __call__(self, files: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, Read]]:
        """Yield each file with what it turned out to be, in order."""
        asked = list(files)
        known = [self._kept(file) for file in asked]
        unknown = [number for number, one in enumerate(known) if one is None]
        for number, told in zip(unknown, self._read([asked[number] for number in unknown]), strict=True):
            known[number] = told
        self.store.trim()
        return ((file, one) for file, one in zip(asked, known, strict=True) if one is not None)

    def _read(self, files: Sequence[SourceFile]) -> Iterator[Read]:
        """Read files, some of them in other processes, which leave what they found in the store."""
        found: list[Read | None] = [None] * len(files)
        shared = Shared(lambda unit: self._keep(files[unit], read(files[unit])), len(files), finish=self.store.flush)

        def here(unit: int) -> bool:
            found[unit] = one = read(files[unit])
            self._keep(files[unit], one)
            return True

        for unit in shared.left(here=here):
            here(unit)
        self.store.look_again()
        for file, one in zip(files, found, strict=True):
            yield one or self._kept(file) or read(file)

    def text(self, digest: str) -> bytes | None:
        """The bytes of a file that was read, by their SHA-256 in hexadecimal; None where they are not kept."""
        raw = self.store.get(_text_key(digest))
        return raw if raw is not None and sha256(raw).hexdigest() == digest else None

    def _kept(self, file: SourceFile) -> Read | None:
        if file.fault or (body := self.store.get(_key(file))) is None:
            return None
        try:
            return from_json(body, file)
        except _MISFITS:
            return None

    def _keep(self, file: SourceFile, one: Read) -> bool:
        """Keep what a file said; whether that can be had again."""
        if file.fault:
            return False
        try:
            self.store.put(_key(file), to_json(one))
            self.store.put(_text_key(sha256(file.raw).hexdigest()), file.raw)
        except (TypeError, ValueError):  # what YAML brought is nothing that JSON has
            return False
        return self.store.fault is None


def _key(file: SourceFile) -> str:
    about = f"{file.path}\0{file.uri}\0".encode("utf-8", "surrogateescape")
    return sha256(about + file.raw).hexdigest()


def _text_key(digest: str) -> str:
    return f"text {digest}"


@cache
def _version() -> str:
    """What changes whenever reading may find something else: our own reading, and what it rests on."""
    import msgspec
    import yaml

    whole = sha256(f"{sys.version}\0{msgspec.__version__}\0{yaml.__version__}".encode())
    spec = find_spec("okrsite")
    for folder in map(Path, (spec.submodule_search_locations or ()) if spec else ()):
        for file in sorted((*folder.glob("*.py"), *folder.glob("source/*.py"))):
            whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()
