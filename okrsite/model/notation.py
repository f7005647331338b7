"""Reading quantities: every notation of a number that people may type, and nothing beyond."""

from __future__ import annotations

from okrsite.model.amount import NotANumber, Quantity


def parse_quantity(text: str, *, minutes: bool = False) -> Quantity | NotANumber:
    """Return the quantity that `text` is, or why it counts as no number; with `minutes`, `15m` is a time."""
    return NotANumber(text)
