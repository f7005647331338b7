"""What git knows of the checkout, asked as little as possible; without git there is no answer, never an error."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct

from okrsite.publish.files import MARKDOWN, looks_like_document

_SECONDS = 20


class Checkout(Struct, frozen=True):
    """Where a folder stands in its repository: the commit that it is of, and where history is cut off.

    `top` is the repository's own folder, `prefix` the folder's path in it with a slash behind it, empty for the
    whole. `cut` are the commits whose parents a shallow clone lacks.
    """

    top: Path
    head: str
    prefix: str
    cut: str = ""


def environment() -> dict[str, str]:
    """The environment of git, in which it neither asks the network nor a person, nor locks anything."""
    return {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


def git(folder: Path, *words: str, seconds: float = _SECONDS) -> bytes | None:
    """The output of a git command in `folder`; None where there is no git, no repository or no such thing."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=off", *words],
            cwd=folder,
            env=environment(),
            capture_output=True,
            check=True,
            timeout=seconds,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def checkout_of(folder: Path) -> Checkout | None:
    """Where `folder` stands, None without git, outside of a repository and before its first commit."""
    words = ("rev-parse", "HEAD^{commit}", "--show-prefix", "--git-path", "shallow", "--show-toplevel")
    found = git(folder, *words)
    if not found:
        return None
    head, prefix, shallow, top = found.decode("utf-8", "surrogateescape").split("\n")[:4]
    try:
        cut = (folder / shallow).read_text(encoding="ascii")
    except (OSError, ValueError):
        cut = ""
    return Checkout(Path(top), head, prefix, cut)


def standing_of(root: Path, docs: Path) -> tuple[str | None, Checkout | None]:
    """The commit that is checked out in a project's folder, and where its documents' folder stands."""
    checkout = checkout_of(docs)
    if checkout and _in_one(root, docs):
        return checkout.head, checkout
    return head(root), checkout


def _in_one(root: Path, docs: Path) -> bool:
    """Whether no repository begins between a folder and one above it, so that git finds the same for both."""
    above, place = os.path.realpath(root), os.path.realpath(docs)
    while place != above and len(place) > len(above):
        if any(os.path.lexists(os.path.join(place, name)) for name in (".git", "HEAD")):  # noqa: PTH118 - as texts
            return False
        place = os.path.dirname(place)  # noqa: PTH120 - as texts
    return place == above


def prefix_of(folder: Path) -> str:
    """A folder's path from its repository's root, with a slash behind it; empty for the root and outside of any."""
    found = git(folder, "rev-parse", "--show-prefix")
    return found.decode("utf-8", "surrogateescape").rstrip("\n") if found else ""


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
