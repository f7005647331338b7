"""The site generators that are installed with an adapter of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from okrsite.errors import OkrsiteError
from okrsite.publish.host import Host
from okrsite.publish.installed import installed

GROUP = "okrsite.hosts"
_OURS = "okrsite"
_ENTRY = re.compile(r"([\w-]+)\s*=\s*([\w.]+):(\w+)")


def find_host(name: str = "mkdocs") -> Host:
    """The host of a name; OkrsiteError where it is not installed."""
    for found in (_our_own(name), _of_others(name)):
        for made in found:
            host: Host = made()
            return host
    raise OkrsiteError(f"the host `{name}` is not installed", "Install okrsite again with `pip install okrsite`.")


def _our_own(name: str) -> Iterator[Any]:
    """What our own distribution offers by a name, which is quicker to find than what any does."""
    if _OURS not in installed():
        return
    try:
        text = (installed()[_OURS][1] / "entry_points.txt").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    group = text.partition(f"[{GROUP}]")[2].partition("\n[")[0]
    for line in group.splitlines():
        entry = _ENTRY.fullmatch(line.strip())
        if entry and entry[1] == name:
            yield getattr(import_module(entry[2]), entry[3])


def _of_others(name: str) -> Iterator[Any]:
    from importlib.metadata import entry_points  # it reads what every distribution offers

    yield from (entry.load() for entry in entry_points(group=GROUP, name=name))
