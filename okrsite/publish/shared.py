"""Work shared out to other processes, which are split off this one and so know all that it knows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context

Work = Callable[[int], bool]
WORTH_IT = 200
"""From how many units of work on other processes pay for themselves."""
_CHUNKS = 24
_work: Work


class Shared:
    """Units of work, numbered from 0, that processes have begun to do; `left` gives those that none has done.

    A unit that fails, or that its process died over, is left to be done here; so the result is the same in any case,
    and so are its errors.
    """

    def __init__(self, work: Work, units: int, processes: int | None = None) -> None:
        """Split off processes, else one for each core; `work` says of a unit whether it is done for good."""
        global _work
        self._units = units
        self._futures: dict[Future[list[int]], range] = {}
        processes = processes or cores()
        if processes > 1 and units >= WORTH_IT:
            _work = work
            self._pool = ProcessPoolExecutor(processes, mp_context=get_context("fork"))
            size = max(1, units // (processes * _CHUNKS))
            for start in range(0, units, size):
                chunk = range(start, min(start + size, units))
                self._futures[self._pool.submit(_do, chunk)] = chunk

    def left(self, tell: Callable[[int], None] = lambda done: None) -> Iterator[int]:
        """Wait for the processes, and yield each unit that is still to be done, in their order.

        `tell` hears how many are done.
        """
        if not self._futures:
            yield from range(self._units)
            return
        left, done = [], 0
        with self._pool:
            for future in as_completed(self._futures):
                chunk = self._futures[future]
                undone = _undone(future, chunk)
                done += len(chunk) - len(undone)
                left += undone
                tell(done)
        yield from sorted(left)


def _undone(future: Future[list[int]], chunk: range) -> list[int]:
    try:
        return future.result()
    except BrokenProcessPool:
        return list(chunk)


def _do(chunk: range) -> list[int]:
    """Do a chunk in another process; the units that could not be done."""
    return [unit for unit in chunk if not _tried(unit)]


def _tried(unit: int) -> bool:
    try:
        return _work(unit)
    except Exception:
        return False


def cores() -> int:
    """How many processes can run at once; 1 where one can't be split without harm."""
    if sys.platform == "darwin" or "fork" not in get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
