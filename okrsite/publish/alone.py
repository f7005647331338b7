"""One build after the other into the same site: what one of them found standing must not be another's meanwhile."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from okrsite.publish.store import name_for

_OURS: set[Path] = set()
"""What this very process has locked, which it must not wait for."""


@contextmanager
def alone(cache: Path, site: Path) -> Iterator[None]:
    """Wait until no other build with this cache writes into a site, and let others wait meanwhile.

    Where nothing can be locked, and within such a build itself, nobody waits. What a killed build held is free at once.
    """
    place = cache / "locks" / f"{name_for(site)}.lock"
    handle = None if place in _OURS else _locked(place)
    if handle is None:
        yield
        return
    _OURS.add(place)
    try:
        yield
    finally:
        _OURS.discard(place)
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
