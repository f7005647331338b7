"""Who works and why: teams, pillars and the strategy they serve."""

from __future__ import annotations

from msgspec import Struct

from okrsite.diagnostics import Where


class Link(Struct, frozen=True):
    """An address with the words to show for it."""

    name: str
    url: str


class Team(Struct, frozen=True):
    """A team of the organisation's tree; `level` is 0 for the root; `uri` is None without a document."""

    id: str
    name: str
    parent: str | None
    level: int
    lead: str | None = None
    champion: str | None = None
    mission: str | None = None
    structure: str | None = None
    cadence: str | None = None
    links: tuple[Link, ...] = ()
    where: Where | None = None
    uri: str | None = None


class Pillar(Struct, frozen=True):
    """One lasting aim of the strategy."""

    id: str
    name: str
    why: str | None
    owner: str | None
    where: Where
    aliases: tuple[str, ...] = ()


class Strategy(Struct, frozen=True):
    """Vision, horizon and pillars as one document states them."""

    vision: str | None
    horizon: str | None
    pillars: tuple[Pillar, ...]
    where: Where
    uri: str
