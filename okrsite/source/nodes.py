"""YAML as text with places: nodes built from the event stream, without types, guarded against hostile input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["", "'", '"', "|", ">", "flow", "meant"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the file: lines and columns from 1, `start` and `end` as offsets in the decoded text."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
