"""Work shared out to other processes: each unit is done once, here where it could not be done there."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from pathlib import Path

from okrsite.publish.shared import WORTH_IT, Shared

MANY = WORTH_IT + 37


def do(folder: Path, units: int, trouble: Collection[int] = (), death: int | None = None) -> list[int]:
    """Do the units, each leaving a file that names its process; the units that were left over."""
    here = os.getpid()

    def work(unit: int) -> bool:
        if unit in trouble:
            raise ValueError(unit)
        if unit == death and os.getpid() != here:
            os._exit(1)
        (folder / str(unit)).write_text(str(os.getpid()))
        time.sleep(0.001)
        return True

    left = list(Shared(work, units, processes=1).left())
    assert {int(file.name) for file in folder.iterdir()} >= set(range(units)) - set(left)
    return left


def test_few_units_are_all_left(tmp_path: Path) -> None:
    assert do(tmp_path, 5) == [0, 1, 2, 3, 4]


def test_many_units_are_done_here_and_there(tmp_path: Path) -> None:
    assert do(tmp_path, MANY) == []
    writers = {int(file.name): file.read_text() for file in tmp_path.iterdir()}
    assert len(set(writers.values())) == 2
    assert writers[MANY - 1] == str(os.getpid()) != writers[0]


def test_units_that_fail_there_are_left(tmp_path: Path) -> None:
    assert do(tmp_path, MANY, trouble=(1, 3)) == [1, 3]


def test_where_a_unit_fails_here_nobody_waits_and_the_first_that_fails_comes_first(tmp_path: Path) -> None:
    trouble = (1, 3, MANY - 1)
    left = do(tmp_path, MANY, trouble=trouble)
    assert left == sorted(left)
    assert set(trouble) <= set(left)


def test_what_a_dead_process_has_not_done_is_left(tmp_path: Path) -> None:
    left = do(tmp_path, MANY, death=2)
    assert 2 in left and left == sorted(left)


def test_the_number_of_done_units_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    list(Shared(lambda unit: unit != 7, MANY, processes=1).left(told.append))
    assert told == sorted(told)
    assert told[-1] == MANY
