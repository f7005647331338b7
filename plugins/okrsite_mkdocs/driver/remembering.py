"""What pages and data files asked when they were made, and what they were.

None need be made to know that it is the same as long as all that it asked is answered as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from okrsite.publish.edition import Edition
from okrsite.publish.packs import PackStore
from okrsite.views.answers import about, digest
from okrsite.views.asking import Question
from okrsite.views.page import Page

MOST = 3000
"""Up to so many questions are kept; what asks more shows so much that it changes with every edit."""
V = TypeVar("V")


class Memory(Struct, frozen=True, array_like=True):
    """What a view asked, the digest of the answers, and that of the view that came of them."""

    questions: tuple[Question, ...]
    answers: bytes
    shown: str


_decoder = Decoder(Memory)


class Memories:
    """The digests of views and data, of which only those are made that may be others than they were."""

    def __init__(self, edition: Edition, store: PackStore, setting: str) -> None:
        """Remember below `store` what this edition's views asked; `setting` is what they depend on besides."""
        self._edition, self._store, self._setting = edition, store, setting

    def shown(self, page: Page) -> tuple[Page, str]:
        """The digest of what a page shows, and the page, with its view where that had to be made."""
        key = f"{page.template} {page.address} {page.edit}"
        shown, view = self._known(key, about(page), page.made, lambda view: digest([page.template, view]))
        return (page if view is None else replace(page, view=view)), shown

    def content(self, name: str, make: Callable[[], bytes]) -> tuple[bytes | None, str]:
        """The digest of a file's bytes, and the bytes where they had to be made."""
        shown, content = self._known(f"file {name}", name, make, digest)
        return content, shown

    def _known(self, key: str, about: Any, make: Callable[[], V], told: Callable[[V], bytes]) -> tuple[str, V | None]:
        """The digest of what is made, and what is made where nobody can tell that without making it."""
        answers, key = self._edition.answers, f"asked {self._setting} {key}"
        memory = self._remembered(key)
        if memory and memory.answers == answers.digest(about, memory.questions):
            return memory.shown, None
        made, questions = self._edition.asked.taken(make)
        shown, asked = told(made).hex(), tuple(questions)
        if about is not None and len(asked) <= MOST and (answered := answers.digest(about, asked)):
            with suppress(ValueError):  # a name on the disk need not be text
                self._store.put(key, encode(Memory(asked, answered, shown)))
        return shown, made

    def _remembered(self, key: str) -> Memory | None:
        body = self._store.get(key)
        try:
            return _decoder.decode(body) if body else None
        except (ValueError, RecursionError):
            return None
