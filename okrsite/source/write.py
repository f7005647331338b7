"""Replacing a file as a whole, unless somebody else changed it meanwhile."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from okrsite.source.edit import SpliceRefused

if sys.platform != "win32":
    import fcntl


def write(path: Path, expected_raw: bytes, new_raw: bytes) -> None:
    """Put `new_raw` in the place of `expected_raw`; whoever reads the file sees one or the other, whole.

    Raises SpliceRefused where the file holds something else than `expected_raw`, or cannot be written.
    """
    target = path.resolve()
    try:
        with _locked(target):
            if target.read_bytes() != expected_raw:
                reason = f"`{path}` was changed by somebody else meanwhile"
                raise SpliceRefused(reason, "Run the command again; nothing was written.")
            _replace(target, new_raw)
    except OSError as error:
        reason = f"`{path}` cannot be written: {error.strerror or error}"
        raise SpliceRefused(reason, "Check that the file is there and may be written.") from error


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Let one of several writers of ours go first; others then find the file changed."""
    if sys.platform == "win32":  # an open file cannot be replaced there
        yield
        return
    with target.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _replace(target: Path, new_raw: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new_raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o7777)
        os.replace(temporary, target)  # noqa: PTH105 -- the one call that replaces atomically everywhere
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
