"""Serving the site on this machine: built again at each change, with what went wrong shown on the page itself."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer, _serve_url
from msgspec.structs import replace

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.errors import OkrsiteError
from okrsite.publish.host import Order
from okrsite.publish.last import BeyondError, BuildInputs, Last
from okrsite.publish.outcome import Outcome, Pages
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.publish.record import amend_record, forget_record, record_place, write_record
from okrsite.publish.stamp import build_inputs
from okrsite.publish.swap import move_in, update
from okrsite.views import words
from okrsite_mkdocs.running import configured, listening, ordered, outcome_of, plugin_of, run_amend
from okrsite_mkdocs.shaping import versions

log = logging.getLogger("mkdocs")
_MOST = 4
_ROOTS = ("unreadable-document", "unknown-kind")
"""Errors that others follow from."""
_STYLE = (
    "position:sticky;bottom:0;z-index:9;margin:0;padding:.8rem 1.2rem;max-height:30vh;overflow:auto;"
    "background:#7a1f1f;color:#fff;font:14px/1.5 sans-serif"
)


class Server(LiveReloadServer):
    """MkDocs' own server, whose pages say on top of what is published what keeps the newest text from being shown."""

    trouble: str = ""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        end = content.rfind(b"</body>")
        end = len(content) if end < 0 else end
        told: bytes = content[:end] + self.trouble.encode() + content[end:]
        made: bytes = super()._inject_js_into_html(told, epoch)  # type: ignore[no-untyped-call]
        return made

    def missing(self, code: int) -> bytes | None:
        """The page for an address without one; it too says what is wrong, and reloads itself."""
        page = Path(self.root, f"{code}.html")
        found = page.read_bytes() if page.is_file() else b"<!doctype html><title>okrsite</title><body></body>"
        return self._inject_js_into_html(found, self._visible_epoch)


class Serving:
    """A site in a folder of its own, which is served and built again, only as far as something changed."""

    def __init__(self, order: Order, address: str | None) -> None:
        """Read the configuration; ConfigError where it can't be used."""
        self._folder = TemporaryDirectory(prefix="okrsite-", ignore_cleanup_errors=True)
        self._site, self._new = Path(self._folder.name, "site"), Path(self._folder.name, "new")
        self._site.mkdir()
        self._order = replace(order, site_dir=self._new, last=self._site)
        self._address = address
        self._last: Last | None = None
        with listening() as ears, ordered(self._order):
            config = configured(self._order, ears, address)
        config.plugins.on_startup(command="serve", dirty=False)
        host, port = config.dev_addr
        self._mount = urlsplit(config.site_url or "/").path
        self._url = _serve_url(host, port, self._mount)
        self._plugins = config.plugins
        self._record = record_place(plugin_of(config).press.cache, self._site)
        self.server = Server(self.build, host, port, str(self._site), self._mount)
        self.server.error_handler = self.server.missing
        self._watch(config)

    def build(self) -> None:
        """Build what changed; a failure is said on the pages, which are those of the last build that went well."""
        log.info("Building documentation...")
        try:
            outcome = self._built()
        except OkrsiteError as error:
            outcome = Outcome(failure=error.message)
        for line in (*outcome.complaints, *([outcome.failure] if outcome.failure else ())):
            log.warning(line)
        self.server.trouble = _trouble(outcome)

    def close(self) -> None:
        """Leave nothing behind."""
        self._plugins.on_shutdown()
        forget_record(self._record)
        self._folder.cleanup()

    def _built(self) -> Outcome:
        inputs = self._inputs()
        outcome = self._amended(self._last, inputs) if self._last else None
        outcome = outcome or self._built_anew()
        whole = outcome.pages.whole if outcome.pages else None
        # What was written meanwhile may be in the site or not.
        self._last = Last(inputs, replace(outcome, pages=None), whole) if whole and self._inputs() == inputs else None
        return outcome

    def _inputs(self) -> BuildInputs:
        """What a build depends on now; ConfigError where the configuration cannot be read."""
        press = Press(read_project(self._order.config_file), self._order.as_of, self._order.audience)
        return build_inputs(press, replace(self._order, as_of=press.as_of()), versions())

    def _amended(self, last: Last, inputs: BuildInputs) -> Outcome | None:
        """What an edit changed, put into the site; None where everything has to be looked at."""
        self._empty()
        if last.inputs.rest != inputs.rest:
            return None
        try:
            outcome = run_amend(self._order, last, inputs, self._url, drafts=True)
        except BeyondError as beyond:
            log.info("Everything is looked at, for %s", beyond.why)
            return None
        if outcome.pages:
            move_in(self._site, self._new)
            amend_record(self._record, self._site, outcome.pages.inputs)
        return outcome

    def _empty(self) -> None:
        shutil.rmtree(self._new, ignore_errors=True)
        self._new.mkdir()

    def _built_anew(self) -> Outcome:
        self._empty()
        with listening() as ears, ordered(self._order):
            config = configured(self._order, ears, self._address)
            config.site_url = self._url
            outcome = outcome_of(config, ears, self._order, drafts=True)
        if outcome.failure is None:
            pages = outcome.pages or Pages()
            update(self._site, self._new, pages.stand)
            write_record(self._record, self._site, pages.frame, pages.inputs)
        return outcome

    def _watch(self, config: MkDocsConfig) -> None:
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            self.server.watch(path)
        config.plugins.on_serve(self.server, config=config, builder=self.build)


def serve(order: Order, address: str | None) -> None:
    """Serve the site of an order until interrupted, at `host:port` or where the configuration says."""
    try:
        serving = Serving(order, address)
    except OSError as error:
        raise OkrsiteError(f"the site cannot be served: {error.strerror}") from None
    try:
        serving.build()
        serving.server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        log.info("Shutting down...")
    except (MkDocsException, OSError) as error:
        raise OkrsiteError(f"the site cannot be served: {error}") from None
    finally:
        serving.server.shutdown()
        serving.close()


def _trouble(outcome: Outcome) -> str:
    """What stands on each page while something is wrong; empty while nothing is."""
    lines = list(_told(outcome.failure, outcome.findings))
    if not lines:
        return ""
    shown = "".join(f"<br>{escape(line)}" for line in lines[1 : _MOST + 1])
    more = f"<br>{escape(words.gettext('and {count} more').format(count=len(lines) - _MOST - 1))}"
    return (
        f'<p role="alert" style="{_STYLE}"><b>{escape(lines[0])}</b>{shown}{more if len(lines) > _MOST + 1 else ""}</p>'
    )


def _told(failure: str | None, findings: Iterable[Diagnostic]) -> Iterator[str]:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    errors.sort(key=lambda finding: finding.name not in _ROOTS)
    if failure:
        yield words.gettext("The site cannot be built: {why}. This is the last one that could.").format(why=failure)
    elif errors:
        yield words.gettext("Some of what is written could not be taken:")
    for finding in errors:
        where = finding.where
        yield f"{where.path}:{where.line}:{where.column}: {finding.message}"
