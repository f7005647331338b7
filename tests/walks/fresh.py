"""Commands run as people run them: each in a process that knows nothing of those before it.

Such a process begins as a copy of one that has loaded what all of them load, so that it costs little to begin. What is
compiled of templates is kept between them under the templates' own text, because compiling is most of a small build.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.errors import OkrsiteError

_LOADED = [
    *("pytest", "okrsite_mkdocs.running", "okrsite.cli.build", "okrsite.cli.close", "okrsite.publish.past"),
    *("okrsite.charts.drawing", "okrsite.charts.bridge_drawing", "okrsite.rules.registry", "pathspec.gitignore"),
    *(
        "material.plugins.search.plugin",
        "material.plugins.tags.plugin",
        "pymdownx.superfences",
        "markdown.extensions.toc",
    ),
]


class Wish(Struct, frozen=True):
    """One build: of the project in `root` into its folder `site`, on a day, for whom and how strictly."""

    root: Path
    site: str
    day: date
    audience: str | None = None
    strict: bool = False


class Told(Struct, frozen=True):
    """What a build told: findings with their places, complaints of the host, and why there is no site.

    `unchanged` says that there was nothing to build, `amended` that only documents around an edit were looked at,
    `seconds` how long a processor was busy with it.
    """

    findings: tuple[Diagnostic, ...] = ()
    complaints: tuple[str, ...] = ()
    failure: str | None = None
    unchanged: bool = False
    amended: bool = False
    seconds: float = 0

    def grave(self) -> Iterator[str]:
        """What a person would see of it, a line each."""
        yield f"failure: {self.failure}"
        yield from (f"mkdocs: {complaint}" for complaint in self.complaints)
        for found in self.findings:
            if found.severity != Severity.NOTE:
                yield f"{found.where.path}:{found.where.line}: {found.name}: {found.message}"


@contextmanager
def processes() -> Iterator[Executor]:
    """Runs one thing after the other, each in a fresh process."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    with ProcessPoolExecutor(1, context, max_tasks_per_child=1) as executor:
        yield executor


def build(wish: Wish, compiled: Path, always: bool) -> Told:
    """Build as `okrsite build` does; `always` keeps compiled templates in `compiled` even where okrsite keeps them."""
    from okrsite.publish import excerpt

    _keep_compiled(compiled, always)
    excerpt.PAYS = 1  # so few documents are looked at all at once otherwise
    told = _built(wish)
    return replace(told, seconds=time.process_time())


def _built(wish: Wish) -> Told:
    from okrsite.cli.hosts import find_host
    from okrsite.publish.build import publish
    from okrsite.publish.host import Order
    from okrsite.publish.outcome import Pages
    from okrsite.publish.press import Press
    from okrsite.publish.project import read_project

    try:
        press = Press(read_project(wish.root / "mkdocs.yml"), wish.day, wish.audience)
        if press.faults:
            return Told(press.faults, failure="the configuration is not sound")
        site = wish.root / wish.site
        order = Order(press.project.config_file, site, wish.strict, press.as_of(), press.settings.audience)
        published = publish(find_host(), press, order)
    except OkrsiteError as error:
        return Told(failure=error.message)
    outcome = published.outcome
    pages = outcome.pages or Pages()
    amended = len(pages.inputs) < pages.total
    return Told(outcome.findings, outcome.complaints, outcome.failure, published.unchanged, amended)


def close(root: Path, cycle: str, day: date) -> str:
    """Close a cycle as `okrsite close` does, and say how that went."""
    from okrsite.publish.closing import Wish as Closing
    from okrsite.publish.closing import prepare_close, write_all
    from okrsite.publish.press import Press
    from okrsite.publish.project import read_project

    try:
        prepared = prepare_close(Press(read_project(root / "mkdocs.yml"), day), Closing(cycle, "", now=True, zero=True))
    except OkrsiteError as error:
        return f"{cycle} is not closed: {error.message}"
    write_all(prepared.files)
    return f"{cycle} is closed, {len(prepared.files)} files are written"


def _keep_compiled(folder: Path, always: bool) -> None:
    from jinja2 import Environment, FileSystemBytecodeCache

    folder.mkdir(parents=True, exist_ok=True)
    make = Environment.__init__

    def made(self: Environment, *words: Any, **options: Any) -> None:
        make(self, *words, **options)
        if always or self.bytecode_cache is None:
            kind = f"{type(self).__module__}.{type(self).__name__}"
            self.bytecode_cache = FileSystemBytecodeCache(str(folder), f"{kind}-%s")

    Environment.__init__ = made  # type: ignore[method-assign]
