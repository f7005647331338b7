"""Work shared out to other processes: each unit is done once, here where it could not be done there."""

from __future__ import annotations

import os
from pathlib import Path

from okrsite.publish.shared import WORTH_IT, Shared

MANY = WORTH_IT + 37


def do(folder: Path, units: int, trouble: int | None = None, death: int | None = None) -> list[int]:
    """Do the units, each leaving a file that names its process; the units that are left."""
    here = os.getpid()

    def work(unit: int) -> bool:
        if unit == trouble:
            raise ValueError(unit)
        if unit == death and os.getpid() != here:
            os._exit(1)
        (folder / str(unit)).write_text(str(os.getpid()))
        return unit % 50 != 3

    return list(Shared(work, units, processes=2).left())


def test_few_units_are_all_left_to_be_done_here(tmp_path: Path) -> None:
    assert do(tmp_path, 5) == [0, 1, 2, 3, 4]
    assert not list(tmp_path.iterdir())


def test_many_units_are_done_by_other_processes(tmp_path: Path) -> None:
    left = do(tmp_path, MANY)
    assert left == [unit for unit in range(MANY) if unit % 50 == 3]
    writers = {file.read_text() for file in tmp_path.iterdir()}
    assert len(list(tmp_path.iterdir())) == MANY
    assert str(os.getpid()) not in writers


def test_a_unit_that_fails_is_left_and_costs_no_other(tmp_path: Path) -> None:
    left = do(tmp_path, MANY, trouble=20)
    assert 20 in left
    assert len(left) == 1 + len([unit for unit in range(MANY) if unit % 50 == 3])


def test_what_a_dead_process_has_not_done_is_left(tmp_path: Path) -> None:
    left = do(tmp_path, MANY, death=100)
    done = {int(file.name) for file in tmp_path.iterdir()}
    assert 100 in left
    assert set(range(MANY)) <= done | set(left)


def test_the_number_of_done_units_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    list(Shared(lambda unit: True, MANY, processes=2).left(told.append))
    assert told == sorted(told)
    assert told[-1] == MANY
