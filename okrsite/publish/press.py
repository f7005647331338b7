"""From a project to what is published of it: settings and day decided once, then reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.publish import as_of, git
from okrsite.publish.collector import held_back
from okrsite.publish.project import Project
from okrsite.settings import RuleSettings, Settings

if TYPE_CHECKING:
    from okrsite.model.past import Past
    from okrsite.model.seal import Seal
    from okrsite.report import Reader as Reads
    from okrsite.report import Report
    from okrsite.source.read import SourceFile

CACHE = Path(".cache", "okrsite")
"""Where results are kept, below the configuration's folder; safe to delete."""


class Press(Struct, frozen=True, dict=True):
    """A project with what overrules its configuration: the as-of day and whom the site is for.

    Where its files were laid out apart from their repository, `checkout` says where they stand in it, and `kept` where
    results are kept.
    """

    project: Project
    day: str | date | None = None
    audience: str | None = None
    checkout: git.Checkout | None = None
    kept: Path | None = None

    @cached_property
    def _read(self) -> tuple[Settings, tuple[Diagnostic, ...]]:
        settings, faults = self.project.settings()
        settings = replace(settings, audience=self.audience or settings.audience)
        return settings, (*faults, *self._unknown_rules(settings.rules))

    def _unknown_rules(self, rules: RuleSettings) -> tuple[Diagnostic, ...]:
        if rules == RuleSettings():
            return ()
        from okrsite.rules.named import unknown_rules  # most configurations never name any

        return unknown_rules(rules, self.project.place("rules"))

    @property
    def settings(self) -> Settings:
        """The settings that hold; a faulty one has its default."""
        return self._read[0]

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The errors of the configuration, for which nothing should be built."""
        return tuple(fault for fault in self._read[1] if fault.severity == Severity.ERROR)

    @property
    def cache(self) -> Path:
        """The folder that results are kept in."""
        return self.project.root / CACHE

    def as_of(self, docs: Path | None = None) -> date:
        """The day that numbers are of; `docs` is the folder of documents, where it is not the project's own."""
        wish = self.settings.as_of if self.day is None else self.day
        return as_of.resolve(wish, docs or self.project.docs_dir)

    def report(
        self,
        files: Iterable[SourceFile],
        docs: Path | None = None,
        seal: Seal | None = None,
        asked: Callable[[str], bool] | None = None,
        reader: Reads | None = None,
    ) -> Report:
        """All numbers and findings of some files, with the notes about the configuration.

        `seal` is one to come, taken as if it stood beside the configuration already. Links and blocks are looked at in
        the paths that `asked` tells of, in all without it.
        """
        from okrsite.publish.past import read_past
        from okrsite.publish.reading import Reader
        from okrsite.publish.seals import read_seals
        from okrsite.report import report  # the whole pipeline, which a build of nothing new need not wait for

        notes = (fault for fault in self._read[1] if fault.severity != Severity.ERROR)
        folder = docs or self.project.docs_dir
        with held_back():
            past = read_past(self.checkout or git.checkout_of(folder), self.kept or self.cache)
            seals, broken = read_seals(self.project.root, self.settings)
            seals = seals.and_also(seal) if seal else seals
            found = (*notes, *self._cut_off(past), *broken)
            reader = reader or Reader(self.kept or self.cache)
            return report(files, self.settings, self.as_of(folder), found, past, seals, asked, reader)

    def _cut_off(self, past: Past) -> tuple[Diagnostic, ...]:
        """The warning that numbers may differ from those of a whole clone."""
        if not past.shallow or self.settings.history == "off":
            return ()
        message = "this clone lacks a part of its history, so readings and their days may differ from a whole one's"
        hint = "Run `git fetch --unshallow`; in continuous integration, check out with `fetch-depth: 0`."
        return (finding("shallow-history", self.project.place("history"), message, hint),)
