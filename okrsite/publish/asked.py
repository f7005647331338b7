"""What a check was asked about: paths of the project, and the text of one that is still being typed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from okrsite.diagnostics import Diagnostic
from okrsite.publish.files import shown
from okrsite.publish.press import Press
from okrsite.publish.project import Project
from okrsite.source.file import SourceFile

STDIN = "<stdin>"
"""The path of typed text that nobody gave a name."""


class Asked(Struct, frozen=True):
    """Paths as people see them, files or folders; none for everything. `typed` is what stands in an editor."""

    paths: tuple[str, ...] = ()
    typed: SourceFile | None = None

    def covers(self, path: str) -> bool:
        """Whether a file was asked about.

        >>> Asked(("docs/crew",)).covers("docs/crew/team.md"), Asked(("docs/crew",)).covers("docs/crew.md")
        (True, False)
        """
        return not self.paths or any(
            asked in (".", path) or path.startswith(f"{asked.rstrip('/')}/") for asked in self.paths
        )

    def among(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings in what was asked about."""
        return tuple(finding for finding in findings if self.covers(finding.where.path))


def asked_for(project: Project, paths: Sequence[str]) -> Asked:
    """Some paths, relative to where we stand or absolute, as the project sees them."""
    return Asked(tuple(shown(Path(path).absolute(), project.root) for path in paths))


def typed_at(project: Project, raw: bytes, name: str | None) -> Asked:
    """Text that is typed into the file `name`, which need not exist; without a name it is a file of its own."""
    if name is None:
        return Asked((STDIN,), SourceFile(STDIN, f"{STDIN}.md", raw))
    place = Path(name).absolute()
    path = shown(place, project.root)
    uri = shown(place, project.docs_dir)
    return Asked((path,), SourceFile(path, uri, raw))


def while_typing(press: Press, asked: Asked) -> Press:
    """The press for typed text: with `as_of: commit`, what differs from its file is of today, as if it were saved."""
    wish = press.settings.as_of if press.day is None else press.day
    if asked.typed is None or wish != "commit" or os.environ.get("SOURCE_DATE_EPOCH"):
        return press
    place = press.project.docs_dir / asked.typed.uri
    same = place.is_file() and place.read_bytes() == asked.typed.raw
    return press if same else replace(press, day="today")
