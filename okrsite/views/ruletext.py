"""What a rule says of itself, as plain data: views know no rules."""

from __future__ import annotations

from typing import Protocol

from okrsite.diagnostics import Severity


class RuleText(Protocol):
    """A rule by code and name: what it finds, why that matters, an example gone wrong and one put right."""

    @property
    def code(self) -> str:
        """The code, such as `OKR203`."""

    @property
    def name(self) -> str:
        """The name, such as `no-baseline`."""

    @property
    def severity(self) -> Severity:
        """How much it matters unless the configuration says otherwise."""

    @property
    def what(self) -> str:
        """One sentence."""

    @property
    def why(self) -> str:
        """Why it matters, in paragraphs."""

    @property
    def bad(self) -> str:
        """A document that is found, as YAML."""

    @property
    def good(self) -> str:
        """The same document put right."""

    @property
    def settings(self) -> str:
        """Its settings, one a line, empty without any."""
