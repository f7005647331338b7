"""How a build went: which files it made and why, and what it knew of all documents for builds to come."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from okrsite.diagnostics import Diagnostic
from okrsite.publish.record import Inputs


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


class Outcome(Struct, frozen=True):
    """How a build went: `failure` says in a sentence why there is no site, None where it is whole.

    `complaints` are the host's own, one line each; `pages` are told where the host knows.
    """

    findings: tuple[Diagnostic, ...] = ()
    complaints: tuple[str, ...] = ()
    failure: str | None = None
    pages: Pages | None = None
