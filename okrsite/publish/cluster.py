"""Which executor renders the pages, as people write it, and the executor of a Dask cluster that is there already."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from okrsite.diagnostics import nearest
from okrsite.errors import ConfigError

if TYPE_CHECKING:
    from concurrent.futures import Executor

PROCESSES, SERIAL = "processes", "serial"
_WORDS = (PROCESSES, SERIAL)
_SECONDS = 10.0
"""How long anybody waits for a scheduler to answer."""
_LEAVING = 2.0
_LOUD = ("distributed", "distributed.client", "tornado", "tornado.application")


class Cluster(Struct, frozen=True):
    """A Dask cluster, by the host and port of its scheduler."""

    host: str
    port: int

    def __str__(self) -> str:
        """The address as people write it."""
        return f"dask://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def reach(self) -> None:
        """Look whether anybody listens there; ConfigError where nobody does."""
        import socket  # most builds have no cluster

        try:
            socket.create_connection((self.host, self.port), _SECONDS).close()
        except (OSError, UnicodeError) as error:
            raise self._unreached(getattr(error, "strerror", None) or "no answer came") from None

    @contextmanager
    def open(self) -> Iterator[Executor]:
        """The cluster's own executor; ConfigError where the scheduler is another one, or has no workers."""
        with _quiet():
            client = self._client()
            try:
                yield client.get_executor(pure=False)
            finally:
                with suppress(Exception):  # a scheduler that is gone can't be left politely
                    client.close(timeout=_LEAVING)

    def _client(self) -> Any:
        import warnings

        import distributed

        dask: Any = distributed
        address = str(self).replace("dask:", "tcp:")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of versions, which are looked at below
                client = dask.Client(address, timeout=_SECONDS, set_as_default=False)
            try:
                self._look(client, dask.__version__)
            except BaseException:
                client.close(timeout=_LEAVING)
                raise
        except ConfigError:
            raise
        except Exception as error:  # what another version answers can fail in any way
            raise self._unreached(next(iter(str(error).splitlines()), "") or "no answer came") from None
        return client

    def _look(self, client: Any, ours: str) -> None:
        """Look who is there: a scheduler of our version, and somebody who works for it; no worker is asked."""
        from importlib.metadata import version
        from platform import python_version

        theirs, there = client.run_on_scheduler(version, "distributed"), client.run_on_scheduler(python_version)
        if theirs != ours or _minor(there) != _minor(python_version()):
            runs = f"runs `distributed` {theirs} on Python {_minor(there)}"
            message = f"the cluster at `{self}` {runs}, but this is {ours} on Python {_minor(python_version())}"
            raise ConfigError(message, "Install here what the cluster has, or use `--executor processes`.")
        if not client.ncores():
            hint = f"Start some, as in `dask worker {self.host}:{self.port}`, or use `--executor processes`."
            raise ConfigError(f"the cluster at `{self}` has no workers", hint)

    def _unreached(self, why: str) -> ConfigError:
        message = f"the cluster at `{self}` cannot be reached: {why}"
        return ConfigError(message, "Look whether its scheduler runs there, or use `--executor processes`.")


def read_executor(word: str) -> str | Cluster:
    """The word itself where it is one of ours, else the cluster that it names; ConfigError where it is neither."""
    if word in _WORDS:
        return word
    if not word.startswith("dask:"):
        close = nearest(word, _WORDS)
        expected = f"`{PROCESSES}`, `{SERIAL}` or the address of a cluster, as in `dask://127.0.0.1:8786`"
        raise ConfigError(f"`{word}` is no executor", f"Use {f'`{close}`' if close else expected}.")
    cluster = _cluster(word)
    if cluster is None:
        raise ConfigError(f"`{word}` is no address of a cluster", "Write host and port, as in `dask://127.0.0.1:8786`.")
    if find_spec("distributed") is None:
        raise ConfigError(f"`{word}` needs the package `distributed`", "Install it by `pip install 'okrsite[dask]'`.")
    return cluster


def _minor(python: str) -> str:
    """Two Pythons that say the same here understand each other.

    >>> _minor("3.11.7")
    '3.11'
    """
    return ".".join(python.split(".")[:2])


def _cluster(word: str) -> Cluster | None:
    from urllib.parse import urlsplit  # most builds have no cluster

    try:
        parts = urlsplit(word)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    rest = (parts.path.strip("/"), parts.query, parts.fragment, parts.username)
    return Cluster(host, port) if parts.scheme == "dask" and host and port and not any(rest) else None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep off the terminal what Dask logs, with tracebacks, when workers come and go: nothing is lost by that."""
    import logging

    import_module("distributed.config")  # sets these handlers up
    handlers = {handler for name in _LOUD for handler in logging.getLogger(name).handlers}
    levels = {handler: handler.level for handler in handlers}
    for handler in handlers:
        handler.setLevel(sys.maxsize)
    try:
        yield
    finally:
        for handler, level in levels.items():
            handler.setLevel(level)
