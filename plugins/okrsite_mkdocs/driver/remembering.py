"""What the views of pages asked when they were made, and what they were: a view need not be made to know that it is the
same as long as all that it asked is answered as it was.
"""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from okrsite.publish.edition import Edition
from okrsite.publish.packs import PackStore
from okrsite.publish.record import digest
from okrsite.views.asking import Question
from okrsite.views.page import Page

MOST = 1000
"""Up to so many questions are kept of a page; one that asks more shows so much that it changes with every edit."""


class Memory(Struct, frozen=True, array_like=True):
    """What a view asked, the digest of the answers, and that of the view that came of them."""

    questions: tuple[Question, ...]
    answers: bytes
    shown: str


_decoder = Decoder(Memory)


class Memories:
    """The digests of views, of which only those are made that may be others than they were."""

    def __init__(self, edition: Edition, store: PackStore, setting: str) -> None:
        """Remember below `store` what views of this edition asked; `setting` is what they depend on besides."""
        self._edition, self._store, self._setting = edition, store, setting

    def shown(self, page: Page) -> tuple[Page, str]:
        """The digest of what a page shows, and the page, with its view where that had to be made."""
        answers = self._edition.answers
        memory = self._remembered(page)
        if memory and memory.answers == answers.digest(page, memory.questions):
            return page, memory.shown
        view, questions = self._edition.asked.taken(page.made)
        shown = digest(repr([page.template, view]))
        asked = tuple(questions)
        if len(asked) <= MOST and (answered := answers.digest(page, asked)):
            with suppress(ValueError):  # a name on the disk need not be text
                self._store.put(self._key(page), encode(Memory(asked, answered, shown)))
        return replace(page, view=view), shown

    def _remembered(self, page: Page) -> Memory | None:
        body = self._store.get(self._key(page))
        try:
            return _decoder.decode(body) if body else None
        except (ValueError, RecursionError):
            return None

    def _key(self, page: Page) -> str:
        return f"asked {self._setting} {page.template} {page.address} {page.edit}"
