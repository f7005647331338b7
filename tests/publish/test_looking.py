"""Whatever changes in a folder is noticed, by one process or by several."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from okrsite.publish.looking import Look
from okrsite.publish.standing import Standing, standing

PAGES = [f"okr/crew-{number}" for number in range(40)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of many folders."""
    for page in PAGES:
        (tmp_path / "site" / page).mkdir(parents=True)
        (tmp_path / "site" / page / "index.html").write_text("page")
    (tmp_path / "site/index.html").write_text("start")
    return tmp_path / "site"


def same(site: Path, stood: Standing, processes: int) -> bool:
    with Look(site, stood, processes) as look:
        return look.holds()


def put_back(site: Path) -> None:
    """Write other bytes of the same length, and put the time back."""
    file = site / PAGES[7] / "index.html"
    before = file.stat()
    file.write_text("PAGE")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a changed file": lambda site: (site / PAGES[0] / "index.html").write_text("another"),
    "a changed file with its time put back": put_back,
    "a missing file": lambda site: (site / PAGES[39] / "index.html").unlink(),
    "an added file": lambda site: (site / PAGES[20] / "more.html").write_text("more"),
    "an added file above": lambda site: (site / "more.html").write_text("more"),
    "an added folder": lambda site: (site / "okr/more").mkdir(),
    "a renamed folder": lambda site: (site / PAGES[3]).rename(site / "okr/other"),
    "a folder in the place of a file": lambda site: ((site / "index.html").unlink(), (site / "index.html").mkdir()),
    "no folder": lambda site: site.rename(site.with_name("elsewhere")),
    "another folder": lambda site: (site.rename(site.with_name("elsewhere")), site.mkdir()),
}


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_a_folder_that_nobody_touched_holds(site: Path, processes: int) -> None:
    assert same(site, standing(site), processes)


@pytest.mark.parametrize("processes", [0, 2])
@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_noticed(site: Path, what: str, processes: int) -> None:
    stood = standing(site)
    CHANGES[what](site)
    assert not same(site, stood, processes)


def test_hidden_entries_above_are_nobodys_concern(site: Path) -> None:
    stood = standing(site)
    (site / ".git").mkdir()
    assert same(site, stood, 0)


def test_commits_of_a_published_site_are_no_change_of_it(site: Path) -> None:
    (site / ".git").mkdir()
    stood = standing(site)
    (site / ".git/index").write_text("staged")
    assert same(site, stood, 0)


def test_a_folder_that_took_another_ones_place_holds_as_it_stood(site: Path) -> None:
    stood = standing(site)
    moved = site.rename(site.with_name("public"))
    assert same(moved, stood, 0)


def test_processes_that_die_change_nothing(site: Path) -> None:
    stood = standing(site)
    with Look(site, stood, 2) as look:
        for process in look._helping:
            os.kill(process, signal.SIGKILL)
        assert look.holds()
    (site / PAGES[5] / "index.html").write_text("another")
    with Look(site, stood, 2) as look:
        for process in look._helping:
            os.kill(process, signal.SIGKILL)
        assert not look.holds()


def test_a_list_that_is_damaged_holds_nothing(site: Path) -> None:
    stood = standing(site)
    for damaged in (
        replace(stood, paths=b""),
        replace(stood, paths=stood.paths[:-1]),
        replace(stood, times=stood.times[:-24]),
        replace(stood, paths=stood.paths.replace(b"crew-3", b"crew-x")),
        replace(stood, paths=b"", times=b"", seen=()),
    ):
        assert not same(site, damaged, 0)
