"""The seal files beside the configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.publish.files import shown
from okrsite.settings import Settings

if TYPE_CHECKING:
    from okrsite.diagnostics import Diagnostic
    from okrsite.model.seal import Seals

FOLDER = "seals"
"""The folder of seals, beside `mkdocs.yml`."""


def seal_files(root: Path) -> list[Path]:
    """The seal files of a project, by name."""
    folder = root / FOLDER
    return sorted(folder.glob("*.yml")) if folder.is_dir() else []


def read_seals(root: Path, settings: Settings) -> tuple[Seals, tuple[Diagnostic, ...]]:
    """All seals of a project; those that can't be used are left out, with an error."""
    # What reads brings YAML and our models, which a build of nothing new need not wait for.
    from okrsite.diagnostics import Where
    from okrsite.model.cycle import CycleRules
    from okrsite.model.seal import seals_of
    from okrsite.source.seals import broken, read_seal

    written = []
    found: list[Diagnostic] = []
    for file in seal_files(root):
        name = shown(file, root)
        try:
            seal, faults = read_seal(name, file.read_bytes())
        except OSError as error:
            seal, faults = None, (broken(Where(name, 1, 1), f"the seal can't be read: {error.strerror}"),)
        found += faults
        written += [seal] if seal else []
    seals, doubts = seals_of(written, CycleRules(settings.fiscal_year_start, settings.named_cycles))
    return seals, (*found, *doubts)
