"""Why a cycle is not closed."""

from __future__ import annotations

from okrsite.diagnostics import Diagnostic
from okrsite.errors import OkrsiteError


class Refusal(OkrsiteError):  # noqa: N818 -- it says what happened, not that something broke
    """A close that is not done; `lines` and `findings` say what it is about, one by one."""

    def __init__(
        self, message: str, hint: str | None, lines: tuple[str, ...] = (), findings: tuple[Diagnostic, ...] = ()
    ) -> None:
        super().__init__(message, hint)
        self.lines = lines
        self.findings = findings
