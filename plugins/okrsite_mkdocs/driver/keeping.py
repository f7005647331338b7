"""What a build takes over from those before it: files of the site that stands, pages, what they were made from.

A page is a pure function of its own words, its view and what all pages share, so the digest of these names it.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from okrsite.publish.code import code_digest
from okrsite.publish.outcome import Made, Pages
from okrsite.publish.packs import PackStore
from okrsite.publish.record import Inputs, digest, read_record, record_place
from okrsite.publish.stamp import by_text
from okrsite_mkdocs.driver.remembering import Memories
from okrsite_mkdocs.driver.templates import asks_far, author_files
from okrsite_mkdocs.plugin import OkrPlugin
from okrsite_mkdocs.repeatable import looking_at_all, repeats
from okrsite_mkdocs.shaping import versions

FORMAT = "okrsite-pages/1"
_HALF = 16
_UNKNOWN, _STANDS, _RESTORED, _MADE = range(4)
_SLOT = 2 * _HALF + 1


class Keeper:
    """Tells for each file of a site whether it has to be made, and keeps it for builds to come."""

    def __init__(self, config: MkDocsConfig, plugin: OkrPlugin, last: Path) -> None:
        """Know the `last` site, and all pages that were kept of any."""
        self.store = PackStore(plugin.press.cache / "pages", FORMAT)
        self.setting = self._frame = _setting(config, plugin)
        self.memories = Memories(plugin.edition, self.store, self.setting)
        self._new, self._last = Path(config.site_dir), last
        self.record = read_record(record_place(plugin.press.cache, last))
        self._units: Sequence[str] = ()
        # A first build is long enough: what it writes stands in the site, unless that is thrown away as CI does.
        self._thrifty = not (self.record.files or self.store.holds_any() or os.environ.get("CI"))

    @property
    def warm(self) -> bool:
        """Whether the pages of the last site had the same frame, so that many may stand."""
        return self.record.frame == self._frame

    def expect(self, units: Sequence[str], nav: Navigation) -> None:
        """Be asked for these paths in the site from now on, by number and by several processes.

        The titles in the navigation have to be known, for each page shows them.
        """
        self._units = units
        named = [list(_named(nav.items)), nav.homepage.url if nav.homepage else None]
        self._frame = sha256(f"{self.setting} {json.dumps(named)}".encode("utf-8", "surrogatepass")).hexdigest()
        # Processes that are split off write what they did where this one sees it.
        self._slots = mmap.mmap(-1, max(1, len(units) * _SLOT))

    def has(self, unit: int, inputs: Inputs) -> bool:
        """Whether a file need not be made, for it stands in the last site or was kept and is written now."""
        name = self._units[unit]
        before = self.record.files.get(name)
        if before and self.warm and before.inputs == inputs and before.stands(self._last, name):
            self._note(unit, inputs, _STANDS)
            return True
        body = self.store.get(self._key(name, inputs))
        if body is None:
            return False
        write_file(body, str(self._new / name))
        self._note(unit, inputs, _RESTORED)
        return True

    def keep(self, unit: int, inputs: Inputs, content: bytes | None = None) -> None:
        """Remember that a file was made; where its content is told, keep it for other sites, but for a first one."""
        if content is not None and not self._thrifty:
            self.store.put(self._key(self._units[unit], inputs), content)
        self._note(unit, inputs, _MADE)

    def finish(self) -> Pages:
        """What was made and why, and what the files of the new site were made from."""
        self.store.trim()
        states = self._slots[::_SLOT]
        told = {name: self._inputs(unit) for unit, name in enumerate(self._units) if states[unit] != _UNKNOWN}
        made = (Made(name, self._why(unit)) for unit, name in enumerate(self._units) if states[unit] == _MADE)
        standing = (name for unit, name in enumerate(self._units) if states[unit] == _STANDS)
        return Pages(
            tuple(made),
            frozenset(standing),
            states.count(_RESTORED),
            frame=self._frame,
            inputs=told,
            total=len(told),
            fault=self.store.fault,
        )

    def _key(self, name: str, inputs: Inputs) -> str:
        return f"{self._frame} {inputs.words} {inputs.shown} {name}"

    def _note(self, unit: int, inputs: Inputs, state: int) -> None:
        slot = bytes([state]) + bytes.fromhex(inputs.words) + bytes.fromhex(inputs.shown)
        self._slots[unit * _SLOT : (unit + 1) * _SLOT] = slot

    def _inputs(self, unit: int) -> Inputs:
        slot = self._slots[unit * _SLOT + 1 : (unit + 1) * _SLOT]
        return Inputs(slot[:_HALF].hex(), slot[_HALF:].hex())

    def _why(self, unit: int) -> str:
        """Why a file was made, in words that go on behind its name."""
        before, inputs = self.record.files.get(self._units[unit]), self._inputs(unit)
        if not self.record.files:
            return "no build before it is known"
        if before is None:
            return "it is new"
        if not self.warm:
            return "the configuration, the navigation, a template or a version changed"
        if before.inputs.words != inputs.words:
            return "what its author wrote, its title or its place changed"
        if before.inputs.shown != inputs.shown:
            return "what it shows changed"
        return "it does not stand in the site as it was written, and is not in the cache"


def inputs_of(words: object, shown: str = "") -> Inputs:
    """The digests of what a page is written from: its own words, and what it shows of the numbers, told as a digest."""
    return Inputs(digest(repr(words)), shown or digest(""))


def inputs_of_bytes(content: bytes) -> Inputs:
    """The digests for a file that is made in less time than it takes to ask what it is made from."""
    return Inputs(digest(""), sha256(content).hexdigest()[: 2 * _HALF])


def why_all(config: MkDocsConfig, plugin: OkrPlugin) -> str | None:
    """Why every page has to be made anew, None where its own inputs tell all that it depends on."""
    other = looking_at_all(plugin.press.project.written)
    if other:
        return f"the plugin `{other}` may look at every page"
    if not repeats(plugin.press.project.written):
        return "a theme, a hook or an extension is configured that may read other files"
    for name, content in author_files(config):
        if asks_far(content):
            return f"the template `{name}` may show other pages"
    return None


def _setting(config: MkDocsConfig, plugin: OkrPlugin) -> str:
    """The digest of what all pages share but for the navigation: configuration, templates and versions."""
    about = {
        "written": by_text(plugin.press.project.written),
        "audience": plugin.press.settings.audience,
        "address": config.site_url,
        "versions": dict(versions()),
        "python": sys.version,
        "code": code_digest(),
    }
    whole = sha256(json.dumps(about, sort_keys=True, default=str).encode("utf-8", "surrogatepass"))
    for name, content in author_files(config):
        whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return whole.hexdigest()


def _named(items: Iterable[StructureItem]) -> Iterator[Any]:
    for item in items:
        children = getattr(item, "children", None) or ()
        about = [repr(getattr(item, name, None)) for name in ("url", "meta", "edit_url")]
        about.append(item.file.src_uri if isinstance(item, Page) else "")
        yield [type(item).__name__, str(item.title), *about, list(_named(children))]
