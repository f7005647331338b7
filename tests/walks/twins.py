"""Two builds of the same files: one beside its cache and its last site, one that has neither; and what differs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace
from projects import tree
from walks.fresh import Told, Wish, build

SITE, CLEAN = "site", "clean"
CACHE = Path(".cache", "okrsite")
_ASIDE, _POOL = Path(".cache", "aside"), Path(".cache", "pool")
_FAULT = "the cache `"
_LINES, _WIDTH = 30, 300


class Twins(Struct):
    """Builds a project twice, after each of whose steps both sites must be the same."""

    root: Path
    run: Executor
    seconds: list[tuple[float, float]] = field(default_factory=list)
    amended: int = 0

    def differ(self, wish: Wish, *, pool: bool = True) -> str | None:
        """How the two builds differ, None where they don't.

        The clean one shares nothing with any build of before but drawn frames, and without `pool` not even those.
        """
        compiled = self.root / ".cache" / "compiled"
        before = _site(self.root / SITE)
        ours = self.run.submit(build, wish, compiled, False).result()
        shutil.rmtree(self.root / CLEAN, ignore_errors=True)
        self._set_aside(pool)
        try:
            theirs = self.run.submit(build, replace(wish, site=CLEAN), compiled, True).result()
        finally:
            self._put_back(pool)
        self.seconds.append((ours.seconds, theirs.seconds))
        self.amended += ours.amended
        now = _site(self.root / SITE)
        if told := telling(ours, theirs):
            return told
        if theirs.failure is not None:
            changed = difference(now, before)
            return changed and f"the build failed, yet the site was touched; {changed}"
        return difference(now, _site(self.root / CLEAN))

    def _set_aside(self, pool: bool) -> None:
        self._move(CACHE, _ASIDE)
        if pool and (self.root / _POOL).exists():
            (self.root / CACHE).mkdir(parents=True)
            self._move(_POOL, CACHE / "charts")

    def _put_back(self, pool: bool) -> None:
        if pool:
            self._move(CACHE / "charts", _POOL)
        shutil.rmtree(self.root / CACHE, ignore_errors=True)
        self._move(_ASIDE, CACHE)

    def _move(self, one: Path, other: Path) -> None:
        if (self.root / one).exists():
            (self.root / one).rename(self.root / other)


def _site(folder: Path) -> dict[str, bytes]:
    return tree(folder) if folder.is_dir() else {}


def difference(ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> str | None:
    """The first file that is not the same in both trees, with a short diff, and how many more there are."""
    names = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    if not names:
        return None
    name, more = names[0], f", and {len(names) - 1} more: {' '.join(names[1:9])}" if names[1:] else ""
    if name not in ours:
        return f"`{name}` is missing{more}"
    if name not in theirs:
        return f"`{name}` should not be there{more}"
    return "\n".join([f"`{name}` differs{more}", *_diff(_lines(theirs[name]), _lines(ours[name]))])


def telling(ours: Told, theirs: Told) -> str | None:
    """How what two builds told differs; that a cache can't be written is no difference."""
    one, other = _known(ours), _known(theirs)
    if one == other:
        return None
    lines = list(_diff(list(other.grave()), list(one.grave())))
    return "\n".join(["the builds tell different things", *(lines or _diff(_every(other), _every(one)))])


def _known(told: Told) -> Told:
    complaints = tuple(text for text in told.complaints if not text.startswith(_FAULT))
    return replace(told, complaints=complaints, unchanged=False, amended=False, seconds=0)


def _every(told: Told) -> list[str]:
    return [repr(found) for found in told.findings]


def _lines(raw: bytes) -> list[str]:
    """The lines of a text, a line for each tag so that long ones are told in short; else its bytes, by 32."""
    try:
        return raw.decode("utf-8").replace("><", ">\n<").replace(',{"', ',\n{"').split("\n")
    except UnicodeDecodeError:
        return [raw[at : at + 32].hex() for at in range(0, len(raw), 32)]


def _diff(clean: list[str], found: list[str]) -> Iterator[str]:
    for count, line in enumerate(unified_diff(clean, found, "clean", "incremental", n=1, lineterm="")):
        if count == _LINES:
            yield "…"
            return
        yield line[:_WIDTH]
