"""Roadmap items as written to what they mean."""

from __future__ import annotations

from typing import cast

from okrsite.model.entries import Placed
from okrsite.model.initiative import Initiative, Move, Release
from okrsite.model.references import SUPPORTABLE, References
from okrsite.model.teams import links_of
from okrsite.source.entries import InitiativeEntry


def build_initiative(entry: Placed, references: References) -> Initiative:
    """What a roadmap item means."""
    written = cast("InitiativeEntry", entry.written)
    document = entry.document
    moves = []
    for index, move in enumerate(written.moves):
        key = (*entry.key, "moves", index)
        target = references.one(move.kr, document, (*key, "kr"), ("key_result",))
        if target is not None:
            moves.append(Move(target, move.impact, document.where(*key)))
    return Initiative(
        id=entry.id,
        name=written.name or entry.id,
        team=entry.team,
        cycle=entry.cycle.id if entry.cycle else None,
        where=entry.where,
        uri=document.uri,
        owner=written.owner,
        supports=references.many(written.supports, document, (*entry.key, "supports"), SUPPORTABLE),
        state=written.state or "planned",
        start=written.from_,
        end=written.until,
        effort=written.effort,
        focus=written.focus,
        links=links_of(written.links),
        moves=tuple(moves),
        enables=references.many(written.enables, document, (*entry.key, "enables"), ("key_result",)),
        releases=tuple(Release(release.name, release.date, release.url) for release in written.releases),
        aliases=entry.aliases,
    )
