"""The places of a document's keys and values, by the path that the models give them."""

from __future__ import annotations

from dataclasses import dataclass, field

from okrsite.source.nodes import Mark

Key = str | int


@dataclass(slots=True)
class Marks:
    """A value's place and its key's (None in a list), with those of the values inside it."""

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
