"""A project as it was at a revision, laid out in a folder of its own."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from okrsite.errors import OkrsiteError
from okrsite.publish import git
from okrsite.publish.press import Press
from okrsite.publish.project import Project, read_project


@contextmanager
def at_revision(project: Project, revision: str) -> Iterator[Press]:
    """The project as it was at a revision: configuration, documents and history; the folder goes away afterwards.

    Raises OkrsiteError where there is no such revision, or no such configuration in it.
    """
    commit = commit_of(project, revision)
    top = git.git(project.root, "rev-parse", "--show-toplevel")
    packed = git.git(Path(_line(top)), "archive", "--format=tar", commit) if top else None
    if packed is None:
        raise OkrsiteError(f"git cannot read `{revision}`", "Fetch the whole history, then try again.")
    place = Path(os.path.relpath(project.config_file, Path(_line(top))))
    with tempfile.TemporaryDirectory(prefix="okrsite-revision-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, members=_plain(archive), filter="data")
        config = Path(folder) / place
        if not config.is_file():
            hint = "Compare with a later revision, in which the site was configured."
            raise OkrsiteError(f"`{place.as_posix()}` does not exist in `{revision}`", hint)
        then = read_project(config)
        below = Path(os.path.relpath(then.docs_dir, folder)).as_posix()
        here = git.checkout_of(project.root)
        stands = replace(here, head=commit, prefix="" if below == "." else f"{below}/") if here else None
        yield Press(then, checkout=stands, kept=Press(project).cache)


def commit_of(project: Project, revision: str) -> str:
    """The full id of the commit that a revision names; OkrsiteError where it names none."""
    if git.git(project.root, "rev-parse", "--git-dir") is None:
        hint = "Go to a checkout of the repository; `git` has to be installed."
        raise OkrsiteError("there is no git repository here, so nothing to compare with", hint)
    found = git.git(project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found:
        hint = "Name a commit, a branch or a tag; after a shallow clone fetch the whole history."
        raise OkrsiteError(f"there is no revision `{revision}`", hint)
    return _line(found)


def date_of(project: Project, commit: str) -> date:
    """The author date of a commit, in the offset that its author had."""
    return datetime.fromisoformat(_line(git.git(project.root, "log", "-1", "--format=%aI", commit))).date()


def _plain(archive: tarfile.TarFile) -> list[tarfile.TarInfo]:
    """The folders and files of an archive; links may lead anywhere, and no document is one."""
    return [member for member in archive.getmembers() if member.isreg() or member.isdir()]


def _line(output: bytes | None) -> str:
    return (output or b"").decode("utf-8", "surrogateescape").strip()
