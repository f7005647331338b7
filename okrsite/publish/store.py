"""Texts kept under the digest of what they were made from, in a folder that anybody may delete."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

LIMIT = 256 * 1024 * 1024
"""The most bytes that a store keeps; beyond it the entries that were used longest ago go."""


class TextStore:
    """Texts by key in `folder`; nothing in it is trusted: an entry that is damaged counts as missing.

    A store that cannot be written keeps nothing and says so in `fault`, once; it never stops a build.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """Keep texts below `folder`, which is made on the first `put`."""
        self.folder = folder
        self.limit = limit
        self.fault: str | None = None

    def get(self, key: str) -> str | None:
        """The text kept under a key, None where there is none or it is damaged."""
        place = self._place(key)
        try:
            whole = place.read_bytes()
            os.utime(place)
        except OSError:
            return None
        digest, _, body = whole.partition(b"\n")
        if digest != _digest(key, body):
            return None
        return body.decode("utf-8")

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key; other builds see all of it or nothing."""
        if self.fault:
            return
        body = text.encode("utf-8")
        place = self._place(key)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, _digest(key, body) + b"\n" + body)
        except OSError as error:
            self.fault = f"the cache `{self.folder.name}` cannot be written: {error.strerror}"

    def trim(self) -> None:
        """Remove what was used longest ago until the store is within its limit."""
        entries = sorted(self._entries())
        size = sum(bytes_ for _, bytes_, _ in entries)
        for _, bytes_, place in entries:
            if size <= self.limit:
                return
            Path(place).unlink(missing_ok=True)
            size -= bytes_

    def _entries(self) -> list[tuple[float, int, str]]:
        found = []
        for folder, _, names in os.walk(self.folder):
            for name in names:
                place = os.path.join(folder, name)  # noqa: PTH118 - a Path for each of many entries is slow
                try:
                    about = os.stat(place)  # noqa: PTH116 - as above
                except OSError:
                    continue
                found.append((about.st_mtime, about.st_size, place))
        return found

    def _place(self, key: str) -> Path:
        name = sha256(key.encode("utf-8")).hexdigest()
        return self.folder / name[:2] / name[2:]


def _digest(key: str, body: bytes) -> bytes:
    """What tells that an entry is whole, and that it was put under this key."""
    return sha256(key.encode("utf-8") + b"\0" + body).hexdigest().encode("ascii")


def write_whole(place: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it; OSError where that is not possible."""
    import tempfile  # it brings much that reading never needs

    handle, name = tempfile.mkstemp(prefix=".new-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, place)  # noqa: PTH105 - the temporary name is a text already
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def name_for(folder: Path) -> str:
    """What a file is called in which something about a folder is kept."""
    return sha256(os.fsencode(folder)).hexdigest()[:16]


def keep_latest(folder: Path, most: int) -> None:
    """Remove what lies in a folder, but for so many files that were written last."""
    found = []
    for entry in folder.iterdir():
        with suppress(OSError):
            found.append((-entry.stat().st_mtime_ns, entry))
    for _, old in sorted(found)[most:]:
        with suppress(OSError):  # another build was first, or it is no file
            old.unlink()
