"""What is heard while pages are written: complaints, of which some are not to be heard by others, and the search."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs")


@contextmanager
def without_search(config: MkDocsConfig) -> Iterator[None]:
    """Hand out pages without the search, which has seen them or will see them."""
    searches = {id(plugin) for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "search"}
    events = config.plugins.events
    all_ears = events["page_context"]
    events["page_context"] = [method for method in all_ears if id(getattr(method, "__self__", None)) not in searches]
    try:
        yield
    finally:
        events["page_context"] = all_ears


@contextmanager
def complaints() -> Iterator[list[logging.LogRecord]]:
    """What is logged as a warning or worse in this while."""
    ear, heard = _ear()
    log.addHandler(ear)
    try:
        yield heard
    finally:
        log.removeHandler(ear)


@contextmanager
def muted() -> Iterator[list[logging.LogRecord]]:
    """The same for what nobody else is to hear."""
    ear, heard = _ear()
    ears, spreads = log.handlers, log.propagate
    log.handlers, log.propagate = [ear], False
    try:
        yield heard
    finally:
        log.handlers, log.propagate = ears, spreads


def _ear() -> tuple[logging.Handler, list[logging.LogRecord]]:
    """A handler of warnings and worse, and what it hears."""
    heard: list[logging.LogRecord] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = heard.append  # type: ignore[assignment]  # a handler that only keeps
    return ear, heard
