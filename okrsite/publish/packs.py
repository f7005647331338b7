"""What was made from inputs, kept under their digest in a few large files, which any number of builds may share.

A pack is written whole, under a name that nobody else takes, and never changed: so builds at the same time, on several
machines with one folder, see all of it or nothing.
"""

from __future__ import annotations

import os
import re
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from struct import Struct as Layout

from msgspec import Struct, field

LIMIT = 1024 * 1024 * 1024
"""The most bytes that a store keeps; beyond it the packs that were written first go."""
MANY = 16
"""From how many packs on they are made one."""
_NAME = re.compile(r"[0-9a-f]{32}\.pack")
_FORMAT = b"okrsite-pack/2 "
_TRAILER = 8 + 32
_DIGEST = 32
_ENTRY = Layout(">16sQQ")
"""What the index tells of an entry: the digest of its key, where it begins, and its length."""

Span = tuple[int, int]


class _Pack:
    """A pack that can be read, until nobody asks for it any more."""

    def __init__(self, handle: int, spans: Mapping[bytes, Span], written: float) -> None:
        """Read from an open file in which `spans` stand, and which was `written` at that time."""
        self.handle, self.spans, self.written = handle, spans, written

    def __del__(self) -> None:
        """Close the file."""
        os.close(self.handle)

    def body(self, key: str, span: Span) -> bytes | None:
        """An entry, None where it is damaged or another's."""
        try:
            entry = self.entry(span)
            packed = entry[_DIGEST:]
            return zlib.decompress(packed) if entry[:_DIGEST] == _digest(key, packed) else None
        except (OSError, zlib.error, MemoryError):
            return None

    def entry(self, span: Span) -> bytes:
        """An entry as it stands; what is damaged shows when it is read."""
        # Processes share the file's position, so each read names its own.
        return os.pread(self.handle, span[1], span[0])


class PackStore(Struct):
    """Bytes by key below `folder`, all of one `version` of whatever made them.

    Nothing there is trusted: a pack or an entry that is damaged, or of another version, counts as missing. Where
    nothing can be written nothing is kept, and `fault` says so; that never stops a build. `level` is how hard they are
    pressed, from 0 to 9: those that are read each time are had sooner as they are.
    """

    folder: Path
    version: str
    limit: int = LIMIT
    level: int = 1
    fault: str | None = None
    _packs: list[_Pack] | None = None
    _new: _Growing | None = None

    def get(self, key: str) -> bytes | None:
        """What is kept under a key, None where there is nothing or it is damaged."""
        short = _short(key)
        for pack in self._opened():
            span = pack.spans.get(short)
            if span is not None and (body := pack.body(key, span)) is not None:
                return body
        return None

    def holds_any(self) -> bool:
        """Whether anything is kept at all."""
        return any(pack.spans for pack in self._opened())

    def put(self, key: str, body: bytes) -> None:
        """Keep bytes under a key; they can be had again once the store was flushed."""
        if self.fault:
            return
        packed = zlib.compress(body, self.level)
        self._add(_short(key), _digest(key, packed) + packed)

    def _add(self, key: bytes, entry: bytes) -> None:
        if self.fault:
            return
        try:
            if self._new is None or self._new.process != os.getpid():  # a process that was split off writes its own
                self._new = _Growing.begun(self.folder, self.version)
            self._new.add(key, entry)
        except OSError as fault:
            self._forgo(fault)

    def flush(self) -> None:
        """Write down what was put since the last time."""
        new, self._new = self._new, None
        if new is None or self.fault or new.process != os.getpid():
            return
        try:
            place = new.finished()
        except OSError as fault:
            self._forgo(fault)
            return
        if self._packs is not None and (pack := _read(place, self.version)):
            self._packs.insert(0, pack)

    def look_again(self) -> None:
        """See what other processes have written by now."""
        self._packs = None

    def trim(self) -> None:
        """Make many packs one, within the limit: what was written last stays."""
        self.flush()
        packs = list(_packs(self.folder))
        size = sum(_size(place) for place in packs)
        if self.fault or (len(packs) < MANY and size <= self.limit):
            return
        self.look_again()
        self._put_together()
        self.flush()
        if self.fault is None:
            for place in (*packs, *_abandoned(self.folder)):
                with suppress(OSError):  # another build was first, or it is no file
                    place.unlink()
        self.look_again()

    def _put_together(self) -> None:
        """Put what all packs hold again, the latest first, until half of the limit is full."""
        room, seen = self.limit // 2, set[bytes]()
        for pack in self._opened():
            for key, span in pack.spans.items():
                if key in seen or span[1] > room:
                    continue
                with suppress(OSError):
                    self._add(key, pack.entry(span))
                    room -= span[1]
                    seen.add(key)

    def _opened(self) -> list[_Pack]:
        if self._packs is None:
            found = (_read(place, self.version) for place in _packs(self.folder))
            self._packs = sorted((pack for pack in found if pack), key=lambda pack: -pack.written)
        return self._packs

    def _forgo(self, fault: OSError) -> None:
        if self._new:
            self._new.dropped()
            self._new = None
        self.fault = f"the cache `{self.folder.name}` cannot be written: {fault.strerror}"


class _Growing(Struct):
    """A pack that is being written; it has its name only when it is whole."""

    handle: int
    place: Path
    process: int
    spans: dict[bytes, Span] = field(default_factory=dict)
    end: int = 0

    @classmethod
    def begun(cls, folder: Path, version: str) -> _Growing:
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
        self.spans[key] = (self.end, len(entry))
        self.write(entry)

    def finished(self) -> Path:
        index = b"".join(_ENTRY.pack(key, *span) for key, span in self.spans.items())
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
        os.close(self.handle)
        self.place.unlink(missing_ok=True)


def _short(key: str) -> bytes:
    return blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _digest(key: str, packed: bytes) -> bytes:
    return sha256(key.encode("utf-8", "surrogateescape") + b"\0" + packed).digest()


def _head(version: str) -> bytes:
    return _FORMAT + version.encode() + b"\n"


def _read(place: Path, version: str) -> _Pack | None:
    """A pack that is whole and of this version, else None."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        about = os.fstat(handle)
        head = _head(version)
        if os.pread(handle, len(head), 0) == head:
            return _Pack(handle, _index(handle, about.st_size), about.st_mtime)
    except (OSError, ValueError, TypeError, OverflowError, RecursionError, MemoryError):
        pass
    os.close(handle)
    return None


def _index(handle: int, size: int) -> dict[bytes, Span]:
    """Where each entry stands; an error where that can't be told."""
    trailer = os.pread(handle, _TRAILER, size - _TRAILER)
    length = min(int.from_bytes(trailer[:8], "big"), size)
    index = os.pread(handle, length, size - _TRAILER - length)
    if sha256(index).digest() != trailer[8:] or length % _ENTRY.size:
        raise ValueError
    found = {key: (start, span) for key, start, span in _ENTRY.iter_unpack(index)}
    if any(start + span > size for start, span in found.values()):
        raise ValueError
    return found


def _packs(folder: Path) -> Iterator[Path]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a Path for each of many is slow
    except OSError:
        return
    yield from (folder / name for name in names if _NAME.fullmatch(name))


def _abandoned(folder: Path) -> Iterator[Path]:
    """What builds left that were killed: nobody writes at a pack for a day."""
    yesterday = time.time() - 24 * 60 * 60
    yield from (place for place in folder.glob(".new-*") if _time(place) < yesterday)


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except OSError:
        return 0


def _time(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:
        return float("inf")
