"""The places of a document's keys and values, by the path that the models give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field

from okrsite.source.nodes import Mark

Key = str | int


class Places(Protocol):
    """A value's place and its key's (None in a list), with those of the values inside it."""

    @property
    def value(self) -> Mark:
        """The place of the value."""

    @property
    def key(self) -> Mark | None:
        """The place of its key."""

    @property
    def children(self) -> Mapping[Key, Places]:
        """The places of the values inside it."""

    def find(self, *path: Key) -> Places:
        """The places at `path`, or those of its nearest known parent."""

    def at(self, *path: Key) -> Places | None:
        """The places at exactly `path`, or None."""

    def start(self, *path: Key, value: bool = False) -> tuple[int, int]:
        """Line and column of a key at `path`, or of its value; of the nearest known parent where there is none."""


class Marks(Struct):
    """Places that are being noted."""

    value: Mark
    key: Mark | None = None
    children: dict[Key, Marks] = field(default_factory=dict)

    def find(self, *path: Key) -> Marks:
        """The marks at `path`, or those of its nearest known parent."""
        here = self
        for key in path:
            inner = here.children.get(key)
            if inner is None:
                break
            here = inner
        return here

    def at(self, *path: Key) -> Marks | None:
        """The marks at exactly `path`, or None."""
        here: Marks | None = self
        for key in path:
            here = here.children.get(key) if here is not None else None
        return here

    def start(self, *path: Key, value: bool = False) -> tuple[int, int]:
        """Line and column of a key at `path`, or of its value; of the nearest known parent where there is none."""
        found = self.find(*path)
        mark = found.value if value else found.key or found.value
        return mark.line, mark.column
