"""Which files the last build wrote into a site, from what, and how they stood there when it was done."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, field

from okrsite.publish.store import keep_latest, name_for, write_whole

MOST = 8
"""How many sites' records are kept; beyond them those that were written longest ago go."""
_FORMAT = "okrsite-record/2"


def digest(text: str) -> str:
    """The digest of what a file is made from, 32 hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Inputs(Struct, frozen=True):
    """What a file was made from, as digests in hexadecimal: its author's words, and what it shows of the numbers."""

    words: str
    shown: str


class Entry(Struct, frozen=True):
    """A file of a site: what it was made from, its size in bytes, and as it stood there its times in nanoseconds.

    Of its times anybody can set the one of writing; the one of any change is the disk's own.
    """

    inputs: Inputs
    size: int
    written: int
    changed: int

    def stands(self, site: Path, name: str) -> bool:
        """Whether the file is as it was written."""
        try:
            about = os.lstat(os.path.join(site, name))  # noqa: PTH118 - a Path for each of many files is slow
        except OSError:
            return False
        return (about.st_size, about.st_mtime_ns, about.st_ctime_ns) == (self.size, self.written, self.changed)


class Record(Struct, frozen=True):
    """The files of a site by their path in it; `frame` is the digest of what all of them were made with."""

    frame: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict)


NO_RECORD = Record()


def record_place(cache: Path, site: Path) -> Path:
    """Where it is recorded what the files of a site were written from."""
    return cache / "sites" / f"{name_for(site)}.json"


def read_record(place: Path) -> Record:
    """The record at `place`; an empty one where there is none, or what is there is damaged."""
    try:
        digest, _, whole = place.read_bytes().partition(b"\n")
        if digest != sha256(whole).hexdigest().encode():
            return NO_RECORD
        kept = json.loads(whole)
        if kept["format"] != _FORMAT:
            return NO_RECORD
        files = {path: _entry(*entry) for path, entry in kept["files"].items()}
        return Record(str(kept["frame"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return NO_RECORD


def write_record(place: Path, site: Path, frame: str, told: Mapping[str, Inputs]) -> None:
    """Record what the files that stand in a site were made from; OSError where that is not possible."""
    _write(place, frame, {name: _stood(site, name, inputs) for name, inputs in told.items()})


def amend_record(place: Path, site: Path, told: Mapping[str, Inputs]) -> None:
    """Record what some files were made from beside those that were recorded before; OSError where it can't be."""
    before = read_record(place)
    new = {name: _stood(site, name, inputs) for name, inputs in told.items()}
    _write(place, before.frame, {**before.files, **new})


def _stood(site: Path, name: str, inputs: Inputs) -> Entry:
    about = os.lstat(os.path.join(site, name))  # noqa: PTH118 - a Path for each of many files is slow
    return Entry(inputs, about.st_size, about.st_mtime_ns, about.st_ctime_ns)


def _write(place: Path, frame: str, entries: Mapping[str, Entry]) -> None:
    files = {
        name: [one.inputs.words, one.inputs.shown, one.size, one.written, one.changed] for name, one in entries.items()
    }
    whole = json.dumps({"format": _FORMAT, "frame": frame, "files": files}, separators=(",", ":")).encode()
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, sha256(whole).hexdigest().encode() + b"\n" + whole)
    keep_latest(place.parent, MOST)


def forget_record(place: Path) -> None:
    """Remove a record of a site that is gone."""
    with suppress(OSError):
        place.unlink(missing_ok=True)


def _entry(words: str, shown: str, size: int, written: int, changed: int) -> Entry:
    return Entry(Inputs(words, shown), size, written, changed)
