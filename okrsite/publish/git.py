"""What git knows of the checkout, asked as little as possible; without git there is no answer, never an error."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from okrsite.publish.files import MARKDOWN, looks_like_document

_SECONDS = 20


def git(folder: Path, *words: str) -> bytes | None:
    """The output of a git command in `folder`; None where there is no git, no repository or no such thing."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=off", *words],
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def head(folder: Path) -> str | None:
    """The full id of the commit that is checked out, None outside a repository."""
    found = git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    return found.decode("ascii", "replace").strip() if found else None


def head_date(folder: Path) -> date | None:
    """The author date of HEAD, in the offset that its author had."""
    found = git(folder, "log", "-1", "--format=%aI", "HEAD")
    if not found:
        return None
    return datetime.fromisoformat(found.decode("ascii").strip()).date()


def documents_differ(folder: Path) -> bool:
    """Whether any OKR document below `folder` was changed, added or deleted since HEAD."""
    return any(_is_document(folder, path) for path in _changed(folder))


def _changed(folder: Path) -> Iterable[PurePosixPath]:
    listed = git(folder, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    for entry in (listed or b"").split(b"\0"):
        if entry.endswith(MARKDOWN):
            yield PurePosixPath(entry[3:].decode("utf-8", "surrogateescape"))


def _is_document(folder: Path, path: PurePosixPath) -> bool:
    top = git(folder, "rev-parse", "--show-toplevel")
    file = Path((top or b".").decode("utf-8", "surrogateescape").rstrip("\n")) / path
    now = file.read_bytes() if file.is_file() else b""
    return looks_like_document(now) or looks_like_document(git(folder, "show", f"HEAD:{path}") or b"")
