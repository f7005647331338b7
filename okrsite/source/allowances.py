"""Comments that allow a finding: `# okr: allow NAME[, NAME]: reason`."""

from __future__ import annotations

from msgspec import Struct


class Allowance(Struct, frozen=True):
    """What a comment at `line` allows, for the lines `first` to `last` of the file.

    A comment at the end of a line speaks of that line; one on a line of its own (`own_line`) of the next
    line's key and everything indented below it. `reason` is "" where none is given.
    """

    line: int
    names: tuple[str, ...]
    reason: str
    own_line: bool
    first: int
    last: int

    def covers(self, line: int) -> bool:
        """Whether the comment speaks of `line`."""
        return self.first <= line <= self.last
