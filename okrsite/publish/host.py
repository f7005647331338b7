"""What we ask of whatever builds the site, and what it answers; hosts are found by entry point `okrsite.hosts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from okrsite.publish.last import BuildInputs, Last
from okrsite.publish.outcome import Outcome

if TYPE_CHECKING:
    from okrsite.publish.executors import Elsewhere

Tell = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how many of it are done, how many there are."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Hear of progress and say nothing."""


class Order(Struct, frozen=True):
    """One build: from which configuration into which folder, on which day, for whom.

    `as_of` and `audience` overrule the configuration where they are given. `last` is the site that stands, which may
    be the place of the new one; what stands there need not be written again. Pages are rendered `elsewhere` where
    that is given, else by processes that are split off.
    """

    config_file: Path
    site_dir: Path
    strict: bool = False
    as_of: date | None = None
    audience: str | None = None
    tell: Tell = silent
    last: Path | None = None
    elsewhere: Elsewhere | None = None


class Host(Protocol):
    """A site generator with our adapter."""

    def versions(self) -> Mapping[str, str]:
        """The versions of everything that shapes what the host writes."""

    def repeats(self, written: Mapping[str, object]) -> bool:
        """Whether a build with this configuration depends on nothing but the files that we know of."""

    def build(self, order: Order) -> Outcome:
        """Build the whole site into an empty or missing folder; OkrsiteError where that cannot be tried."""

    def amend(self, order: Order, last: Last, inputs: BuildInputs) -> Outcome:
        """Build only what an edit since the last build changed, with `inputs` being what it depends on now.

        Raises BeyondError where that can't be told, or would be no less work.
        """

    def serve(self, order: Order, address: str | None) -> None:
        """Serve the site at `host:port`, rebuilt at every change, until interrupted."""
