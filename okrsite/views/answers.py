"""The digests of what a context answers to questions that a view asked, maybe another context and on another day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from typing import Any

from msgspec.msgpack import Encoder

from okrsite.model.week import Week
from okrsite.views.asking import GOAL, OF_GOALS, Question
from okrsite.views.context import KEPT, Context
from okrsite.views.page import Deferred, Page


class Answers:
    """The digests of answers that a context gives."""

    def __init__(self, context: Context) -> None:
        """Ask this context."""
        self._context = context
        self._known: dict[Question, bytes] = {}
        self._places: dict[str, Any] = {}

    def digest(self, page: Page, questions: Collection[Question]) -> bytes | None:
        """The digest of all answers in their order, and of what a page's view is made of.

        None where it has none, or it would not pay to ask.
        """
        if any(key is None and way in _EVERYTHING for way, key in questions):
            return None
        whole = blake2b(digest_size=16)
        try:
            whole.update(_digest(_own(page)))
            for question in questions:
                whole.update(self._known.get(question) or self._answer(question))
        except (TypeError, ValueError, OverflowError, RecursionError, AttributeError, KeyError):
            return None
        return whole.digest()

    def _answer(self, question: Question) -> bytes:
        way, key = question
        answer: Any
        if way == GOAL:
            answer = self._goal(str(key))
        elif way == "weeks":
            answer = self._context.weeks(str(key)) if key in self._context.graph.cycles else None
        else:
            place = self._place(way)
            under = Week(int(str(key))) if way == "weekly" and key is not None else key
            answer = place if key is None else place.get(under, _MISSING)
        known = self._known[question] = _digest(answer)
        return known

    def _goal(self, id: str) -> list[Any]:
        """All that stands anywhere under the ids of an objective and its key results."""
        objective = self._context.graph.objectives.get(id)
        ids = [id, *(part.id for part in objective.key_results)] if objective else [id]
        return [place.get(one) for place in map(self._place, OF_GOALS) for one in ids]

    def _place(self, way: str) -> Any:
        """What stands at a way, which begins with an attribute of the context or with a function that is kept."""
        if way not in self._places:
            # Ways are read from a cache that others may have written, so only what is known is called.
            place: Any = self._context
            if ":" in way:
                self._places[way] = KEPT[way](place)
            else:
                for name in way.split("."):
                    place = getattr(place, name)
                self._places[way] = place
        return self._places[way]


_MISSING = "\0missing"
_EVERYTHING = frozenset(
    {
        *OF_GOALS,
        "records",
        "weekly",
        "forecasts",
        "index.documents",
        "index.objectives",
        "index.of_cycle",
        "index.of_team",
    }
)
"""Where all that is there is so much that nearly every edit changes it, and its digest costs more than a view."""


def _own(page: Page) -> Any:
    """What a page's view is made of beside the context."""
    if not isinstance(page.view, Deferred) or not isinstance(page.view.make, partial):
        raise TypeError("a view that is there, or made in another way, asks nothing")
    made = page.view.make
    _context, *rest = made.args
    return [made.func.__module__, made.func.__qualname__, rest, dict(made.keywords)]


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value.numerator, value.denominator
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"an answer is data, found {value!r}")


_ordered = Encoder(enc_hook=_plain, order="deterministic")
_as_it_comes = Encoder(enc_hook=_plain)


def _digest(value: Any) -> bytes:
    try:
        told = _ordered.encode(value)
    except TypeError:  # it orders names only; what has other keys is in the same order each time, or counts as another
        told = _as_it_comes.encode(value)
    return blake2b(told, digest_size=16).digest()
