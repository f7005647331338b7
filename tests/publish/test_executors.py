"""Pages may be rendered by any executor: the site is the same, whatever that executor does."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from msgspec import Struct
from okrsite_mkdocs.host import MkDocsHost
from projects import CONFIG, DOCS, Folder

from okrsite.cli.main import commands
from okrsite.errors import ConfigError
from okrsite.publish import cluster, executors
from okrsite.publish.build import publish
from okrsite.publish.cluster import Cluster, read_executor
from okrsite.publish.executors import Answer, own_templates, render
from okrsite.publish.host import Order
from okrsite.publish.outcome import Pages
from okrsite.publish.press import Press
from okrsite.publish.project import read_project

OWN = "  custom_dir: own\n"
Built = Callable[..., Pages]


class Pool(Struct):
    """A place to render pages at that is made of an executor, which is asked through `executor.submit`."""

    make: Callable[[], Executor]

    def reach(self) -> None:
        """Somebody is always there."""

    @contextmanager
    def open(self) -> Iterator[Executor]:
        with self.make() as executor:
            yield executor


class Spied(Executor):
    """An executor that does as another one until `trouble`, which hears of the number of each batch, says otherwise."""

    def __init__(self, inner: Executor, trouble: Callable[[int], Future[Answer] | None] = lambda _number: None) -> None:
        self.inner, self.trouble, self.sent = inner, trouble, 0

    def submit(self, work: Callable[..., Any], /, *words: Any, **named: Any) -> Future[Any]:
        self.sent += 1
        return self.trouble(self.sent) or self.inner.submit(work, *words, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.inner.shutdown(wait, cancel_futures=cancel_futures)


def processes() -> ProcessPoolExecutor:
    """Two processes that know nothing of this one."""
    return ProcessPoolExecutor(2, get_context("spawn"))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of which a small project has several, and more than may be under way."""
    monkeypatch.setattr(executors, "BATCH", 10)
    monkeypatch.setattr("okrsite_mkdocs.driver.ordering.AHEAD", 40)


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as it is without an executor."""
    folder = Folder(tmp_path_factory.mktemp("usual")).write({"mkdocs.yml": CONFIG, **DOCS})
    assert folder.build().failure is None
    return folder.site()


def built(folder: Folder, elsewhere: Any = None, site: str = "site") -> Pages:
    """What a build that goes well tells of its pages."""
    outcome = MkDocsHost().build(Order(folder.root / "mkdocs.yml", folder.root / site, elsewhere=elsewhere))
    assert (outcome.failure, outcome.complaints) == (None, ())
    assert outcome.pages is not None
    return outcome.pages


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(2), processes], ids=["threads", "processes"])
def test_the_site_is_the_same_with_any_executor(
    make: Callable[[], Executor], harbour: Folder, usual: dict[str, bytes]
) -> None:
    spied = Spied(make())
    assert built(harbour, Pool(lambda: spied)).trouble is None
    assert spied.sent > 10
    assert harbour.site() == usual


@pytest.mark.parametrize(
    "more",
    ["use_directory_urls: false\n", "hooks:\n  - hook.py\n"],
    ids=["addresses of files", "a hook that may see every page"],
)
def test_other_configurations_give_the_same_site_too(more: str, harbour: Folder) -> None:
    hook = "def on_page_content(html, **_):\n    return html\n"
    harbour.write({"mkdocs.yml": CONFIG + more, "hook.py": hook})
    built(harbour, site="plain")
    spied = Spied(ThreadPoolExecutor(1))
    assert built(harbour, Pool(lambda: spied)).trouble is None
    assert spied.sent > 10
    assert harbour.site() == harbour.site("plain")


def failing(error: BaseException) -> Future[Answer]:
    future: Future[Answer] = Future()
    future.set_exception(error)
    return future


def answering(*answer: Any) -> Future[Answer]:
    future: Future[Any] = Future()
    future.set_result(answer)
    return future


def cancelled() -> Future[Answer]:
    future: Future[Answer] = Future()
    future.cancel()
    return future


def broken() -> Future[Answer]:
    raise BrokenExecutor("it broke")


def interrupted() -> Future[Answer]:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (
            lambda: failing(ModuleNotFoundError("No module named 'okrsite'")),
            "executor failed: No module named 'okrsite'",
        ),
        (lambda: failing(BrokenExecutor()), "the executor failed"),
        (cancelled, "a batch of them was cancelled"),
        (broken, "the executor failed: it broke"),
        (lambda: answering("another version", ()), "another version of okrsite"),
        (lambda: answering(executors.edition(), ("one",)), "did not answer as it has to"),
        (lambda: answering("nonsense"), "the executor failed"),
    ],
    ids=["no okrsite", "broken", "cancelled", "refuses work", "another version", "too few", "nonsense"],
)
@pytest.mark.parametrize("which", ["one batch", "all from the third on"])
def test_what_an_executor_loses_is_rendered_here(
    trouble: Callable[[], Future[Answer]], told: str, which: str, harbour: Folder, usual: dict[str, bytes]
) -> None:
    def lost(number: int) -> Future[Answer] | None:
        return trouble() if number == 3 or (number > 3 and which != "one batch") else None

    spied = Spied(ThreadPoolExecutor(1), lost)
    said = built(harbour, Pool(lambda: spied)).trouble or ""
    assert said.startswith("pages had to be rendered here, for ")
    assert said.endswith(told) or told in said
    assert harbour.site() == usual
    assert spied.sent > 10 if which == "one batch" else spied.sent < 12


def test_an_executor_that_does_not_answer_is_soon_given_up(
    harbour: Folder, usual: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 0.5)
    begun = time.monotonic()
    spied = Spied(ThreadPoolExecutor(1), lambda number: Future() if number > 2 else None)
    said = built(harbour, Pool(lambda: spied))
    assert spied.sent < 12
    assert said.trouble == "pages had to be rendered here, for no answer came for 0.5 seconds"
    assert harbour.site() == usual
    assert time.monotonic() - begun < 20


def test_whoever_interrupts_a_build_is_obeyed(harbour: Folder) -> None:
    pool = Pool(lambda: Spied(ThreadPoolExecutor(1), lambda number: interrupted() if number == 2 else None))
    with pytest.raises(KeyboardInterrupt):
        built(harbour, pool)


def test_no_more_than_some_pages_are_under_way(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 0
    take = executors.Orders.take

    def counted(orders: executors.Orders, here: str) -> str | None:
        nonlocal most
        most = max(most, len(orders._under_way))
        return take(orders, here)

    monkeypatch.setattr(executors.Orders, "take", counted)
    built(harbour, Pool(lambda: ThreadPoolExecutor(1)))
    assert 20 < most <= 51


def test_another_version_renders_nothing_and_unpacks_nothing() -> None:
    assert render("another", b"no pickle") == (executors.edition(), ())


def test_only_pages_that_have_to_be_made_are_sent(harbour: Folder) -> None:
    harbour.write({".gitignore": ".cache/\nsite/\n"})
    sent = []
    for note in ("The new roster holds", "The new roster is kept", "The new roster is kept"):
        text = DOCS["docs/crew/2026-q3.md"].replace("The new roster holds", note)
        harbour.write({"docs/crew/2026-q3.md": text})
        spied = Spied(ThreadPoolExecutor(1))
        press = Press(read_project(harbour.root / "mkdocs.yml"))
        order = Order(press.project.config_file, harbour.root / "site", elsewhere=Pool(lambda spied=spied: spied))
        assert publish(MkDocsHost(), press, order).outcome.failure is None
        sent.append(spied.sent)
    assert sent[0] > 10
    assert 0 < sent[1] < 4
    assert sent[2] == 0


def test_templates_of_the_author_go_along(harbour: Folder) -> None:
    config = CONFIG.replace("  font: false\n", f"  font: false\n{OWN}")
    page = '{% import "words.html" as own %}<h1>{{ view.what }}</h1>{{ own.said() }}{% include "words.html" %}\n'
    words = "{% macro said() %}Ahoy é{% endmacro %}All\r\naboard\r\n"
    harbour.write({"mkdocs.yml": config, "own/okr/rule.html": page, "own/words.html": words})
    plain = built(harbour, site="plain")
    assert plain.trouble is None
    shutil.rmtree(harbour.root / ".cache")
    assert built(harbour, Pool(processes)).trouble is None
    assert harbour.site() == harbour.site("plain")
    assert b"Ahoy \xc3\xa9" in harbour.site()["quality/rules/okr101/index.html"]


def test_templates_that_are_too_large_to_go_along_keep_pages_here(harbour: Folder) -> None:
    config = CONFIG.replace("  font: false\n", f"  font: false\n{OWN}")
    page = "<h1>{{ view.what }}</h1>\n"
    harbour.write({"mkdocs.yml": config, "own/okr/rule.html": page, "own/large.bin": bytes(executors.OWN_LIMIT)})
    spied = Spied(ThreadPoolExecutor(1))
    said = built(harbour, Pool(lambda: spied))
    assert "templates of your own" in (said.trouble or "")
    assert spied.sent == 0
    built(harbour, site="plain")
    assert harbour.site() == harbour.site("plain")


def test_what_is_no_template_of_ours_need_not_go_along(tmp_path: Path) -> None:
    theme = executors.folders_of("okrsite_theme")[0]
    Folder(tmp_path).write({"main.html": "", "assets/large.bin": bytes(executors.OWN_LIMIT + 1)})
    assert own_templates((tmp_path, theme)) == ()
    assert own_templates((theme,)) == ()
    assert own_templates((theme, tmp_path)) is None


def test_a_template_that_fails_says_the_same_wherever_it_is_rendered(harbour: Folder) -> None:
    config = CONFIG.replace("  font: false\n", f"  font: false\n{OWN}")
    harbour.write({"mkdocs.yml": config, "own/okr/rule.html": "<h1>{{ view.nothing }}</h1>\n"})
    order = Order(harbour.root / "mkdocs.yml", harbour.root / "site")
    here = MkDocsHost().build(order)
    there = MkDocsHost().build(Order(order.config_file, order.site_dir, elsewhere=Pool(lambda: ThreadPoolExecutor(1))))
    assert there.failure == here.failure
    assert "rule.html" in (here.failure or "")


# The words of the option


def build(folder: Folder, word: str) -> Result:
    """Build by the command; what is not handled is an error of the test."""
    words = ["build", "-f", str(folder.root / "mkdocs.yml"), "--executor", word]
    return CliRunner().invoke(commands, words, prog_name="okrsite", catch_exceptions=False)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("serail", "`serail` is no executor", "Use `serial`."),
        ("threads", "`threads` is no executor", "Use `processes`, `serial` or the address of a cluster"),
        ("", "`` is no executor", "Use `processes`"),
        ("dask://somewhere", "`dask://somewhere` is no address of a cluster", "Write host and port"),
        ("dask://a:b", "`dask://a:b` is no address of a cluster", "Write host and port"),
        ("dask://a:99999", "is no address of a cluster", "Write host and port"),
        ("dask://me@a:1/x", "is no address of a cluster", "Write host and port"),
    ],
)
def test_a_word_that_names_no_executor_is_told_with_what_does(
    word: str, message: str, hint: str, harbour: Folder
) -> None:
    result = build(harbour, word)
    assert result.exit_code == 2
    assert message in result.stderr
    assert f"hint: {hint}" in result.stderr


def test_a_missing_package_is_named(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _name: None)
    result = build(harbour, "dask://127.0.0.1:8786")
    assert result.exit_code == 2
    assert "needs the package `distributed`" in result.stderr
    assert "hint: Install it by `pip install 'okrsite[dask]'`." in result.stderr


def test_a_cluster_that_is_not_there_is_told_before_anything_is_read(harbour: Folder) -> None:
    result = build(harbour, f"dask://127.0.0.1:{free_port()}")
    assert result.exit_code == 2
    assert "cannot be reached: Connection refused" in result.stderr
    assert "hint: Look whether its scheduler runs there" in result.stderr
    assert "Reading" not in result.stderr


def test_addresses_are_told_as_they_are_written() -> None:
    for word in ("dask://127.0.0.1:8786", "dask://[::1]:8786", "dask://somewhere.test:1"):
        assert str(read_executor(word)) == word
    assert read_executor("dask://[::1]:8786/") == Cluster("::1", 8786)


def test_in_one_process_no_other_is_split_off(
    harbour: Folder, usual: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def split() -> None:
        raise AssertionError("a process was split off")

    monkeypatch.setattr(os, "fork", split)
    monkeypatch.setattr("okrsite.publish.shared.WORTH_IT", 1)
    result = build(harbour, "serial")
    assert result.exit_code == 0, result.stderr
    assert harbour.site() == usual


# A real cluster

START = "from dask.__main__ import main; main()"
NO_OKRSITE = f"import sys; sys.modules['okrsite'] = None; {START}"
OTHER_VERSION = f"import okrsite.publish.code as code; code.code_digest = lambda: 'other'; {START}"
READY = f"import matplotlib.figure, okrsite.publish.executors; {START}"


class Dask:
    """A scheduler and its workers, each a process of its own that can die."""

    def __init__(self, folder: Path) -> None:
        """Start the scheduler, and wait until it listens."""
        self.workers: list[subprocess.Popen[bytes]] = []
        self.cluster = Cluster("127.0.0.1", free_port())
        words = ("scheduler", "--host", "127.0.0.1", "--port", str(self.cluster.port), "--dashboard-address", ":0")
        self.folder = folder
        self.scheduler = self._start(START, *words)
        self.wait(self._listens)

    def work(self, *codes: str) -> None:
        """Start a worker for each piece of Python, and wait until all work."""
        address = str(self.cluster).replace("dask:", "tcp:")
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers += [self._start(code, "worker", address, *options) for code in codes]
        self.wait(lambda: self.count() == len(self.workers))

    def count(self) -> int:
        """How many workers there are."""
        try:
            with self.cluster.open() as executor:
                return len(executor._client.ncores())  # type: ignore[attr-defined]
        except ConfigError:
            return 0

    def die(self) -> None:
        """Kill one worker."""
        worker = self.workers.pop()
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        """Leave no process behind."""
        while self.workers:
            self.die()
        self.scheduler.kill()
        self.scheduler.wait()

    def _start(self, code: str, *words: str) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        environment = {**os.environ, "DASK_TEMPORARY_DIRECTORY": str(self.folder / "dask")}
        command = [sys.executable, "-c", code, *words]
        return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=quiet, stderr=quiet)

    def wait(self, reached: Callable[[], bool]) -> None:
        """Wait until something is reached, a minute at most."""
        end = time.monotonic() + 60
        while not reached():
            assert time.monotonic() < end, "nobody came"
            time.sleep(0.1)

    def _listens(self) -> bool:
        try:
            self.cluster.reach()
        except ConfigError:
            return False
        return True


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without workers."""
    started = Dask(tmp_path)
    try:
        yield started
    finally:
        started.stop()


