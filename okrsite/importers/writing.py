"""What was found, as documents: ids, values and bodies, in the style that people write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from okrsite.importers.found import Doubt, Found
from okrsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known beside the file: its name, whose and which cycle's it is where it doesn't say, and the project.

    `ids` are those that other documents have taken, in small letters; `teams` are the known ones, name by id.
    """

    source: str
    as_of: date
    team: str | None = None
    cycle: str | None = None
    settings: Settings = field(default_factory=Settings)
    ids: frozenset[str] = frozenset()
    teams: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be written: its name in the folder of the import, its bytes, and what it holds."""

    name: str
    raw: bytes
    objectives: int = 0
    key_results: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """The documents that a file becomes, without errors, and what a person should look at, by line."""

    documents: tuple[NewDocument, ...]
    doubts: tuple[Doubt, ...]


def write_documents(found: Found, wish: Wish) -> Imported:
    """The documents of what was found; OkrsiteError where nobody says the team or the cycle."""
    return Imported((), found.doubts)
