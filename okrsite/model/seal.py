"""Seals: what was closed on which day, so that a later edit of the archive can be told."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.cycle import CycleRules, parse_cycle
from okrsite.source.seals import Amendment, WrittenSeal, broken

__all__ = ["NO_SEALS", "Amendment", "Seal", "Seals", "seals_of"]


class Seal(Struct, frozen=True):
    """The seal of one cycle, by its canonical id; `documents` are digests by path below docs_dir.

    `open` are the paths of documents that may still be written, until they are sealed too. `where` is the seal's own
    file, `places` the lines in it that name a document.
    """

    cycle: str
    closed: date
    documents: Mapping[str, str]
    where: Where
    open: tuple[str, ...] = ()
    amended: tuple[Amendment, ...] = ()
    places: Mapping[str, Where] | None = None

    def place(self, path: str) -> Where:
        """Where the seal names a document."""
        return (self.places or {}).get(path, self.where)

    @property
    def amending(self) -> str:
        """The command that declares an edit.

        >>> Seal("Big Launch", date(2026, 4, 20), {}, Where("seals/big-launch.yml")).amending
        "okrsite close 'Big Launch' --amend"
        """
        return f"okrsite close {shlex.quote(self.cycle)} --amend"


class Seals(Struct, frozen=True):
    """All seals of a project, at most one a cycle, in the order of their files."""

    all: tuple[Seal, ...] = ()

    def of(self, cycle: str) -> Seal | None:
        """The seal of a cycle, None where it has none."""
        return next((seal for seal in self.all if seal.cycle == cycle), None)

    def by(self, as_of: date) -> Seals:
        """Those that were set by a day; before it their cycles are as open as they were then."""
        return Seals(tuple(seal for seal in self.all if seal.closed <= as_of))

    def and_also(self, seal: Seal) -> Seals:
        """These with another one, in the place of that of its cycle."""
        return Seals((*(one for one in self.all if one.cycle != seal.cycle), seal))

    @property
    def cycles(self) -> frozenset[str]:
        """The ids of the cycles that are sealed."""
        return frozenset(seal.cycle for seal in self.all)


NO_SEALS = Seals()
"""What is sealed where nothing is."""


def seals_of(written: Iterable[WrittenSeal], rules: CycleRules) -> tuple[Seals, tuple[Diagnostic, ...]]:
    """The seals with the cycles that they name; an error for one of no cycle, or of one that is sealed already."""
    seals: dict[str, Seal] = {}
    found = []
    for one in written:
        cycle = parse_cycle(one.cycle, rules)
        if cycle is None:
            found.append(broken(one.places["cycle"], f"`{one.cycle}` is no cycle"))
        elif cycle.id in seals:
            first = seals[cycle.id].where.path
            found.append(broken(one.places["cycle"], f"`{cycle.id}` is sealed already, in {first}"))
        else:
            seals[cycle.id] = Seal(
                cycle.id, one.closed, one.documents, one.where, one.open, one.amended, dict(one.places)
            )
    return Seals(tuple(seals.values())), tuple(found)
