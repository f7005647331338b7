"""`okrsite serve`: the site on this machine, rebuilt at a change, ended by an interrupt."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from projects import CONFIG, OBJECTIVES, Folder

PATIENCE = 120


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """What is started here hears interrupts, even where the tests run in a background that ignores them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page_with(address: str, words: str) -> str:
    """The page at an address, as soon as it holds some words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            page = _page(address)
            if words in page:
                return page
        except OSError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"{address} never said {words!r}")


def _page(address: str) -> str:
    """What a server says of an address, if only that there is no page."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as missing:
        return missing.read().decode()


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


@pytest.mark.slow
def test_what_is_wrong_is_said_on_the_page_until_it_is_mended(
    harbour: Folder, served: tuple[subprocess.Popen[str], str]
) -> None:
    server, address = served
    page = page_with(f"{address}okr/crew-1/", "Every ferry leaves on time")
    assert 'role="alert"' not in page
    harbour.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("baseline: 68%", "basline: <68%>")})
    page = page_with(f"{address}okr/crew-1/", 'role="alert"')
    assert "docs/crew/2026-q3.md:" in page
    assert "basline" in page
    harbour.write({"overrides/okr/objective.html": "{% if %}"})
    harbour.write({"mkdocs.yml": CONFIG.replace("name: material", "name: material\n  custom_dir: overrides")})
    page = page_with(f"{address}okr/crew-1/", "The site cannot be built")
    assert "objective.html" in page
    assert "Every ferry leaves on time" in page  # the last site is there still
    assert "The site cannot be built" in page_with(f"{address}nowhere/", "livereload")
    harbour.write({"mkdocs.yml": CONFIG, "docs/crew/2026-q3.md": OBJECTIVES.replace("Every ferry", "Each boat")})
    page = page_with(f"{address}okr/crew-1/", "Each boat leaves on time")
    assert 'role="alert"' not in page
    server.send_signal(signal.SIGINT)
    _, said = server.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
