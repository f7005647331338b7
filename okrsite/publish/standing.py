"""Which files stand in a folder and since when, so that any change to them is noticed without reading them.

Every file and folder below is listed with its size and its times. A file that is added or gone changes the time of its
folder, a file that is written changes its own, so asking for those that are listed is enough.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

EACH = 24
"""The bytes of what is known of one file or folder: three numbers."""
_REPOSITORY = b".git"
"""What a site that is published by git has in it, and no build writes."""
_TICK = 0.02
"""Seconds that are longer than a tick of the clock by which a kernel dates changes."""
_COARSE = 2.0
"""The same for a disk that knows whole seconds only."""


class Standing(Struct, frozen=True):
    """What stands in a folder: its own number on the disk, what is seen in it, and all below with its times.

    `paths` are relative to the folder, each with a zero byte behind it; `times` has `EACH` bytes for each of them.
    """

    number: int
    seen: tuple[str, ...]
    paths: bytes
    times: bytes


def standing(folder: Path) -> Standing:
    """What stands in a folder that nobody writes to any more; OSError where it can't be read.

    Waits a little first, so that whatever changes from now on has another time.
    """
    about = folder.stat()
    time.sleep(_TICK if about.st_mtime_ns % 1_000_000_000 else _COARSE)
    paths = list(_below(os.fsencode(folder)))
    listed = b"".join(path + b"\0" for path in paths)
    return Standing(about.st_ino, seen_in(folder), listed, times_of(folder, paths))


def restanding(stood: Standing, folder: Path, written: Collection[str]) -> Standing | None:
    """What stands in a folder in which only some files were written since; None where others do, too.

    `written` are their paths, with slashes.
    """
    paths = stood.paths.split(b"\0")[:-1]
    named = {os.fsencode(name) for name in written}
    changed = named | {name[:at] for name in named for at in range(len(name)) if name[at : at + 1] == b"/"}
    if not named:
        return stood
    time.sleep(_TICK if folder.stat().st_mtime_ns % 1_000_000_000 else _COARSE)
    times = bytearray(stood.times)
    for number, path in enumerate(paths):
        if path in changed:
            changed.discard(path)
            times[EACH * number : EACH * (number + 1)] = times_of(folder, [path])
    return None if changed else replace(stood, times=bytes(times))


def seen_in(folder: Path) -> tuple[str, ...]:
    """The names in a folder, but for the hidden ones, which stay in their place whatever is built."""
    with os.scandir(folder) as listing:
        return tuple(sorted(entry.name for entry in listing if not entry.name.startswith(".")))


def times_of(folder: Path, paths: Iterable[bytes]) -> bytes:
    """Size and times of files and folders below `folder`, `EACH` bytes for each; OSError where one is missing."""
    top = os.fsencode(folder) + b"/"
    numbers: list[int] = []
    for path in paths:
        about = os.lstat(top + path)
        numbers += (about.st_size, about.st_mtime_ns, about.st_ctime_ns)
    return array("q", numbers).tobytes()


def _below(top: bytes, folder: bytes = b"") -> Iterator[bytes]:
    with os.scandir(top + b"/" + folder) as listing:
        entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in listing)
    for name, is_folder in entries:
        if not folder and name == _REPOSITORY:
            continue
        yield folder + name
        if is_folder:
            yield from _below(top, folder + name + b"/")
