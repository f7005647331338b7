"""Errors for an environment that cannot be worked in; authoring mistakes are diagnostics instead."""

from __future__ import annotations


class OkrsiteError(Exception):
    """The work could not be done (exit status 1); `hint` says what to do about it."""

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(OkrsiteError):
    """Wrong usage or a wrong configuration (exit status 2)."""

    exit_code = 2
