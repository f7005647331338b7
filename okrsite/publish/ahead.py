"""Rendering ahead: another process renders what will be asked for next, while this one does the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from queue import Empty
from typing import Any, Generic, TypeVar

Asked = TypeVar("Asked")
WORTH_IT = 200
"""From how many renderings on a second process pays for itself."""
_WINDOW = 1024
_PATIENCE = 0.2


class Ahead(Generic[Asked]):
    """Gives the rendering of each thing asked for, in the order of `upcoming`.

    What another process has not rendered, because there is none, it died or the order is another, is rendered
    here; so the result is the same in any case, and so are its errors.
    """

    def __init__(self, render: Callable[[Asked], str], upcoming: Sequence[Asked]) -> None:
        """Start to render `upcoming`, where that is worth it and the system can split a process."""
        self._render = render
        self._upcoming = upcoming
        self._next = 0
        self._process: Any = None
        if len(upcoming) >= WORTH_IT and _can_split():
            context = get_context("fork")
            self._done: Any = context.Queue(_WINDOW)
            self._process = context.Process(target=self._work, daemon=True)
            self._process.start()

    def take(self, asked: Asked) -> str:
        """The rendering of `asked`."""
        if self._process is not None and self._next < len(self._upcoming) and self._upcoming[self._next] is asked:
            self._next += 1
            text = self._received()
            if text is not None:
                return text
        else:
            self.stop()
        return self._render(asked)

    def stop(self) -> None:
        """End the other process."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._done.close()
            self._process = None

    def _received(self) -> str | None:
        """The next rendering of the other process; None once that has failed, and then nothing more comes."""
        while self._process is not None:
            try:
                text: str | None = self._done.get(timeout=_PATIENCE)
            except Empty:
                if self._process.is_alive():
                    continue
                text = None
            if text is None or self._next == len(self._upcoming):
                self.stop()
            return text
        return None

    def _work(self) -> None:
        with suppress(Exception):
            for asked in self._upcoming:
                self._done.put(self._render(asked))
        self._done.put(None)


def _can_split() -> bool:
    """Whether a process can be split in two without harm, and there is a second core for the other half."""
    if sys.platform == "darwin" or "fork" not in get_all_start_methods():
        return False
    return len(os.sched_getaffinity(0)) > 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) > 1
