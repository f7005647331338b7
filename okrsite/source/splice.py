"""Edits that keep what people wrote: text changed at a key's place, read again, compared."""

from __future__ import annotations

from okrsite.errors import OkrsiteError


class SpliceRefused(OkrsiteError):  # noqa: N818 -- it says what happened, not that something broke
    """An edit that cannot be done safely; the hint has the lines to change by hand."""
