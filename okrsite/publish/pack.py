"""One file of what is kept: entries, each behind a digest of its key and bytes, then an index of where they are."""

from __future__ import annotations

import os
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from struct import Struct as Layout

from msgspec import Struct, field

_FORMAT = b"okrsite-pack/3 "
_TRAILER = 8 + 32
_DIGEST = 32
_NAME = 16
_ENTRY = Layout(f">{_NAME}sQQ")
"""What the index tells of an entry: the short name of its key, by which it is ordered, where it begins, its length."""

Span = tuple[int, int]


class Pack:
    """A pack that can be read, until nobody asks for it any more.

    Its index stays as it was read: as objects it would be ten times as large.
    """

    def __init__(self, handle: int, index: bytes, end: int, written: float) -> None:
        """Read from an open file in which all that the `index` tells ends before `end`, `written` at that time."""
        self._handle, self._index, self._end, self.written = handle, index, end, written

    def __del__(self) -> None:
        """Close the file."""
        os.close(self._handle)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._index) // _ENTRY.size

    def get(self, key: str) -> bytes | None:
        """What is kept under a key, None where there is nothing, or it is damaged or another's."""
        span = self._span(_short(key))
        if span is None:
            return None
        try:
            entry = self.entry(span)
            body = entry[_DIGEST:]
            return zlib.decompress(body) if entry[:_DIGEST] == _digest(key, body) else None
        except (OSError, zlib.error, MemoryError):
            return None

    def entry(self, span: Span) -> bytes:
        """An entry as it stands; what is damaged shows when it is read."""
        # Processes share the file's position, so each read names its own.
        return os.pread(self._handle, span[1], span[0])

    def entries(self) -> Iterator[tuple[bytes, Span]]:
        """Yield the short name of each key, and where its entry stands, in the order in which they stand."""
        told = sorted((start, length, name) for name, start, length in _ENTRY.iter_unpack(self._index))
        return ((name, (start, length)) for start, length, name in told if start + length <= self._end)

    def _span(self, name: bytes) -> Span | None:
        at = bisect_left(range(len(self)), name, key=self._name)
        if at == len(self) or self._name(at) != name:
            return None
        _, start, length = _ENTRY.unpack_from(self._index, at * _ENTRY.size)
        return (start, length) if start + length <= self._end else None

    def _name(self, at: int) -> bytes:
        return self._index[at * _ENTRY.size : at * _ENTRY.size + _NAME]


class GrowingPack(Struct):
    """A pack that is being written; it has its name only when it is whole."""

    handle: int
    place: Path
    process: int
    spans: dict[bytes, Span] = field(default_factory=dict)
    end: int = 0

    @classmethod
    def begun(cls, folder: Path, version: str) -> GrowingPack:
        """A pack of a version in a folder, without an entry."""
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / f".new-{os.getpid()}-{os.urandom(8).hex()}"
        new = cls(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), place, os.getpid())
        new.write(_head(version))
        return new

    def write(self, content: bytes) -> None:
        """Write all of it at once: what was held back would be written twice where a process is split off."""
        left = memoryview(content)
        while left:
            left = left[os.write(self.handle, left) :]
        self.end += len(content)

    def add(self, key: bytes, entry: bytes) -> None:
        """Write an entry under the short name of its key."""
        self.spans[key] = (self.end, len(entry))
        self.write(entry)

    def finished(self) -> Path:
        """Write the index, and give the pack its name, which is returned."""
        index = b"".join(_ENTRY.pack(name, *span) for name, span in sorted(self.spans.items()))
        try:
            try:
                self.write(index + len(index).to_bytes(8, "big") + sha256(index).digest())
            finally:
                os.close(self.handle)
            return self.place.replace(self.place.with_name(f"{os.urandom(16).hex()}.pack"))
        except OSError:
            self.place.unlink(missing_ok=True)
            raise

    def dropped(self) -> None:
        """Remove what was written."""
        os.close(self.handle)
        self.place.unlink(missing_ok=True)


def packed(key: str, body: bytes, level: int) -> tuple[bytes, bytes]:
    """The short name of a key, and bytes as an entry under it, pressed from 0 (not at all) to 9."""
    pressed = zlib.compress(body, level)
    return _short(key), _digest(key, pressed) + pressed


@lru_cache(maxsize=1)  # each of several packs is asked for the same one
def _short(key: str) -> bytes:
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _digest(key: str, pressed: bytes) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass") + b"\0" + pressed).digest()


def _head(version: str) -> bytes:
    return _FORMAT + version.encode() + b"\n"


def read_pack(place: Path, version: str) -> Pack | None:
    """A pack that is whole and of this version, else None."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        about = os.fstat(handle)
        head = _head(version)
        if os.pread(handle, len(head), 0) == head:
            return Pack(handle, *_index(handle, about.st_size), about.st_mtime)
    except (OSError, ValueError, MemoryError):
        pass
    os.close(handle)
    return None


def _index(handle: int, size: int) -> tuple[bytes, int]:
    """Where each entry stands, and where the last one ends at most; an error where that can't be told."""
    trailer = os.pread(handle, _TRAILER, size - _TRAILER)
    length = min(int.from_bytes(trailer[:8], "big"), size)
    end = size - _TRAILER - length
    index = os.pread(handle, length, end)
    if sha256(index).digest() != trailer[8:] or length % _ENTRY.size:
        raise ValueError
    return index, end
