"""Work shared out to other processes: each unit is done once, here where it could not be done there."""

from __future__ import annotations

import os
import time
from pathlib import Path

from okrsite.publish.shared import WORTH_IT, Shared

MANY = WORTH_IT + 37


def do(folder: Path, units: int, trouble: int | None = None, death: int | None = None) -> list[int]:
    """Do the units, each leaving a file that names its process; the units that this one had to do."""
    here = os.getpid()

    def work(unit: int) -> bool:
        if unit == trouble and os.getpid() != here:
            raise ValueError(unit)
        if unit == death and os.getpid() != here:
            os._exit(1)
        (folder / str(unit)).write_text(str(os.getpid()))
        time.sleep(0.001)
        return unit != 3

    ours = []
    for unit in Shared(work, units, processes=1).left():
        work(unit)
        ours.append(unit)
    assert {int(file.name) for file in folder.iterdir()} == set(range(units))
    assert len(ours) == len(set(ours))
    return ours


def test_few_units_are_all_done_here(tmp_path: Path) -> None:
    assert do(tmp_path, 5) == [0, 1, 2, 3, 4]


def test_many_units_are_done_here_and_there(tmp_path: Path) -> None:
    ours = do(tmp_path, MANY)
    writers = {file.read_text() for file in tmp_path.iterdir()}
    assert len(writers) == 2
    assert MANY - 1 in ours
    assert 0 not in ours


def test_a_unit_that_is_not_done_for_good_or_fails_is_done_here(tmp_path: Path) -> None:
    ours = do(tmp_path, MANY, trouble=1)
    assert {1, 3} <= set(ours)
    assert 2 not in ours


def test_what_a_dead_process_has_not_done_is_done_here(tmp_path: Path) -> None:
    assert 2 in do(tmp_path, MANY, death=2)


def test_the_number_of_done_units_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    list(Shared(lambda unit: unit != 7, MANY, processes=1).left(told.append))
    assert told == sorted(told)
    assert told[-1] == MANY
