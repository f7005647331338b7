"""Running MkDocs in this very process, and hearing what it has to say."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import extract_tb

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from okrsite.errors import ConfigError
from okrsite.publish.collector import held_back
from okrsite.publish.edition import Edition
from okrsite.publish.host import Order
from okrsite.publish.last import BeyondError, BuildInputs, Last
from okrsite.publish.outcome import Outcome, Pages
from okrsite_mkdocs.driver.build import build
from okrsite_mkdocs.order import ORDER
from okrsite_mkdocs.plugin import OkrPlugin

_OURS = "mkdocs.plugins.okrsite"


class Ears(logging.Handler):
    """Keeps what MkDocs and its plugins complain of, each complaint once; our own findings are told otherwise."""

    def __init__(self) -> None:
        """Listen for warnings and errors."""
        super().__init__(logging.WARNING)
        self.heard: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one complaint."""
        if record.name != _OURS:
            self.heard[record.getMessage()] = None


def run_build(order: Order) -> Outcome:
    """Build the whole site; a failure that MkDocs reports is part of the outcome."""
    if order.elsewhere:
        order.elsewhere.reach()  # before anything is read, which takes longer
    with listening() as ears, ordered(order):
        config = configured(order, ears)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            return outcome_of(config, ears, order)
        finally:
            config.plugins.on_shutdown()


def run_amend(
    order: Order, last: Last, inputs: BuildInputs, url: str | None = None, *, drafts: bool = False
) -> Outcome:
    """Build what an edit changed, for the site's address where it is given.

    Raises BeyondError where a whole build has to tell that.
    """
    from okrsite_mkdocs.driver.amending import amend  # much that a first build never needs

    assert order.last
    with listening() as ears, ordered(order), held_back():
        config = configured(order, ears)
        config.site_url = url or config.site_url
        plugin = plugin_of(config)
        config.plugins.on_startup(command="serve" if drafts else "build", dirty=False)
        try:
            pages = amend(config, plugin, last, inputs, order.last, order.tell, drafts=drafts)
        except BeyondError:
            raise
        except Exception as error:  # of some documents anything may be missing; what is wrong with all is told then
            raise BeyondError(f"the documents around the edit do not tell it: {error!r}") from error
        finally:
            config.plugins.on_shutdown()
    before = last.outcome.complaints
    if not ears.heard.keys() <= set(before) or pages.fault or plugin.edition.cache.fault or plugin.report is None:
        raise BeyondError("there is something to be complained of")
    return Outcome(plugin.report.findings, before, pages=pages)


def run_serve(order: Order, address: str | None) -> None:
    """Serve the site until interrupted, rebuilt at every change; MkDocs says on the terminal what it does."""
    from okrsite_mkdocs.serving import serve  # a server, which builds never need

    spoken = logging.StreamHandler()
    spoken.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(spoken)
    logger.setLevel(logging.INFO)
    serve(order, address)


def outcome_of(config: MkDocsConfig, ears: Ears, order: Order, *, drafts: bool = False) -> Outcome:
    """Build by a configuration; with `drafts` what is to be seen by its author only, too."""
    plugin = plugin_of(config)
    with held_back():
        pages, failure = _build(config, plugin, order, drafts=drafts)
    findings = plugin.report.findings if plugin.report else ()
    edition: Edition | None = getattr(plugin, "edition", None)
    faults = (edition.cache.fault if edition else None, pages.fault if pages else None)
    fault = next((fault for fault in faults if fault), None)  # once is enough
    return Outcome(findings, (*ears.heard, *([fault] if fault else ())), failure, pages)


def configured(order: Order, ears: Ears, address: str | None = None) -> MkDocsConfig:
    """The configuration of an order, to be served at an address; ConfigError where it can't be used."""
    strict = True if order.strict else None
    try:
        return load_config(str(order.config_file), site_dir=str(order.site_dir), strict=strict, dev_addr=address)
    except (Abort, MkDocsException) as error:
        reasons = "\n".join(ears.heard) or str(error)
        raise ConfigError(f"`{order.config_file.name}` cannot be used: {reasons}") from None


def plugin_of(config: MkDocsConfig) -> OkrPlugin:
    """Our plugin; ConfigError where the configuration does not name it."""
    for plugin in config.plugins.values():
        if isinstance(plugin, OkrPlugin):
            return plugin
    raise ConfigError("the configuration does not name the plugin `okrsite`", "Add `- okrsite` below `plugins:`.")


def _build(config: MkDocsConfig, plugin: OkrPlugin, order: Order, *, drafts: bool) -> tuple[Pages | None, str | None]:
    """Build; which pages were made, and the sentence that says why there is no site, None when there is one."""
    try:
        pages = build(config, plugin, order.tell, order.last, drafts=drafts, elsewhere=order.elsewhere)
        return pages, None
    except (Abort, MkDocsException) as error:
        return None, str(error)
    except TemplateError as error:
        return None, f"the template {_place_of(error)} fails: {error}"
    except OSError as error:
        what = f"`{error.filename}` cannot be read or written" if error.filename else "a file cannot be written"
        return None, f"{what}: {error.strerror or error}"


def _place_of(error: TemplateError) -> str:
    """The template and line where an error arose, as far as the error or its traceback tells."""
    if isinstance(error, TemplateSyntaxError):
        return f"`{error.filename or error.name}`, line {error.lineno},"
    places = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    file, line = next((place for place in reversed(places) if place[0].endswith(".html")), (str(error), 0))
    return f"`{file}`, line {line},"


@contextmanager
def ordered(order: Order) -> Iterator[None]:
    """Let the plugin know what was ordered."""
    token = ORDER.set(order)
    try:
        yield
    finally:
        ORDER.reset(token)


@contextmanager
def listening() -> Iterator[Ears]:
    """Hear MkDocs instead of having it written to the terminal, without Python's own warnings about plugins."""
    logger, ears = logging.getLogger("mkdocs"), Ears()
    logger.addHandler(ears)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield ears
    finally:
        logger.removeHandler(ears)
