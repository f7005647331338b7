"""The digests of files, kept beside what told them apart, so that a file that was not touched is not read again.

A file is the one that was read before if its size, its times and its place on the disk are the same. A file that
changed a moment before it was read might change once more within the same tick of the disk's clock, so its digest is
not kept: it is read again next time, as git does.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from okrsite.publish.files import leads_back
from okrsite.publish.store import TextStore

LIMIT = 32 * 1024 * 1024
"""The most bytes that are kept of digests."""
FORMAT = "okrsite-digests/1"
_SETTLED = 2_000_000_000
"""Nanoseconds after which a change has another time than the last one, on the coarsest of disks."""


class FileDigests:
    """Digests by file; what is kept of them is damaged or foreign at worst, and then counts as missing."""

    def __init__(self, cache: Path) -> None:
        """Look for what is kept below the folder `cache`."""
        self.store = TextStore(cache / "digests", LIMIT)
        self._kept = _kept(self.store)
        self._known: dict[str, str] = {}
        self._new = False

    def of(self, path: str) -> str:
        """The SHA-256 of a file's bytes in hexadecimal; empty where there is no such file or it can't be read."""
        try:
            return self.of_known(path, os.stat(path))  # noqa: PTH116 - a Path for each of many files is slow
        except OSError:
            return ""

    def of_known(self, path: str, about: os.stat_result) -> str:
        """The same for a file of which that is known, taken before now."""
        if not stat.S_ISREG(about.st_mode):
            return ""
        key = f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino} {path}"
        digest = self._kept.get(key)
        if not isinstance(digest, str) or len(digest) != 64:
            try:
                digest = sha256(Path(path).read_bytes()).hexdigest()
            except OSError:
                return ""
            if max(about.st_mtime_ns, about.st_ctime_ns) + _SETTLED > time.time_ns():
                return digest
            self._new = True
        self._known[key] = digest
        return digest

    def keep(self) -> None:
        """Write what is new, without files that are gone; `store.fault` says where that is not possible."""
        if not self._new:
            return
        asked = {_path(key) for key in self._known}
        others = {
            key: digest
            for key, digest in self._kept.items()
            if key not in self._known and _path(key) not in asked and os.path.lexists(_path(key))
        }
        self._kept = {**others, **self._known}
        self._new = False
        self.store.put(FORMAT, json.dumps(self._kept, separators=(",", ":")))


def files_below(folder: Path) -> Iterator[tuple[str, os.stat_result | None]]:
    """The path of every file below a folder, by name, with what the disk tells of it, None where that is nothing.

    Links to folders are followed; one that leads back to a folder that it lies in stands for itself.
    """
    yield from _below(str(folder), folder)


def _below(place: str, top: Path) -> Iterator[tuple[str, os.stat_result | None]]:
    try:
        with os.scandir(place) as listing:
            entries = sorted((entry.name, entry) for entry in listing)
    except OSError:
        return
    for name, entry in entries:
        try:
            if not entry.is_dir():
                yield entry.path, entry.stat()
                continue
        except OSError:
            yield entry.path, None
            continue
        if entry.is_symlink() and leads_back(place, name, top):
            yield entry.path, None
        else:
            yield from _below(entry.path, top)


def _path(key: str) -> str:
    return key.split(" ", 4)[-1]


def _kept(store: TextStore) -> dict[str, str]:
    try:
        kept = json.loads(store.get(FORMAT) or "{}")
    except (ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
