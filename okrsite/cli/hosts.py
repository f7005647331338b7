"""The site generators that are installed with an adapter of ours."""

from __future__ import annotations

from importlib.metadata import entry_points

from okrsite.errors import OkrsiteError
from okrsite.publish.host import Host

GROUP = "okrsite.hosts"


def find_host(name: str = "mkdocs") -> Host:
    """The host of a name; OkrsiteError where it is not installed."""
    for entry in entry_points(group=GROUP, name=name):
        host: Host = entry.load()()
        return host
    raise OkrsiteError(f"the host `{name}` is not installed", "Install okrsite again with `pip install okrsite`.")
