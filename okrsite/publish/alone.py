"""One build after the other into the same site: what one of them found standing must not be another's meanwhile."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path


@contextmanager
def alone(cache: Path, site: Path) -> Iterator[None]:
    """Wait until no other build with this cache writes into a site, and let others wait meanwhile.

    Where nothing can be locked, nobody waits. What a killed build held is free at once.
    """
    handle = _locked(cache / "locks" / f"{sha256(os.fsencode(site)).hexdigest()[:16]}.lock")
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(place: Path) -> int | None:
    """An open file that nobody else has locked, None where there can't be one."""
    if sys.platform == "win32":
        return None
    import fcntl

    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(place, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        os.close(handle)
        return None
    return handle
