"""What was made from inputs, kept under their digest in a few large files, which any number of builds may share.

A pack is written whole, under a name that nobody else takes, and never changed: so builds at the same time, on several
machines with one folder, see all of it or nothing.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from okrsite.publish.pack import GrowingPack, Pack, packed, read_pack

LIMIT = 1024 * 1024 * 1024
"""The most bytes that a store keeps; beyond it the packs that were written first go."""
MANY = 16
"""From how many packs on they are made one."""
_NAME = re.compile(r"[0-9a-f]{32}\.pack")


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
    _packs: list[Pack] | None = None
    _new: GrowingPack | None = None

    def get(self, key: str) -> bytes | None:
        """What is kept under a key, None where there is nothing or it is damaged."""
        found = (pack.get(key) for pack in self._opened())
        return next((body for body in found if body is not None), None)

    def holds_any(self) -> bool:
        """Whether anything is kept at all."""
        return any(map(len, self._opened()))

    def put(self, key: str, body: bytes) -> None:
        """Keep bytes under a key; they can be had again once the store was flushed."""
        if self.fault:
            return
        self._add(*packed(key, body, self.level))

    def _add(self, key: bytes, entry: bytes) -> None:
        if self.fault:
            return
        try:
            if self._new is None or self._new.process != os.getpid():  # a process that was split off writes its own
                self._new = GrowingPack.begun(self.folder, self.version)
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
        if self._packs is not None and (pack := read_pack(place, self.version)):
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
            for key, span in pack.entries():
                if key in seen or span[1] > room:
                    continue
                with suppress(OSError):
                    self._add(key, pack.entry(span))
                    room -= span[1]
                    seen.add(key)

    def _opened(self) -> list[Pack]:
        if self._packs is None:
            found = (read_pack(place, self.version) for place in _packs(self.folder))
            self._packs = sorted((pack for pack in found if pack), key=lambda pack: -pack.written)
        return self._packs

    def _forgo(self, fault: OSError) -> None:
        if self._new:
            self._new.dropped()
            self._new = None
        self.fault = f"the cache `{self.folder.name}` cannot be written: {fault.strerror}"


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
