"""Builds into one site go one after the other."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing import get_context
from pathlib import Path

from okrsite.publish.alone import alone


def _hold(cache: Path, site: Path, told: Path, seconds: float) -> None:
    with alone(cache, site):
        with told.open("a") as file:
            file.write("in ")
        time.sleep(seconds)
        with told.open("a") as file:
            file.write("out ")


def _until(told: Path, words: str) -> None:
    while not told.exists() or told.read_text() != words:
        time.sleep(0.01)


def test_another_build_waits_for_the_first_one(tmp_path: Path) -> None:
    told = tmp_path / "told"
    context = get_context("fork")
    both = [context.Process(target=_hold, args=(tmp_path, tmp_path / "site", told, 0.1)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert told.read_text() == "in out in out "


def test_a_killed_build_and_one_into_another_site_hold_up_nobody(tmp_path: Path) -> None:
    told = tmp_path / "told"
    process = get_context("fork").Process(target=_hold, args=(tmp_path, tmp_path / "site", told, 60))
    process.start()
    _until(told, "in ")
    with alone(tmp_path, tmp_path / "other"):
        os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    with alone(tmp_path, tmp_path / "site"):
        assert told.read_text() == "in "


def test_a_build_does_not_wait_for_itself(tmp_path: Path) -> None:
    with alone(tmp_path, tmp_path / "site"), alone(tmp_path, tmp_path / "site"):
        pass


def test_where_nothing_can_be_locked_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with alone(tmp_path / "cache", tmp_path / "site"), alone(tmp_path / "cache", tmp_path / "site"):
        pass
