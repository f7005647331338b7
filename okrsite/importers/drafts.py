"""Objectives and key results while a file is being read: what has been gathered of them so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from okrsite.importers.found import FoundKeyResult, FoundLink, FoundObjective, Placed
from okrsite.importers.placeholders import is_placeholder

BUCKETS = ("labelled", "section", "table", "direct")
"""How surely something is a key result; of an objective the first kind counts that it has any of."""


class Draft(Struct):
    """A title with what is said of it; `lines` are those that it takes up, `second` says of the same thing again."""

    title: str
    line: int
    number: str = ""
    said: dict[str, Placed] = field(default_factory=dict)
    links: list[FoundLink] = field(default_factory=list)
    rest: list[Placed] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    def say(self, key: str, text: str, line: int, label: str = "") -> None:
        """Note what is said under a key; what is said a second time is kept beside it."""
        if not text:
            return
        if key in self.said:
            self.rest.append(Placed(label or f"{key}: {text}", line))
        else:
            self.said[key] = Placed(text, line)

    def say_all(self, said: Mapping[str, str], line: int) -> None:
        """Note several things."""
        for key, text in said.items():
            self.say(key, text, line)

    def take(self, first: int, last: int | None = None) -> None:
        """Take up lines of the file."""
        self.lines.update(range(first, (last or first) + 1))

    @property
    def filled(self) -> bool:
        """Whether somebody has written a title."""
        return not is_placeholder(self.title)


class KeyResultDraft(Draft):
    """A key result being gathered."""

    def found(self) -> FoundKeyResult:
        """The key result as it was found."""
        return FoundKeyResult(
            Placed(self.title, self.line), dict(self.said), self.number, (), tuple(self.links), tuple(self.rest)
        )


class ObjectiveDraft(Draft):
    """An objective being gathered; `level` is that of the heading whose section it stands in."""

    level: int = 0
    cycle: Placed | None = None
    team: Placed | None = None
    group: Placed | None = None
    parent: ObjectiveDraft | None = None
    buckets: dict[str, list[KeyResultDraft]] = field(default_factory=dict)

    def add(self, bucket: str, key_result: KeyResultDraft) -> None:
        """Add a key result to one of the buckets."""
        self.buckets.setdefault(bucket, []).append(key_result)

    @property
    def key_results(self) -> list[KeyResultDraft]:
        """The key results that count and have a title, in the order of the file."""
        kept = next((self.buckets[bucket] for bucket in BUCKETS if self.buckets.get(bucket)), [])
        return [one for one in kept if one.title and (one.filled or one.said)]

    @property
    def template(self) -> bool:
        """Whether this is a form that nobody has filled in."""
        return not self.filled and not any(one.filled for one in self.key_results)

    def found(self, parents: Mapping[int, int]) -> FoundObjective:
        """The objective as it was found; `parents` has the positions of objectives by identity."""
        return FoundObjective(
            title=Placed(self.title, self.line),
            key_results=tuple(one.found() for one in self.key_results),
            team=self.team,
            cycle=self.cycle,
            said=dict(self.said),
            number=self.number,
            links=tuple(self.links),
            rest=tuple(self.rest),
            parent=parents.get(id(self.parent)),
        )


def taken(drafts: Iterable[ObjectiveDraft]) -> set[int]:
    """All lines that objectives and their key results take up."""
    return {line for one in drafts for part in (one, *one.key_results) for line in part.lines}
