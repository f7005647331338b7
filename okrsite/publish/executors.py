"""Rendering by any executor: pages go there in batches, and what does not come back as it has to is rendered here."""

from __future__ import annotations

import pickle
import platform
import tempfile
from collections.abc import Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import AbstractContextManager
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from okrsite.charts import Chart, MemoryFrames, draw
from okrsite.publish.code import code_digest, folders_of
from okrsite.publish.digests import files_below
from okrsite.render.renderer import Renderer

BATCH = 50
"""How many pages are sent together: each batch costs a round trip, and all its pages are waited for together."""
AHEAD = 8 * BATCH
"""How many pages may be under way, so that memory does not grow with the site."""
PATIENCE = 10.0
"""Seconds after which a batch is rendered here, which takes less: whoever answers so late is dead or busy."""
OWN_LIMIT = 256 * 1024
"""The most bytes of an author's own templates that go along with each batch."""
_MOST_FAILURES = 3
_RESTS_ON = ("Jinja2", "MarkupSafe", "matplotlib", "msgspec")
_PLACES = ("okr/", "partials/okr/")
_THEME = "okrsite_theme"

Own = tuple[tuple[str, bytes], ...]
"""An author's own templates, by their path below the folder that holds them."""
Ordered = tuple[str, Any, str]
"""A page as far as rendering goes: its template, its view, and the address that links lead from."""
Answer = tuple[str, tuple[str, ...]]
"""What renders in a process, and the pages' HTML; none where another version was asked for."""


class Elsewhere(Protocol):
    """A place where pages can be rendered, such as a cluster."""

    def reach(self) -> None:
        """Look whether anybody is there, in no time; ConfigError where nobody is."""

    def open(self) -> AbstractContextManager[Executor]:
        """An executor for a while; ConfigError where there is none that can be used."""


def render(asked: str, packed: bytes) -> Answer:
    """Render a batch in whatever process this is; another version than the one asked for renders nothing.

    Nothing is unpacked before that is known, for another version may hold other views.
    """
    here = edition()
    if asked != here:
        return here, ()
    own, directory_urls, pages = pickle.loads(packed)
    renderer, _folder = _renderer(own)
    frames = _frames()

    def drawn(chart: Chart, uid: str) -> str:
        return draw(chart, uid=uid, frames=frames)

    def rendered(template: str, view: Any, here: str) -> str:
        return renderer.fragment(template, view, here, directory_urls=directory_urls, svg=drawn)

    return here, tuple(rendered(*page) for page in pages)


@cache
def edition() -> str:
    """The digest of all that makes HTML of a view: our code and templates, and what they rest on."""
    versions = [platform.python_version(), *(f"{name} {version(name)}" for name in _RESTS_ON)]
    return sha256("\0".join([code_digest(), *versions]).encode()).hexdigest()


def own_templates(folders: Sequence[Path]) -> Own | None:
    """The author's templates in `folders`, of which the last is our theme; None where they can't be sent along.

    They are all files of the other folders, and none where no file there can take the place of one of ours.
    """
    *own, theme = folders
    found: dict[str, Path] = {}
    for folder in own:
        for path, _about in files_below(folder):
            found.setdefault(Path(path).relative_to(folder).as_posix(), Path(path))
    if theme not in folders_of(_THEME):
        return None
    if not any(name.startswith(_PLACES) for name in found):
        return ()
    try:
        if sum(path.stat().st_size for path in found.values()) > OWN_LIMIT:
            return None
        return tuple((name, path.read_bytes()) for name, path in sorted(found.items()))
    except OSError:
        return None


