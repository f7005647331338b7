"""Commits as `git log --raw -z` tells them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

FORMAT = "%x01%H%x02%ad%x02%cd%x02%an"
"""What the log is to say of each commit, with `--date=raw`: its id, both days and the author."""
_ABSENT = frozenset("0")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET_LIMIT = 24 * 60


class Touched(Struct, frozen=True):
    """A file that a commit changed: its path, the one that it had before, and its blobs by their ids.

    `before` has a blob for each parent that the commit is compared with, None where the file was not there.
    """

    path: str
    before_path: str
    before: tuple[str | None, ...]
    after: str | None


class Commit(Struct, frozen=True):
    """A commit with its author's name and day."""

    id: str
    date: date
    author: str
    touched: tuple[Touched, ...]


def read_log(log: bytes) -> Iterator[Commit]:
    r"""The commits of a log in its order; what is not understood is passed over.

    >>> raw = b":000000 100644 00 a1 A\0q3.md\0"
    >>> [commit] = read_log(b"\x01c1\x021786751999 -0500\x021786751999 +0000\x02Ann\0\n" + raw)
    >>> commit.date, commit.author, commit.touched
    (datetime.date(2026, 8, 14), 'Ann', (Touched(path='q3.md', before_path='q3.md', before=(None,), after='a1'),))
    """
    fields = iter(log.decode("utf-8", "surrogateescape").split("\0"))
    head: tuple[str, date, str] | None = None
    touched: list[Touched] = []
    for entry in fields:
        entry = entry.removeprefix("\n")
        if entry.startswith("\x01"):
            if head:
                yield Commit(*head, tuple(touched))
            head, touched = _head(entry), []
        elif entry.startswith(":"):
            touched.append(_touched(entry, fields))
    if head:
        yield Commit(*head, tuple(touched))


def _head(entry: str) -> tuple[str, date, str]:
    commit, written, entered, author = entry[1:].split("\x02", 3)
    return commit, day_of(written) or day_of(entered) or _EPOCH.date(), " ".join(author.split())


def day_of(raw: str) -> date | None:
    """The day of `seconds offset` in that very offset, None where the calendar has no such day.

    >>> day_of("1786751999 -0500"), day_of("1786751999 +0000"), day_of("99999999999999 +0000")
    (datetime.date(2026, 8, 14), datetime.date(2026, 8, 14), None)
    """
    seconds, _, offset = raw.partition(" ")
    try:
        minutes = int(offset[-4:-2] or 0) * 60 + int(offset[-2:] or 0)
        shift = -minutes if offset.startswith("-") else minutes
        if abs(shift) > _OFFSET_LIMIT:
            shift = 0
        return (_EPOCH + timedelta(seconds=int(seconds), minutes=shift)).date()
    except (ValueError, OverflowError):
        return None


def _touched(entry: str, fields: Iterator[str]) -> Touched:
    """One line of the log; a merge has a colon, a mode, a blob and a letter for each parent."""
    parents = len(entry) - len(entry.lstrip(":"))
    words = entry[parents:].split(" ")
    blobs = [None if set(blob) <= _ABSENT else blob for blob in words[parents + 1 : 2 * parents + 2]]
    first = next(fields, "")
    # Only a comparison with one parent tells both names of a file that was moved.
    last = next(fields, first) if parents == 1 and words[-1][:1] in ("R", "C") else first
    return Touched(last, first, tuple(blobs[:-1]), blobs[-1])
