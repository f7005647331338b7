"""What git knows: earlier values of `current`, and who changed what of an objective when; made by `okrsite.history`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field

TARGETS = ("target", "change", "maintain")
"""The fields that say what is to be reached."""
MEASURES = (*TARGETS, "baseline", "start")
"""The fields that a change of which moves the score."""
WORDING = ("objective", "key_result")
"""The fields that hold the words of an objective and of a key result."""


class PastValue(Struct, frozen=True):
    """A value of `current` as a commit wrote it, on the author's day and in the author's time zone."""

    date: date
    text: str
    author: str
    commit: str


class Change(Struct, frozen=True):
    """A field of an objective or key result that a commit changed; None where it was or is not written.

    `draft` tells that nobody had agreed to it yet.
    """

    date: date
    commit: str
    author: str
    field: str
    before: str | None
    after: str | None
    draft: bool = False


class Past(Struct, frozen=True):
    """What the commits say, by the keys that `objective_key` and `key_result_key` make.

    `values` are those of `current` that led to the one that is checked out, oldest first, the last one included;
    `changes` are in the order of the commits. `day` is the author's day of the commit that is checked out, None
    where there is none. `shallow` tells that the clone lacks the commits before some day. `commits` has the last commit
    that changed each document that is checked out, by its uri: its place among all commits, parents before children,
    and its id. A document of which that is not known is missing.
    """

    values: Mapping[str, tuple[PastValue, ...]] = field(default_factory=lambda: MappingProxyType({}))
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=lambda: MappingProxyType({}))
    day: date | None = None
    shallow: bool = False
    commits: Mapping[str, tuple[int, str]] = field(default_factory=lambda: MappingProxyType({}))


NO_PAST = Past()
"""What is known without git."""


def objective_key(id: str | None, uri: str, index: int) -> str:
    """The key of an objective: its id in lower case, else its place, which lasts as long as its file.

    >>> objective_key("ONB-1", "q3.md", 0), objective_key(None, "q3.md", 0)
    ('onb-1', 'q3.md#1')
    """
    return id.lower() if id else f"{uri}#{index + 1}"


def key_result_key(id: str | None, index: int, objective: str) -> str:
    """The key of a key result below an objective's key, its id joined or derived as ever.

    >>> key_result_key(".Done", 0, "onb-1"), key_result_key("ONB-7", 0, "onb-1"), key_result_key(None, 0, "onb-1")
    ('onb-1.done', 'onb-7', 'onb-1.1')
    """
    if not id:
        return f"{objective}.{index + 1}"
    return objective + id.lower() if id.startswith(".") else id.lower()


def in_order(written: Iterable[date], as_of: date) -> tuple[date, ...]:
    """The day from which each of several values in a row counts, never before the one that it replaced.

    Clocks disagree: where of two neighbours only the earlier one is dated after `as_of`, that one's clock is
    taken to be wrong, else the later one's.

    >>> third, eighth, tenth, last = (date(2026, 8, day) for day in (3, 8, 10, 31))
    >>> [day.day for day in in_order([third, tenth, eighth], date(2026, 8, 14))]
    [3, 10, 10]
    >>> [day.day for day in in_order([third, last, eighth], date(2026, 8, 14))]
    [3, 8, 8]
    """
    days = list(written)
    for index in reversed(range(len(days) - 1)):
        if days[index] > as_of >= days[index + 1]:
            days[index] = days[index + 1]
    for index in range(1, len(days)):
        days[index] = max(days[index], days[index - 1])
    return tuple(days)
