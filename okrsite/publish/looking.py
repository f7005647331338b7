"""A look at a folder: whether all stands in it as it stood.

A site has more files than one process can ask for in a moment, so processes split off for it do: each takes its next
part from a pipe, and says in another one which parts are the same. Whatever they don't answer for is looked at here,
so one that dies changes nothing.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from okrsite.publish.shared import cores
from okrsite.publish.standing import EACH, Standing, seen_in, times_of

WORTH_IT = 10_000
"""From how many files and folders other processes pay for themselves."""
_PARTS = 200


class Look:
    """A look at a folder that begins at once; `holds` sees it to its end."""

    def __init__(self, folder: Path, stood: Standing, processes: int | None = None) -> None:
        """Begin in as many other processes, else in one for each core if that pays for itself."""
        self._folder = folder
        self._stood = stood
        self._parts = _parts(stood.paths)
        self._begun = self._there()
        self._turns = self._answers = -1
        self._helping: list[int] = []
        if processes is None:
            processes = cores() if len(stood.times) >= EACH * WORTH_IT else 1
            processes = processes if processes > 1 else 0
        if self._begun and processes:
            self._split_off(processes)

    def __enter__(self) -> Look:
        """Return the look itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End what still runs."""
        for process in self._helping:
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        for end in (self._turns, self._answers):
            with suppress(OSError):
                os.close(end)
        self._helping, self._turns, self._answers = [], -1, -1

    def holds(self) -> bool:
        """Whether every file and folder stands as it stood, and no other does."""
        same: set[int] = set()
        while self._helping and (answers := os.read(self._answers, 4096)):
            same.update(answers)
        return self._begun and all(part in same or self._is_same(part) for part in range(len(self._parts)))

    def _there(self) -> bool:
        """Whether the folder is that very one, with the same names in it, and its list is whole."""
        try:
            same = self._folder.stat().st_ino == self._stood.number and seen_in(self._folder) == self._stood.seen
        except OSError:
            return False
        return same and bool(self._stood.seen) and len(self._stood.times) == EACH * self._stood.paths.count(b"\0")

    def _is_same(self, part: int) -> bool:
        start, end, first, last = self._parts[part]
        paths = self._stood.paths[start:end].split(b"\0")[:-1]
        try:
            return times_of(self._folder, paths) == self._stood.times[EACH * first : EACH * last]
        except (OSError, ValueError, OverflowError):
            return False

    def _split_off(self, processes: int) -> None:
        self._turns, giving = os.pipe()
        self._answers, answering = os.pipe()
        os.write(giving, bytes(range(len(self._parts))))
        os.close(giving)
        for _ in range(processes):
            process = os.fork()
            if not process:
                self._help(answering)
            self._helping.append(process)
        os.close(answering)

    def _help(self, answering: int) -> None:
        """Look at one part after the other, in a process of its own that ends here."""
        try:
            os.chdir(self._folder)  # a short way to each file is found sooner
            self._folder = Path()
            while turn := os.read(self._turns, 1):
                if not self._is_same(turn[0]):
                    break
                os.write(answering, turn)
        finally:
            os._exit(0)


def _parts(paths: bytes) -> list[tuple[int, int, int, int]]:
    """The parts of a list of paths: from which byte to which, and from which path to which."""
    found = []
    start = first = 0
    while start < len(paths):
        end = paths.find(b"\0", start + len(paths) // _PARTS) + 1 or len(paths)
        last = first + paths.count(b"\0", start, end)
        found.append((start, end, first, last))
        start, first = end, last
    return found
