"""`okrsite serve`: the site on this machine, rebuilt at a change, ended by an interrupt."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from projects import OBJECTIVES, Folder

PATIENCE = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page_with(address: str, words: str) -> str:
    """The page at an address, as soon as it holds some words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                page = str(answer.read().decode())
            if words in page:
                return page
        except OSError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"{address} never said {words!r}")


@pytest.fixture
def served(harbour: Folder) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of the project, with its address."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "okrsite", "serve", "--address", f"127.0.0.1:{port}"],
        cwd=harbour.root,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    yield server, f"http://127.0.0.1:{port}/"
    server.kill()
    server.communicate()


@pytest.mark.slow
def test_a_change_is_served_and_an_interrupt_ends_it(
    harbour: Folder, served: tuple[subprocess.Popen[str], str]
) -> None:
    server, address = served
    page_with(f"{address}okr/crew-1/", "Every ferry leaves on time")
    harbour.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("Every ferry leaves", "Each boat sails")})
    page_with(f"{address}okr/crew-1/", "Each boat sails on time")
    server.send_signal(signal.SIGINT)
    _, said = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
    assert f"Serving on {address}" in said
    assert "Traceback" not in said
    assert not (harbour.root / "site").exists()
