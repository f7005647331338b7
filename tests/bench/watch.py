"""Runs one build and watches it: `python watch.py LOG COMMAND...` prints its costs as JSON.

It is a process of its own because the kernel counts the memory of whoever starts a program as that program's: this
one is small.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

PROC = Path("/proc")
SHORTEST = 0.01
"""Seconds between two samples, at least."""
SHARE = 0.05
"""The share of one core that sampling may take."""
LIMIT = 3600.0
"""Seconds after which a build is ended."""


class Costs(TypedDict):
    """Wall seconds, processor seconds and peak KiB of all processes, and the exit code."""

    seconds: float
    cpu: float
    peak: int
    code: int


def member(stat: str) -> tuple[int, int]:
    """The session and the resident pages in the text of a `/proc/PID/stat`.

    >>> member("7 (a (b) c) S 1 7 5 " + "0 " * 17 + "321 0")
    (5, 321)
    """
    fields = stat.rpartition(")")[2].split()
    return int(fields[3]), int(fields[21])


def proportional(rollup: str) -> int | None:
    """The KiB in the text of a `/proc/PID/smaps_rollup`, pages of several processes shared out among them.

    >>> proportional("00400000-7fff [rollup]\\nRss:  900 kB\\nPss:  345 kB\\nPss_Dirty: 1 kB\\n")
    345
    """
    for line in rollup.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return None


def resident(session: int) -> dict[str, int]:
    """The resident KiB of each process of a session, by its id; none where there is no /proc."""
    page, found = os.sysconf("SC_PAGE_SIZE") // 1024, {}
    for path in PROC.iterdir() if PROC.is_dir() else ():
        if path.name.isdigit():
            try:
                leader, pages = member((path / "stat").read_text())
            except (OSError, ValueError, IndexError):
                continue  # it has ended meanwhile
            if leader == session:
                found[path.name] = pages * page
    return found


def together(session: int, peak: int) -> int:
    """The KiB of all processes of a session, as far as they may exceed `peak`.

    What several processes share counts once. That is costly to ask, so it is asked only of more than one
    process, and only where the plain sum, which is never less, is above the peak.
    """
    processes = resident(session)
    total = sum(processes.values())
    if len(processes) < 2 or total <= peak:
        return total
    return sum(_share(name, kib) for name, kib in processes.items())


def _share(name: str, kib: int) -> int:
    try:
        share = proportional((PROC / name / "smaps_rollup").read_text())
    except OSError:
        return kib
    return kib if share is None else share


class Sampler(threading.Thread):
    """Watches a session until it is told to stop; `peak` is the most that was seen, in KiB."""

    def __init__(self, session: int) -> None:
        """Watch the session with this id."""
        super().__init__(daemon=True)
        self.peak = 0
        self._session = session
        self._over = threading.Event()

    def run(self) -> None:
        """Sample, and rest in proportion to what sampling took."""
        rest = 0.0
        while not self._over.wait(rest):
            start = time.thread_time()
            self.peak = max(self.peak, together(self._session, self.peak))
            rest = max(SHORTEST, (time.thread_time() - start) / SHARE)

    def stop(self) -> int:
        """The peak in KiB, once the last sample is taken."""
        self._over.set()
        self.join()
        return self.peak


def watched(command: Sequence[str], log: Path) -> Costs:
    """Run a command to its end; what it says goes into `log`."""
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    sampler, timer = Sampler(process.pid), threading.Timer(LIMIT, os.killpg, (process.pid, signal.SIGKILL))
    sampler.start()
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGKILL)  # in a session of its own, it doesn't hear of it
        raise
    finally:
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    largest = usage.ru_maxrss // (1 if sys.platform != "darwin" else 1024)
    peak = max(sampler.stop(), largest)
    return Costs(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, peak=peak, code=process.returncode)


if __name__ == "__main__":
    print(json.dumps(watched(sys.argv[2:], Path(sys.argv[1]))))
