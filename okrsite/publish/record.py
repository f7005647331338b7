"""Which files the last build wrote into a site, from what, and how they stood there when it was done."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from okrsite.publish.store import keep_latest, name_for, write_whole

MOST = 8
"""How many sites' records are kept; beyond them those that were written longest ago go."""
_DIGESTS, _TIMES = 32, 24
"""The bytes that are kept of one file: two digests, and three numbers of eight bytes each."""
_FORMAT = "okrsite-record/3"


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


class Entries(Mapping[str, Entry]):
    """Files by their path in a site, in columns: one made of everything takes up as much as ten in use."""

    def __init__(self, paths: bytes = b"", digests: bytes = b"", times: bytes = b"") -> None:
        """Take them as they were written; ValueError where columns are not of one length."""
        self.paths, self.digests, self.times = paths, digests, times
        count = paths.count(b"\0")
        if (len(digests), len(times)) != (count * _DIGESTS, count * _TIMES):
            raise ValueError("columns of one length make a record")

    @classmethod
    def of(cls, entries: Iterable[tuple[str, Entry]]) -> Entries:
        """Those entries, each with its path."""
        paths, digests, times = [], [], array("q")
        for name, one in entries:
            paths.append(os.fsencode(name) + b"\0")
            digests.append(bytes.fromhex(one.inputs.words + one.inputs.shown))
            times.extend((one.size, one.written, one.changed))
        return cls(b"".join(paths), b"".join(digests), times.tobytes())

    def with_others(self, entries: Mapping[str, Entry]) -> Entries:
        """These, but for those that are given; ones that were not there follow."""
        digests, times = bytearray(self.digests), bytearray(self.times)
        known = {name: one for name, one in entries.items() if name in self}
        told = Entries.of(known.items())
        for number, at in enumerate(map(self._at.__getitem__, map(os.fsencode, known))):
            digests[at * _DIGESTS : (at + 1) * _DIGESTS] = _part(told.digests, number, _DIGESTS)
            times[at * _TIMES : (at + 1) * _TIMES] = _part(told.times, number, _TIMES)
        new = Entries.of((name, one) for name, one in entries.items() if name not in known)
        return Entries(self.paths + new.paths, bytes(digests) + new.digests, bytes(times) + new.times)

    def __getitem__(self, name: str) -> Entry:
        """What is recorded of one file."""
        at = self._at[os.fsencode(name)]
        told = _part(self.digests, at, _DIGESTS).hex()
        size, written, changed = array("q", _part(self.times, at, _TIMES))
        return Entry(Inputs(told[:_DIGESTS], told[_DIGESTS:]), size, written, changed)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return map(os.fsdecode, self._at)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self.times) // _TIMES

    @cached_property
    def _at(self) -> dict[bytes, int]:
        return {path: at for at, path in enumerate(self.paths.split(b"\0")[:-1])}


class Record(Struct, frozen=True):
    """The files of a site by their path in it; `frame` is the digest of what all of them were made with."""

    frame: str = ""
    files: Entries = Entries()


NO_RECORD = Record()


def record_place(cache: Path, site: Path) -> Path:
    """Where it is recorded what the files of a site were written from."""
    return cache / "sites" / f"{name_for(site)}.record"


def read_record(place: Path) -> Record:
    """The record at `place`; an empty one where there is none, or what is there is damaged."""
    try:
        digest, _, whole = place.read_bytes().partition(b"\n")
        if digest != sha256(whole).hexdigest().encode():
            return NO_RECORD
        told, _, columns = whole.partition(b"\n")
        kept = json.loads(told)
        paths, digests = kept["paths"], kept["digests"]
        if kept["format"] != _FORMAT or not 0 <= paths <= paths + digests <= len(columns):
            return NO_RECORD
        entries = Entries(columns[:paths], columns[paths : paths + digests], columns[paths + digests :])
        return Record(str(kept["frame"]), entries)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return NO_RECORD


def write_record(place: Path, site: Path, frame: str, told: Mapping[str, Inputs]) -> None:
    """Record what the files that stand in a site were made from; OSError where that is not possible."""
    _write(place, Record(frame, Entries.of((name, _stood(site, name, inputs)) for name, inputs in told.items())))


def amend_record(place: Path, site: Path, told: Mapping[str, Inputs]) -> None:
    """Record what some files were made from beside those that were recorded before; OSError where it can't be."""
    before = read_record(place)
    new = {name: _stood(site, name, inputs) for name, inputs in told.items()}
    _write(place, Record(before.frame, before.files.with_others(new)))


def _stood(site: Path, name: str, inputs: Inputs) -> Entry:
    about = os.lstat(os.path.join(site, name))  # noqa: PTH118 - a Path for each of many files is slow
    return Entry(inputs, about.st_size, about.st_mtime_ns, about.st_ctime_ns)


def _write(place: Path, record: Record) -> None:
    files = record.files
    about = {"format": _FORMAT, "frame": record.frame, "paths": len(files.paths), "digests": len(files.digests)}
    whole = b"".join((json.dumps(about).encode(), b"\n", files.paths, files.digests, files.times))
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, sha256(whole).hexdigest().encode() + b"\n" + whole)
    keep_latest(place.parent, MOST)


def forget_record(place: Path) -> None:
    """Remove a record of a site that is gone."""
    with suppress(OSError):
        place.unlink(missing_ok=True)


def _part(column: bytes, at: int, width: int) -> bytes:
    return column[at * width : (at + 1) * width]
