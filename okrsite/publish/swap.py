"""Putting a finished site in the place of the last one, so that there is a whole one at every moment.

A build writes into a folder beside the site; when it is done the two change names. Where most of the site stands as it
has to, only the new files take the places of theirs, each in one step. Whatever happens before that, the last site has
not been touched; what a killed build left behind is cleared up by the next one.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path

from okrsite.errors import OkrsiteError

SIGNS = ("build.json", "sitemap.xml")
"""Files that tell a published site from somebody's own folder."""


@contextmanager
def building(site: Path) -> Iterator[Path]:
    """A folder to build into, beside `site`; it is gone afterwards unless it was put in place.

    Raises OkrsiteError where `site` is not ours to replace or nothing can be written beside it.
    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        _clear_up(site)
        _check_ours(site)
        new = _beside(site, "new")
        new.mkdir()
    except OSError as error:
        raise OkrsiteError(f"nothing can be written beside `{site}`: {error.strerror}", _FREE) from error
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def put_in_place(new: Path, site: Path) -> None:
    """Make `new` the site; the last one is kept whole until then and comes back if that fails."""
    last = _beside(site, "last")
    try:
        if site.exists():
            shutil.copymode(site, new)
            site.rename(last)
        _rename_or_return(new, site, last)
    except OSError as error:
        message = f"the new site cannot take the place of `{site}`: {error.strerror}"
        raise OkrsiteError(message, "Give `--site-dir` a folder whose parent can be written.") from error
    if last.exists():
        _keep_hidden(last, site)
        shutil.rmtree(last, ignore_errors=True)


def update(site: Path, new: Path, stand: Collection[str]) -> None:
    """Move the files of `new` into a site, and remove those that are neither among them nor in `stand`.

    Paths are relative to the site, with slashes. What a file replaces is there until the very moment; a file that has
    the same bytes is left alone, and so is one that stands. Hidden entries of the site stay unless the build has them.
    """
    try:
        moved = {name for name, _ in _files(new) if name not in stand and not name.endswith("/")}
        hidden = {name.partition("/")[0] for name in (*moved, *stand) if name.startswith(".")}
        present = _without_links(site, new, stand, hidden)
        for name in sorted(moved):
            _move(new / name, site / name, site)
        gone = [name for name in present if name not in moved and name not in stand]
        for name in gone:
            _remove(site / name)
        if gone:
            _drop_empty(site)
    except OSError as error:
        raise _stuck(site, error) from error


def move_in(site: Path, new: Path) -> list[str]:
    """Move the files of `new` into a site in which all others stand as they have to; return their paths."""
    try:
        names = sorted(name for name, _ in _files(new) if not name.endswith("/"))
        for name in names:
            _move(new / name, site / name, site)
    except OSError as error:
        raise _stuck(site, error) from error
    return names


def _without_links(site: Path, new: Path, stand: Collection[str], hidden: Collection[str]) -> list[str]:
    """What is in a site, in which files that stand behind a link to a folder stand in a folder of the site's own."""
    while True:
        present = list(_files(site, hidden))
        links = [name for name, is_link in present if is_link and any(one.startswith(f"{name}/") for one in stand)]
        if not links:
            return [name for name, _ in present]
        for name in links:
            own = new / f".own-{os.urandom(8).hex()}"
            shutil.copytree(site / name, own, symlinks=True)
            (site / name).unlink()
            own.rename(site / name)


def _move(file: Path, place: Path, site: Path) -> None:
    # From the top, for what is behind a link is not ours to touch.
    for parent in reversed(place.relative_to(site).parents):
        if (above := site / parent).is_symlink() or above.is_file():
            above.unlink()
    if _is_folder(place):
        shutil.rmtree(place)
    elif place.is_file() and not place.is_symlink() and cmp(file, place, shallow=False):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    file.replace(place)


def _remove(place: Path) -> None:
    """Remove what was no folder; it may be one by now, or have gone with its own."""
    if os.path.lexists(place) and not _is_folder(place):
        place.unlink()


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _files(folder: Path, hidden: Collection[str] | None = None, below: str = "") -> Iterator[tuple[str, bool]]:
    """All that is no folder below one, by path, and whether it is a link; an empty folder has a slash behind it.

    Of what is hidden at the top only what is among `hidden`, where that is given.
    """
    with os.scandir(folder / below) as listing:
        entries = [(entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()) for entry in listing]
    if below and not entries:
        yield below, False
    for name, is_folder, is_link in entries:
        if not below and name.startswith(".") and hidden is not None and name not in hidden:
            continue
        if is_folder:
            yield from _files(folder, hidden, f"{below}{name}/")
        else:
            yield below + name, is_link


def _drop_empty(site: Path) -> None:
    """Remove folders that hold nothing, but for those that are hidden at the top."""
    for entry in site.iterdir():
        if _is_folder(entry) and not entry.name.startswith("."):
            _drop_if_empty(entry)


def _drop_if_empty(folder: Path) -> bool:
    with os.scandir(folder) as listing:
        entries = [(entry.path, entry.is_dir(follow_symlinks=False)) for entry in listing]
    stay = [path for path, is_folder in entries if not is_folder or not _drop_if_empty(Path(path))]
    if not stay:
        folder.rmdir()
    return not stay


_FREE = "Give `--site-dir` a folder whose parent can be written and has room."


def _rename_or_return(new: Path, site: Path, last: Path) -> None:
    try:
        new.rename(site)
    except BaseException:
        if last.exists():
            last.rename(site)
        raise


def _stuck(site: Path, error: OSError) -> OkrsiteError:
    message = f"the new files cannot take their places in `{site}`: {error.strerror}"
    return OkrsiteError(message, "See to it that all in that folder can be written, and build again.")


def _beside(site: Path, what: str) -> Path:
    return site.parent / f".{site.name}.{what}-{os.getpid()}"


def _check_ours(site: Path) -> None:
    """Refuse a folder with files of which none says that it is a published site."""
    if not site.exists():
        return
    if not site.is_dir():
        raise OkrsiteError(f"`{site}` is a file, no folder for a site", "Give another `--site-dir`.")
    visible = any(not entry.name.startswith(".") for entry in site.iterdir())
    if visible and not any((site / sign).is_file() for sign in SIGNS):
        message = f"`{site}` holds files and no published site; it is left alone"
        raise OkrsiteError(message, "Empty it yourself, or give another `--site-dir`.")


def _clear_up(site: Path) -> None:
    """Remove what builds left that no longer run; a site that lost its place comes back."""
    pattern = re.compile(rf"\.{re.escape(site.name)}\.(new|last)-([0-9]+)")
    for entry in sorted(site.parent.iterdir()):
        found = pattern.fullmatch(entry.name)
        if found is None or _runs(int(found[2])):
            continue
        if found[1] == "last" and not site.exists():
            entry.rename(site)
        else:
            shutil.rmtree(entry, ignore_errors=True)


def _runs(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _keep_hidden(last: Path, site: Path) -> None:
    """Take over hidden entries such as a worktree's `.git`, which no build writes, as MkDocs leaves them too."""
    for entry in last.iterdir():
        if entry.name.startswith(".") and not (site / entry.name).exists():
            entry.rename(site / entry.name)
