"""The digest of our own code, so that nothing made by another version is ever used again."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from okrsite.publish.digests import files_below

PACKAGES = ("okrsite", "okrsite_mkdocs", "okrsite_theme")
"""All that we ship, by name, for parts below this room must not import those above it."""


@cache
def code_digest() -> str:
    """The digest of every file of ours that is installed: modules, templates, style sheets."""
    whole = sha256()
    for package in PACKAGES:
        for folder in folders_of(package):
            for file in sorted(path for path in folder.rglob("*") if _counts(path)):
                content = file.read_bytes()
                whole.update(f"{package}/{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
                whole.update(content)
    return whole.hexdigest()


@cache
def code_stamp() -> str:
    """A digest that differs when any of those files does, from sizes and times: quicker than one of their contents."""
    whole = sha256(sys.version.encode())
    for package in PACKAGES:
        for folder in folders_of(package):
            for path, about in files_below(folder):
                if about and not path.endswith(".pyc"):
                    times = f"{about.st_size}\0{about.st_mtime_ns}\0{about.st_ctime_ns}"
                    whole.update(f"{path}\0{times}\0".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def folders_of(package: str) -> list[Path]:
    """Where a package of ours is installed; nowhere where it is not."""
    spec = find_spec(package)
    return [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []


def _counts(path: Path) -> bool:
    return path.suffix != ".pyc" and path.is_file()
