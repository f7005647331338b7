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
from okrsite.views.provenance import ALL, gathered

MOST = 3000
"""Up to so many questions are kept; what asks more shows so much that it changes with every edit."""
V = TypeVar("V")


class Memory(Struct, frozen=True, array_like=True):
    """What a view asked, the digest of the answers, and that of the view that came of them."""

    questions: tuple[Question, ...]
    answers: bytes
    shown: str


_decoder = Decoder(Memory)
OF_ALL: Question = (f"{gathered.__module__}:{gathered.__qualname__}", ALL)
"""What a view asks that names the last commit of all."""
_NONE = Memory((), b"", "")
"""Stands for what would be remembered if it did not ask too much."""


def _view_key(key: str, shown: str) -> str:
    return f"view {key} {shown}"


def page_key(page: Page) -> str:
    """What tells a page apart from all others."""
    return f"{page.template} {page.address} {page.edit}"


def file_key(name: str) -> str:
    """What tells a data file apart from all others."""
    return f"file {name}"


def shown_of(page: Page, view: Any) -> bytes:
    """The digest of what a page shows by a view."""
    return digest([page.template, view])


class Memories:
    """The digests of views and data, of which only those are made that may be others than they were."""

    def __init__(self, edition: Edition, store: PackStore, setting: str) -> None:
        """Remember below `store` what this edition's views asked; `setting` is what they depend on besides."""
        self._edition, self._store, self._setting = edition, store, setting

    def shown(self, page: Page) -> tuple[Page, str]:
        """The digest of what a page shows, and the page, with its view where that had to be made."""
        shown, view = self._known(
            page_key(page), about(page), page.made, lambda view: shown_of(page, view), self._keep_view
        )
        return (page if view is None else replace(page, view=view)), shown

    def told_alike(self, before: Edition, key: str, shown: str, then: Any, now: Any) -> bool:
        """Whether what was made once can't but be the same in an edition before this one and in this.

        `shown` is its digest of then; `then` and `now` are what it is made of beside the contexts.
        """
        memory = self._remembered(self._key(key))
        if memory is None or memory.shown != shown or then != now:
            return False
        return before.answers.alike(self._edition.answers, memory.questions)

    def was_shown(self, before: Edition, key: str, shown: str, then: Any) -> bool:
        """Whether an edition before this one answered all that was asked as it was when `shown` came of it."""
        memory = self._remembered(self._key(key))
        if memory is None or memory.shown != shown:
            return False
        return before.answers.digest(then, memory.questions) == memory.answers

    def content(self, name: str, make: Callable[[], bytes]) -> tuple[bytes | None, str]:
        """The digest of a file's bytes, and the bytes where they had to be made."""
        shown, content = self._known(file_key(name), name, make, digest)
        return content, shown

    def view(self, page: Page, shown: str) -> Any:
        """The view of which that is the digest, with the type of the page's; None where it is not kept.

        Views are kept that come of all documents, so that they change in part with each of them.
        """
        body = self._store.get(_view_key(page_key(page), shown))
        with suppress(ValueError, TypeError, RecursionError):
            view = Decoder(type(page.made())).decode(body or b"")
            return view if shown_of(page, view).hex() == shown else None
        return None

    def _keep_view(self, key: str, shown: str, view: Any) -> None:
        name = _view_key(key, shown)
        if self._store.get(name) is None:
            with suppress(ValueError, TypeError):  # it is not all data, or has a name of the disk that is no text
                self._store.put(name, encode(view))

    def _known(
        self,
        key: str,
        about: Any,
        make: Callable[[], V],
        told: Callable[[V], bytes],
        keep: Callable[[str, str, V], None] = lambda _key, _shown, _made: None,
    ) -> tuple[str, V | None]:
        """The digest of what is made, and what is made where nobody can tell that without making it."""
        name = key
        answers, key = self._edition.answers, self._key(key)
        memory = self._remembered(key)
        if memory and memory.answers == answers.digest(about, memory.questions):
            return memory.shown, None
        made, questions = self._edition.asked.taken(make)
        shown, asked = told(made).hex(), tuple(questions)
        if about is None or OF_ALL in questions:
            keep(name, shown, made)
        answered = answers.digest(about, asked) if about is not None and len(asked) <= MOST else None
        if answered or (memory and about is not None):
            with suppress(ValueError):  # a name on the disk need not be text
                self._store.put(key, encode(Memory(asked, answered, shown) if answered else _NONE))
        return shown, made

    def _key(self, key: str) -> str:
        return f"asked {self._setting} {key}"

    def _remembered(self, key: str) -> Memory | None:
        body = self._store.get(key)
        try:
            return _decoder.decode(body) if body else None
        except (ValueError, RecursionError):
            return None
