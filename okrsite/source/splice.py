"""Edits that keep what people wrote: text changed at a key's place, read again, compared."""

from __future__ import annotations

from okrsite.errors import OkrsiteError


class SpliceRefused(OkrsiteError):
    """An edit that cannot be done safely; the message has the reason, the hint the lines to change by hand."""
