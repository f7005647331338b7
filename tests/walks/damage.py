"""Steps that damage the cache, by accident or on purpose."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from walks.twins import CACHE
from walks.walk import Kind, Walk


def _entries(walk: Walk) -> list[Path]:
    return sorted(path for path in (walk.root / CACHE).rglob("*") if path.is_file())


def _some(walk: Walk) -> list[Path]:
    """Some of the cache's files, of each of its folders at least one."""
    by_folder: dict[str, list[Path]] = {}
    for place in _entries(walk):
        by_folder.setdefault(place.relative_to(walk.root / CACHE).parts[0], []).append(place)
    sizes = {name: walk.random.randint(1, len(places)) for name, places in by_folder.items()}
    return [place for name, places in by_folder.items() for place in walk.random.sample(places, sizes[name])]


def _clear(place: Path) -> None:
    """Take away what stood in the way, whatever a build has made of it."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def truncated(walk: Walk) -> Iterator[str]:
    """Entries end too early."""
    some = _some(walk)
    for place in some:
        raw = place.read_bytes()
        place.write_bytes(raw[: walk.random.randrange(len(raw) + 1)])
    yield f"{len(some)} entries are cut short"


def flipped(walk: Walk) -> Iterator[str]:
    """Entries have one bit that is another."""
    some = _some(walk)
    for place in some:
        raw = bytearray(place.read_bytes())
        if raw:
            raw[walk.random.randrange(len(raw))] ^= 1 << walk.random.randrange(8)
        place.write_bytes(raw)
    yield f"{len(some)} entries have a bit flipped"


def replaced(walk: Walk) -> Iterator[str]:
    """Entries are anything."""
    some = _some(walk)
    for place in some:
        place.write_bytes(walk.random.choice([walk.random.randbytes(60), b"", b"null", b"{}", b"[]\n", b"\xff\xfe"]))
    yield f"{len(some)} entries are anything"


def lost(walk: Walk) -> Iterator[str]:
    """Entries are gone, some or all of them."""
    if walk.random.random() < 0.4:
        shutil.rmtree(walk.root / CACHE, ignore_errors=True)
        yield "the cache is gone"
        return
    some = _some(walk)
    for place in some:
        place.unlink()
    yield f"{len(some)} entries are gone"


def swapped(walk: Walk) -> Iterator[str]:
    """Entries have changed places: each is whole, and none belongs where it is."""
    groups: dict[str, list[Path]] = {}
    for place in _entries(walk):
        groups.setdefault(place.relative_to(walk.root / CACHE).parts[0], []).append(place)
    for places in groups.values():
        contents = [place.read_bytes() for place in places]
        for place, raw in zip(places, contents[1:] + contents[:1], strict=True):
            place.write_bytes(raw)
    yield "all entries have changed places"


def blocked(walk: Walk) -> Iterator[str]:
    """Nothing can be written, for a file stands where the folder was; then it is gone."""
    cache = walk.root / CACHE
    places = [cache, *sorted(path for path in cache.glob("*") if path.is_dir())]
    place = walk.random.choice(places)
    if place.is_dir():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"not a folder")
    yield f"{place.relative_to(walk.root)} is a file"
    _clear(place)


def obstructed(walk: Walk) -> Iterator[str]:
    """Entries are folders, or links that lead nowhere or to themselves."""
    some = _some(walk)
    for place in some:
        place.unlink()
        if walk.random.random() < 0.5:
            place.mkdir()
        else:
            place.symlink_to(walk.random.choice([place.name, "nowhere"]))
    yield f"{len(some)} entries are no files"
    for place in some:
        _clear(place)


KINDS: tuple[Kind, ...] = (truncated, flipped, replaced, lost, swapped, blocked, obstructed)
