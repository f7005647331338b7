"""What we ask of whatever builds the site, and what it answers; hosts are found by entry point `okrsite.hosts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from okrsite.diagnostics import Diagnostic
from okrsite.publish.record import Inputs

if TYPE_CHECKING:
    from okrsite.publish.executors import Elsewhere

Tell = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how many of it are done, how many there are."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Hear of progress and say nothing."""


class Order(Struct, frozen=True):
    """One build: from which configuration into which folder, on which day, for whom.

    `as_of` and `audience` overrule the configuration where they are given. `last` is the site that stands, which may
    be the place of the new one; what stands there need not be written again. Pages are rendered `elsewhere` where
    that is given, else by processes that are split off.
    """

    config_file: Path
    site_dir: Path
    strict: bool = False
    as_of: date | None = None
    audience: str | None = None
    tell: Tell = silent
    last: Path | None = None
    elsewhere: Elsewhere | None = None


class Mark(Struct, frozen=True, array_like=True):
    """A mark of ours on a page: `[[text|words]]`, or a block with that text; the digest of its HTML.

    Of a block `again` counts the same ones before it.
    """

    text: str
    words: str | None
    shown: str
    again: int | None = None


class Whole(Struct, frozen=True):
    """What a build knew of all documents together, for one that reads only those around an edit.

    `sums` are numbers that come of all of them, `places` the digest of where all files of the site stand, `marks` those
    on each page that has any, by its address.
    """

    sums: bytes
    places: str
    marks: Mapping[str, tuple[Mark, ...]]


class Made(Struct, frozen=True):
    """A file of the site that had to be made, and why, in words that go on behind its path."""

    path: str
    why: str


class Pages(Struct, frozen=True):
    """Which files of a site were made, which `stand` in the last site as they have to, how many were `restored`.

    `why_all` says in a sentence why none could be taken over, None where each was looked at. `inputs` tell what files
    were made from, `frame` what all of them share. `fault` says why they can't be kept for later builds, `trouble` why
    some were not rendered where they should have been. `whole` is what builds to come may know of all documents, and
    `total` of how many files the site is, of which `inputs` may be those only that were looked at.
    """

    made: tuple[Made, ...] = ()
    stand: frozenset[str] = frozenset()
    restored: int = 0
    why_all: str | None = None
    frame: str = ""
    inputs: Mapping[str, Inputs] = field(default_factory=dict)
    fault: str | None = None
    trouble: str | None = None
    whole: Whole | None = None
    total: int = 0


class BuildInputs(Struct, frozen=True):
    """All that a build's bytes and findings depend on.

    `documents` are the digests of all Markdown files by uri, `commits` those that are checked out around the project
    and around its documents, and `rest` is the digest of everything else.
    """

    rest: str
    commits: tuple[str | None, str | None]
    documents: dict[str, str]


class Last(Struct, frozen=True):
    """The last build of a site, which stands as that left it: what it was made from, and how it went.

    `whole` is what it knew of all documents, None where that is no use.
    """

    inputs: BuildInputs
    outcome: Outcome
    whole: Whole | None


class Outcome(Struct, frozen=True):
    """How a build went: `failure` says in a sentence why there is no site, None where it is whole.

    `complaints` are the host's own, one line each; `pages` are told where the host knows.
    """

    findings: tuple[Diagnostic, ...] = ()
    complaints: tuple[str, ...] = ()
    failure: str | None = None
    pages: Pages | None = None


class Host(Protocol):
    """A site generator with our adapter."""

    def versions(self) -> Mapping[str, str]:
        """The versions of everything that shapes what the host writes."""

    def repeats(self, written: Mapping[str, object]) -> bool:
        """Whether a build with this configuration depends on nothing but the files that we know of."""

    def build(self, order: Order) -> Outcome:
        """Build the whole site into an empty or missing folder; OkrsiteError where that cannot be tried."""

    def amend(self, order: Order, last: Last, inputs: BuildInputs) -> Outcome | None:
        """Build only what an edit since the last build changed; None where that can't be told, or is no less work.

        `inputs` are what it depends on now.
        """

    def serve(self, order: Order, address: str | None) -> None:
        """Serve the site at `host:port`, rebuilt at every change, until interrupted."""
