"""Work shared out to other processes, which are split off this one and so know all that it knows."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

Work = Callable[[int], bool]
WORTH_IT = 200
"""From how many units of work on other processes pay for themselves."""
_CHUNK = 32
_HERE_ONLY: ContextVar[bool] = ContextVar("okrsite_here_only", default=False)


class Shared:
    """Units of work, numbered from 0, that other processes have begun to do; `left` gives those that are left over.

    A unit that fails, or that its process died over, is left to be done at the end, in order; so the result is the same
    in any case, and so is the first error. Processes begin at the front and this one at the end, by chunks; where they
    meet a chunk may be done twice, so a unit has to bear that. No lock is held that a dying process could keep.
    """

    def __init__(
        self, work: Work, units: int, processes: int | None = None, finish: Callable[[], object] = lambda: None
    ) -> None:
        """Split off processes, else one for each core but this one's; `work` says whether a unit is done for good.

        `finish` is called in each other process when it has nothing left to do.
        """
        self._chunks = [range(start, min(start + _CHUNK, units)) for start in range(0, units, _CHUNK)]
        self._work, self._finish = work, finish
        processes = cores() - 1 if processes is None else processes
        count = max(processes, 0) if units >= WORTH_IT else 0
        self._done: Any = bytearray(units)
        self._processes: list[Any] = []
        if count:
            self._share(count, units)

    def _share(self, count: int, units: int) -> None:
        """Split off processes; what they and this one are at lies in memory that all of them see."""
        from multiprocessing import get_context  # much to load for the few units that most commands have
        from multiprocessing.sharedctypes import RawArray

        self._done = RawArray("b", units)
        self._front = RawArray("q", [-1] * count)
        self._back = RawArray("q", [len(self._chunks)] * count)
        context: Any = get_context("fork")
        self._processes = [context.Process(target=self._others, args=(one,), daemon=True) for one in range(count)]
        for process in self._processes:
            process.start()

    def left(self, tell: Callable[[int], None] = lambda done: None, here: Work | None = None) -> Iterator[int]:
        """Do this process's share, and yield each unit that is not done for good by anybody, in order.

        `tell` hears how many are done; `here` does the share, where that is another work than theirs.
        """
        with suppress(Exception):  # where anything fails nobody waits for the rest: it fails again below, in order
            self._share_done(here or self._work, tell)
            self._join()
        for chunk in self._chunks:
            for unit in chunk:
                if not self._done[unit]:
                    yield unit
                    self._done[unit] = 1
            self._tell(tell)
        self._join()

    def stop(self) -> None:
        """End the other processes, done or not."""
        for process in self._processes:
            process.terminate()
            process.join()

    def _share_done(self, here: Work, tell: Callable[[int], None]) -> None:
        for number in reversed(range(len(self._chunks))) if self._processes else ():
            if self._ours(number):
                for unit in self._chunks[number]:
                    self._done[unit] = here(unit)
                self._tell(tell)

    def _join(self) -> None:
        for process in self._processes:
            process.join()

    def _ours(self, number: int) -> bool:
        """Claim a chunk, unless the process whose turn it is has begun it."""
        owner = number % len(self._processes)
        if self._front[owner] >= number:
            return False
        self._back[owner] = number
        return True

    def _tell(self, tell: Callable[[int], None]) -> None:
        tell(bytes(self._done).count(1))  # to count all after each of many would take longer than most of them

    def _others(self, own: int) -> None:
        """Do what is this process's turn, until the other end is met."""
        for number in range(own, len(self._chunks), len(self._front)):
            self._front[own] = number
            if self._back[own] <= number:
                break
            for unit in self._chunks[number]:
                self._done[unit] = _tried(self._work, unit)
        self._finish()


def _tried(work: Work, unit: int) -> bool:
    try:
        return work(unit)
    except Exception:
        return False


@contextmanager
def here_only() -> Iterator[None]:
    """Let no process be split off meanwhile."""
    token = _HERE_ONLY.set(True)
    try:
        yield
    finally:
        _HERE_ONLY.reset(token)


def cores() -> int:
    """How many processes can run at once; 1 where one can't be split without harm, or must not be."""
    if _HERE_ONLY.get():
        return 1
    if sys.platform == "darwin" or not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
