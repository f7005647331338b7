"""Roadmap items: bets on some key result."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from okrsite.diagnostics import Where
from okrsite.model.organization import Link


class Move(Struct, frozen=True):
    """How far an initiative is thought to move a key result; `impact` as typed, None where not said."""

    key_result: str
    impact: str | None
    where: Where


class Release(Struct, frozen=True):
    """What goes out, when and where it is described."""

    name: str
    date: date | None
    url: str | None


class Initiative(Struct, frozen=True):
    """One bet with its state, time, owner and what it should move; `effort` is a share of capacity as typed."""

    id: str
    name: str
    team: str
    cycle: str | None
    where: Where
    uri: str
    owner: str | None = None
    supports: tuple[str, ...] = ()
    state: str = "planned"
    start: date | None = None
    end: date | None = None
    effort: str | None = None
    focus: str | None = None
    links: tuple[Link, ...] = ()
    moves: tuple[Move, ...] = ()
    enables: tuple[str, ...] = ()
    releases: tuple[Release, ...] = ()
    aliases: tuple[str, ...] = ()
