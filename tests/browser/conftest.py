"""The example site, built as it is published, on a server of this machine, and a browser to look at it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from okrsite_mkdocs.host import MkDocsHost
from playwright.sync_api import Browser, sync_playwright

from okrsite.publish.host import Order

ROOT = Path(__file__).parents[2]
SYSTEM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


class Silent(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site's folder."""
    site = tmp_path_factory.mktemp("example") / "site"
    outcome = MkDocsHost().build(Order(ROOT / "mkdocs.yml", site))
    assert outcome.failure is None
    return site


@pytest.fixture(scope="session")
def address(example: Path) -> Iterator[str]:
    """Where the example site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(example))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or the one that Playwright brings."""
    found = next(filter(None, map(shutil.which, SYSTEM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()