@lru_cache(maxsize=2)
def _renderer(own: Own) -> tuple[Renderer, tempfile.TemporaryDirectory[str] | None]:
    """This process's renderer with an author's templates, and the folder that they lie in for as long."""
    if not own:
        return Renderer(tuple(folders_of(_THEME))), None
    folder = tempfile.TemporaryDirectory(prefix="okrsite-templates-", ignore_cleanup_errors=True)
    for name, content in own:
        place = Path(folder.name, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return Renderer((Path(folder.name), *folders_of(_THEME))), folder


@cache
def _frames() -> MemoryFrames:
    return MemoryFrames()


class Orders:
    """Pages that an executor renders, a bounded number of them at a time; each is handed out once, by its address.

    `trouble` says in a sentence why some were not, None as long as all were.
    """

    def __init__(self, executor: Executor, own: Own | None, *, directory_urls: bool) -> None:
        """Send nothing yet. Where `own` is None nothing is ever sent, for the author's templates can't go along."""
        self.trouble: str | None = None
        self._executor, self._own, self._directory_urls = executor, own, directory_urls
        self._next: dict[str, Ordered] = {}
        self._under_way: dict[str, tuple[_Batch, int]] = {}
        self._failures = 0
        self._over = False
        if own is None:
            self._fail("the folder with templates of your own is too large to be sent along")
            self._over = True

    def order(self, template: str, view: Any, here: str) -> None:
        """Have a view rendered for the page at the address `here`, together with those ordered before and after."""
        if self._over:
            return
        self._next[here] = (template, view, here)
        if len(self._next) >= BATCH:
            self.send()

    def send(self) -> None:
        """Send what is ordered and not sent."""
        batch, self._next = tuple(self._next.values()), {}
        if not batch or self._over:
            return
        try:
            packed = pickle.dumps((self._own, self._directory_urls, batch), pickle.HIGHEST_PROTOCOL)
            sent = _Batch(self._executor.submit(render, edition(), packed), len(batch))
        except Exception as error:  # whoever wrote the executor knows which
            self._fail(_told(error))
            return
        self._under_way.update((here, (sent, number)) for number, (_, _, here) in enumerate(batch))

    def take(self, here: str) -> str | None:
        """The HTML of the page at an address, once it is there; None where it has to be rendered here."""
        if here in self._next:
            self.send()
        sent, number = self._under_way.pop(here, (None, 0))
        if sent is None:
            return None
        if sent.pages is None:
            sent.pages = self._settled(sent)
        return sent.pages[number] if sent.pages else None

    def close(self) -> None:
        """Wait for nothing any more."""
        self._over = True
        for sent, _ in self._under_way.values():
            sent.future.cancel()
        self._under_way, self._next = {}, {}

    def _settled(self, sent: _Batch) -> tuple[str, ...]:
        """The HTML of a batch's pages; nothing where they have to be rendered here."""
        future = sent.future
        if self._over and not future.done():
            future.cancel()
            return ()
        try:
            answered, pages = future.result(PATIENCE)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # being cancelled is no Exception to some
            if future.done():
                self._fail(_told(error))
            else:
                future.cancel()
                self._fail(f"no answer came for {PATIENCE:g} seconds")
            return ()
        if answered != edition():
            self._fail("a worker has another version of okrsite, or of what it rests on")
            return ()
        if len(pages) != sent.size or not all(type(page) is str for page in pages):
            self._fail("a worker did not answer as it has to")
            return ()
        self._failures = 0
        return pages

    def _fail(self, why: str) -> None:
        """Note why a batch is lost; where one after the other is, nothing is sent any more."""
        self.trouble = self.trouble or f"pages had to be rendered here, for {why}"
        self._failures += 1
        self._over = self._over or self._failures >= _MOST_FAILURES


class _Batch:
    """Pages that are rendered together: `pages` is their HTML once it was asked for, empty where there is none."""

    def __init__(self, future: Future[Answer], size: int) -> None:
        self.future, self.size = future, size
        self.pages: tuple[str, ...] | None = None


def _told(error: BaseException) -> str:
    """What went wrong with a batch, in words that go on behind a sentence."""
    if isinstance(error, CancelledError):
        return "a batch of them was cancelled"
    said = next(iter(str(error).strip().splitlines()), "")
    return f"the executor failed: {said}" if said else "the executor failed"
