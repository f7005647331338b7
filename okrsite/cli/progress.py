"""How far long work has come: a bar on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from okrsite.cli.findings import echo
from okrsite.publish.host import Tell

_STEPS = 4


@contextmanager
def progress() -> Iterator[Tell]:
    """Something to tell of progress, written to standard error."""
    if not sys.stderr.isatty():
        yield _plain
        return
    with ExitStack() as stack:
        known: dict[str, Any] = {}
        bars: list[Any] = []

        def tell(what: str, done: int, total: int) -> None:
            if not bars:
                bars.append(stack.enter_context(_bars()))
            if what not in known:
                known[what] = bars[0].add_task(what)
            bars[0].update(known[what], completed=done, total=total)

        yield tell


def _bars() -> Any:
    """Bars on the terminal, once there is something to tell."""
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)


def _plain(what: str, done: int, total: int) -> None:
    """Say so a few times on the way, not for every page."""
    if total and done * _STEPS // total != (done - 1) * _STEPS // total:
        echo(f"{what}: {done} of {total}", err=True)
