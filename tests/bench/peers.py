"""The builders, one an entry, and where each is found on this machine.

Each gets a copy of the same documents below `docs` and the project of its own in `projects/`, and runs one command,
the same in each scenario:

- okrsite computes, draws and links everything, with its pages of objectives, redirects, exports and search.
- plain, the yardstick, is MkDocs with Material: a page a document with its title and prose, and search; front matter
  is read and not shown, pages are kept out of the navigation.
- ProperDocs and Zensical are asked for the same as plain. ProperDocs uses Material, which must be installed beside it.
- Hugo and Eleventy show a title, a table of the key results with all their readings, and the prose, without search.

Nothing is installed from here. A peer is used if it is given by `--peer NAME=PATH`, importable, or on PATH.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

PROJECTS = Path(__file__).parent / "projects"


class Builder(Struct, frozen=True):
    """A site generator: its project's folder, its arguments, and by what it is found.

    `start` is what it calls a start page. `keeps` says whether a build leaves work for the next one; one that
    doesn't costs the same again whatever has changed.
    """

    name: str
    project: str
    arguments: tuple[str, ...] = ("build",)
    module: str = ""
    program: str = ""
    version: str = "--version"
    start: str = "index.md"
    keeps: bool = False


OURS = Builder("okrsite", "okrsite", module="okrsite", keeps=True)
PLAIN = Builder("plain", "material", ("build", "-q"), module="mkdocs")
HUGO = Builder("hugo", "hugo", ("--quiet",), program="hugo", version="version", start="_index.md")
PEERS = (
    PLAIN,
    Builder("properdocs", "material", ("build", "-q", "-f", "mkdocs.yml"), module="properdocs", program="properdocs"),
    Builder("zensical", "zensical", module="zensical", program="zensical", keeps=True),
    HUGO,
    Builder("eleventy", "eleventy", ("--quiet",), program="eleventy"),
)


class Found(Struct, frozen=True):
    """A builder on this machine: how it is called, and what it says its version is."""

    builder: Builder
    call: tuple[str, ...]
    version: str

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command of a build."""
        return *self.call, *self.builder.arguments


def seek(builders: Iterable[Builder], given: Mapping[str, str]) -> tuple[list[Found], list[str]]:
    """The builders that are here, and the names of those that are missing; `given` are paths of programs by name."""
    found, missing = [], []
    for builder in builders:
        call = call_of(builder, given.get(builder.name))
        if call:
            found.append(Found(builder, call, version_of((*call, builder.version))))
        else:
            missing.append(builder.name)
    return found, missing


def call_of(builder: Builder, given: str | None) -> tuple[str, ...] | None:
    """How to call a builder: the program that is given, else our Python's module, else the program on PATH."""
    if given is not None:
        path = shutil.which(given)
        return (str(Path(path).absolute()),) if path else None
    if builder.module and find_spec(builder.module):
        return sys.executable, "-m", builder.module
    path = shutil.which(builder.program) if builder.program else None
    return (path,) if path else None


def version_of(command: tuple[str, ...]) -> str:
    """The first version in what a program says of itself; `?` if it says none."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return "?"
    number = re.search(r"\d+\.\d+[\w.]*", said)
    return number[0] if number else "?"


def prepare(builder: Builder, folder: Path, as_of: date) -> None:
    """Put the builder's project into a new folder; numbers are of that day."""
    shutil.copytree(PROJECTS / builder.project, folder)
    for path in folder.glob("mkdocs.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("AS_OF", str(as_of)), encoding="utf-8")


def put(builder: Builder, folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write documents into a builder's folder."""
    for name, text in files:
        path = folder / "docs" / (builder.start if name == "index.md" else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
