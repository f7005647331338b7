"""MkDocs as a host that the command line can order a site from; MkDocs itself is loaded when it has to run."""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.publish.host import Order
from okrsite.publish.last import BuildInputs, Last
from okrsite.publish.outcome import Outcome
from okrsite_mkdocs.repeatable import repeats
from okrsite_mkdocs.shaping import versions


class MkDocsHost:
    """Builds and serves with MkDocs, as `mkdocs build` and `mkdocs serve` do."""

    def versions(self) -> Mapping[str, str]:
        """The versions of everything that shapes what MkDocs writes."""
        return versions()

    def repeats(self, written: Mapping[str, object]) -> bool:
        """Whether only plugins and Markdown extensions are configured that read no other files."""
        return repeats(written)

    def build(self, order: Order) -> Outcome:
        """Build the whole site; a failure that MkDocs reports is part of the outcome."""
        from okrsite_mkdocs.running import run_build

        return run_build(order)

    def amend(self, order: Order, last: Last, inputs: BuildInputs) -> Outcome:
        """Build only what an edit since the last build changed; BeyondError where that can't be told."""
        from okrsite_mkdocs.running import run_amend

        return run_amend(order, last, inputs)

    def serve(self, order: Order, address: str | None) -> None:
        """Serve the site until interrupted, rebuilt at every change."""
        from okrsite_mkdocs.running import run_serve

        run_serve(order, address)
