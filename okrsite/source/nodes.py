"""YAML as text with places: what a front matter is read into, untyped."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Mark(NamedTuple):
    """A stretch of the file: lines and columns from 1, `start` and `end` as offsets in the decoded text."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


class Scalar(NamedTuple):
    """A text; `style` is "", a quote, `|`, `>`, or "meant" where YAML would have read something else."""

    text: str
    mark: Mark
    style: str = ""

    @property
    def is_null(self) -> bool:
        """Whether nothing was written, or `null` or `~` without quotes."""
        return not self.style and self.text in _NULLS


class Mapping(NamedTuple):
    """Keys with their values in written order; `flow` where it is written in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark
    flow: bool = False


class Sequence(NamedTuple):
    """Values in written order; `flow` where it is written in brackets."""

    items: tuple[Node, ...]
    mark: Mark
    flow: bool = False


Node: TypeAlias = Scalar | Mapping | Sequence
