"""A new repository on the disk: all of its files or none, and a git hook where there is room for one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from okrsite.errors import OkrsiteError
from okrsite.publish import git
from okrsite.publish.closing import File, write_all


class Taken(OkrsiteError):  # noqa: N818 -- it says what happened, not that something broke
    """Files that are there already, by their paths as people see them."""

    def __init__(self, folder: Path, paths: tuple[str, ...]) -> None:
        number = "1 file is" if len(paths) == 1 else f"{len(paths)} files are"
        message = f"{number} there already below `{folder}`; nothing was written"
        them = "it" if len(paths) == 1 else "them"
        hint = f"Move {them} away, or name another folder: `okrsite init FOLDER`."
        if "mkdocs.yml" in paths:
            hint += " On a site that is there already, add `okrsite` to the `plugins` of its mkdocs.yml."
        super().__init__(message, hint)
        self.paths = paths


class Ground(Struct, frozen=True):
    """Where a new repository is laid out; `prefix` is its path in a git repository that is there, else None."""

    folder: Path
    prefix: str | None


def ground_of(folder: Path) -> Ground:
    """What is known of a folder, which need not be there yet."""
    # Unlike Path.is_dir, this takes names that are too long for the disk.
    there = next(one for one in (folder, *folder.parents) if os.path.isdir(one))  # noqa: PTH112
    found = git.git(there, "rev-parse", "--show-toplevel")
    if not found:
        return Ground(folder, None)
    top = Path(os.fsdecode(found).rstrip("\n"))
    below = os.path.relpath(folder.resolve(), top.resolve())
    return Ground(folder, "" if below == "." else f"{Path(below).as_posix()}/")


def lay_out(ground: Ground, files: Mapping[str, str], executable: str) -> tuple[str, ...]:
    """Write new files by their path, `executable` so that it can be run; their paths.

    Raises Taken where any of them is there, OkrsiteError where they can't be written; then none was.
    """
    folder = ground.folder
    taken = tuple(path for path in files if _is_taken(folder, path))
    if taken:
        raise Taken(folder, taken)
    write_all(File(folder / path, path, None, text.encode()) for path, text in files.items())
    (folder / executable).chmod(0o755)
    return tuple(files)


def _is_taken(folder: Path, path: str) -> bool:
    """Whether a file stands there, or in the way of one of its folders."""
    place = folder / path
    above = [one for one in place.parents if one == folder or folder in one.parents]
    return os.path.lexists(place) or any(os.path.lexists(one) and not one.is_dir() for one in above)


def install_hook(ground: Ground, text: str) -> bool:
    """Install the pre-commit hook of the repository that is there; False without one, or where hooks are in use."""
    if ground.prefix is None or git.git(ground.folder, "config", "core.hooksPath"):
        return False
    found = git.git(ground.folder, "rev-parse", "--git-path", "hooks/pre-commit")
    if not found:
        return False
    hook = ground.folder / os.fsdecode(found).rstrip("\n")
    try:
        hook.parent.mkdir(parents=True, exist_ok=True)
        with hook.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        hook.chmod(0o755)
    except OSError:
        return False
    return True