class Watched(Struct):
    """A cluster at which something happens with a batch of some number."""

    dask: Dask
    happens: dict[int, Callable[[], None]]
    sent: int = 0

    def reach(self) -> None:
        """Somebody is there."""
        self.dask.cluster.reach()

    @contextmanager
    def open(self) -> Iterator[Executor]:
        with self.dask.cluster.open() as executor:

            def trouble(number: int) -> None:
                self.sent = number
                self.happens.get(number, lambda: None)()

            yield Spied(executor, trouble)


def test_a_cluster_of_which_one_worker_dies_and_then_the_other_loses_nothing(
    dask: Dask, harbour: Folder, usual: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    dask.work(READY, READY)
    # Dask may look for what the dead one had finished for longer than anybody waits.
    late = "pages had to be rendered here, for no answer came for 1 seconds"
    watched = Watched(dask, {6: dask.die})
    assert built(harbour, watched).trouble in (None, late)
    assert watched.sent > 10
    assert harbour.site() == usual
    assert built(harbour, Watched(dask, {5: dask.die})).trouble == late
    assert harbour.site() == usual
    dask.wait(lambda: dask.count() == 0)
    result = build(harbour, str(dask.cluster))
    assert result.exit_code == 2
    assert f"the cluster at `{dask.cluster}` has no workers" in result.stderr


def test_a_scheduler_that_dies_costs_no_page(
    dask: Dask, harbour: Folder, usual: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    dask.work(READY)
    said = built(harbour, Watched(dask, {6: dask.scheduler.kill})).trouble or ""
    assert said.startswith("pages had to be rendered here, for ")
    assert harbour.site() == usual


def test_workers_of_another_version_or_without_okrsite_change_no_byte(
    dask: Dask, harbour: Folder, usual: dict[str, bytes]
) -> None:
    dask.work(NO_OKRSITE, OTHER_VERSION)
    result = build(harbour, str(dask.cluster))
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count("pages had to be rendered here, for ") == 1
    assert harbour.site() == usual


def test_a_cluster_of_another_version_is_refused_in_a_sentence(
    dask: Dask, harbour: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("distributed.__version__", "2020.1")
    result = build(harbour, str(dask.cluster))
    assert result.exit_code == 2
    assert "but this is 2020.1 on Python" in result.stderr
    assert "hint: Install here what the cluster has" in result.stderr
    assert "Traceback" not in result.stderr
