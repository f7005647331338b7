"""The digests of what a context answers to questions that a view asked, maybe another context and on another day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from typing import Any

from msgspec.msgpack import Encoder

from okrsite.model.objective import Objective
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
        self._alike: dict[Question, bool] = {}
        self._places: dict[str, Any] = {}
        self._spreads: dict[int, bytes] = {}

    def digest(self, about: Any, questions: Collection[Question]) -> bytes | None:
        """The digest of all answers in their order, and of what else the asker is made of.

        None where it has none, or it would not pay to ask.
        """
        if any(key is None and way in _EVERYTHING for way, key in questions):
            return None
        whole = blake2b(digest_size=16)
        try:
            whole.update(digest(about))
            for question in questions:
                whole.update(self._known.get(question) or self._answer(question))
        except _MISFITS:
            return None
        return whole.digest()

    def alike(self, other: Answers, questions: Collection[Question]) -> bool:
        """Whether another context answers the same; False where it would not pay to ask.

        Only one other may ever be asked about.
        """
        if any(key is None and way in _EVERYTHING for way, key in questions):
            return False
        try:
            return all(self._is_alike(other, question) for question in questions)
        except _MISFITS:
            return False

    def _is_alike(self, other: Answers, question: Question) -> bool:
        known = self._alike.get(question)
        if known is None:
            known = self._alike[question] = self._compared(other, question)
        return known

    def _compared(self, other: Answers, question: Question) -> bool:
        way, key = question
        if way == "weeks":
            return self._answer(question) == other._answer(question)
        here, there = self._answered(question), other._answered(question)
        if way not in _OBJECTIVES or key is None or _MISSING in (here, there):
            return bool(here == there)
        ids = [one.id for one in here]
        return ids == [one.id for one in there] and all(self._is_alike(other, (GOAL, id)) for id in ids)

    def _answer(self, question: Question) -> bytes:
        way, key = question
        answer = self._answered(question)
        if way in _OBJECTIVES and key is not None and answer is not _MISSING:
            answer = self._all_of(answer)
        known = self._known[question] = digest(answer)
        return known

    def _answered(self, question: Question) -> Any:
        """What is answered; of objectives whatever stands anywhere for one of them."""
        way, key = question
        if way == GOAL:
            return self._goal(str(key))
        if way == "weeks":
            return self._weeks(str(key))
        place = self._place(way)
        under = Week(int(str(key))) if way == "weekly" and key is not None else key
        return place if key is None else place.get(under, _MISSING)

    def _goal(self, id: str) -> list[Any]:
        """All that stands anywhere under the ids of an objective and its key results."""
        objective = self._context.graph.objectives.get(id)
        ids = [id, *(part.id for part in objective.key_results)] if objective else [id]
        foretold = [self._forecast(one) for one in ids]
        return [*foretold, *(place.get(one) for place in map(self._place, _AS_IT_STANDS) for one in ids)]

    def _forecast(self, goal: str) -> list[Any]:
        """A forecast with the digest of the past errors that it shares with many others."""
        found = self._context.forecasts.get(goal)
        if found is None:
            return []
        if id(found.spread) not in self._spreads:
            self._spreads[id(found.spread)] = digest(found.spread)
        return [self._spreads[id(found.spread)], *(part for part in found if part is not found.spread)]

    def _all_of(self, objectives: Iterable[Objective]) -> list[Any]:
        """What stands for some objectives, each of which is most likely asked for by itself, too."""
        return [(one.id, self._known.get((GOAL, one.id)) or self._answer((GOAL, one.id))) for one in objectives]

    def _weeks(self, id: str) -> list[Any] | None:
        """All that the scores of a cycle's weeks are made of, which takes longer to make than to tell."""
        context = self._context
        cycle = context.graph.cycles.get(id)
        if cycle is None:
            return None
        return [
            cycle,
            context.settings,
            min(cycle.end, context.as_of),
            self._all_of(context.index.of_cycle.get(id, ())),
        ]

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
_MISFITS = (TypeError, ValueError, OverflowError, RecursionError, AttributeError, KeyError)
"""What is raised by answers that are no data, and by questions of another version."""
_AS_IT_STANDS = tuple(way for way in OF_GOALS if way not in ("forecasts", "graph.key_results"))
"""Of what is told of a goal; forecasts are told in short, and key results are within their objective."""
_OBJECTIVES = frozenset({"index.objectives", "index.of_cycle", "index.of_team"})
_EVERYTHING = frozenset(
    {
        *OF_GOALS,
        *_OBJECTIVES,
        "records",
        "weekly",
        "index.documents",
    }
)
"""Where all that is there is so much that nearly every edit changes it, and its digest costs more than a view."""


def about(page: Page) -> Any:
    """What a page's view is made of beside the context; None of one that is there, or is made in another way."""
    if not isinstance(page.view, Deferred) or not isinstance(page.view.make, partial):
        return None
    made = page.view.make
    _context, *rest = made.args
    return [made.func.__module__, made.func.__qualname__, rest, dict(made.keywords)]


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value) if value.denominator > _LARGE or abs(value.numerator) > _LARGE else value.as_integer_ratio()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"an answer is data, found {value!r}")


_ordered = Encoder(enc_hook=_plain, order="deterministic")
_as_it_comes = Encoder(enc_hook=_plain)
_LARGE = 2**63 - 1
"""The largest number that they take; the means of many scores have larger ones."""


def digest(value: Any) -> bytes:
    """The digest of data, 16 bytes: of texts, numbers, days, structs by their fields' names, and all that holds them.

    Raises TypeError for anything else.
    """
    return blake2b(_told(value), digest_size=16).digest()


def _told(value: Any) -> bytes:
    try:
        try:
            return _ordered.encode(value)
        except TypeError:  # it orders names only; what has other keys comes in the same order each time, or is another
            return _as_it_comes.encode(value)
    except (ValueError, OverflowError):  # a text with half of a sign, such as a name on the disk, or a huge number
        return repr(value).encode("utf-8", "surrogatepass")
