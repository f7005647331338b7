"""What a view asks of the context: as long as all answers are the same, nobody needs to make that view again.

A view gets the `Asked` context, which answers as the context does and takes down each question: an attribute, what a
mapping has under a key, all that it has. Questions are plain values, so that they can be kept; `okrsite.views.answers`
tells what another context would say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import FunctionType, MethodType
from typing import Any, TypeVar, cast

from okrsite.compute.lineage import Lineage
from okrsite.compute.scorecard import Scorecard
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.week import Week
from okrsite.views.context import Context, Index
from okrsite.views.urls import Urls

Key = str | tuple[str | None, ...] | None
Question = tuple[str, Key]
"""Where it is asked, as a way of attributes from the context, and under which key; None asks for all that is there."""

V = TypeVar("V")
OF_GOALS = (
    "graph.objectives",
    "graph.key_results",
    "graph.supported_by",
    "graph.moved_by",
    "graph.changes",
    "card.objectives",
    "card.key_results",
    "coverage",
    "forecasts",
    "index.used_by",
    "index.carried_to",
    "index.checkins",
    "index.supporters",
    "index.enablers",
    "index.findings",
    "lines.up",
    "lines.down",
    "lines.primary",
)
"""Where something stands under ids of objectives and key results: it is asked for with all that is of one objective."""
GOAL = "goal"
_LOOKED_INTO = (OkrGraph, Scorecard, Index, Lineage)
_TOLD_AT_ONCE = ("coverage", "lines", "records", "forecasts", "weekly", "needs")
"""What the context works out for all pages: a view depends on what it asks of it, not on all that it rests on."""


class Notes:
    """The questions that are being asked, by whoever asks at the moment."""

    def __init__(self, key_results: Mapping[str, KeyResult]) -> None:
        """Nobody asks yet; `key_results` tell what is of which objective."""
        self.open: list[set[Question]] = [set()]
        self.key_results = key_results

    def taken(self, make: Callable[[], V]) -> tuple[V, frozenset[Question]]:
        """What `make` returns, and all that it asked."""
        self.open.append(set())
        try:
            return make(), frozenset(self.open[-1])
        finally:
            self.open.pop()


class _Seen(Mapping[Any, Any]):
    """A mapping that takes down what is asked of it."""

    __slots__ = ("_inner", "_open", "_way")

    def __init__(self, inner: Mapping[Any, Any], way: str, notes: Notes) -> None:
        """Answer as `inner`, which stands at that way from the context."""
        self._inner, self._way, self._open = inner, way, notes.open

    def __getitem__(self, key: Any) -> Any:
        """What stands under a key."""
        self._note(key)
        return self._inner[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """What stands under a key, or `default`."""
        self._note(key)
        return self._inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Whether anything stands under a key."""
        self._note(key)
        return key in self._inner

    def __iter__(self) -> Iterator[Any]:
        """Yield the keys."""
        self._open[-1].add((self._way, None))
        return iter(self._inner)

    def __len__(self) -> int:
        """How many keys there are."""
        self._open[-1].add((self._way, None))
        return len(self._inner)

    def _note(self, key: Any) -> None:
        if type(key) is Week:
            key = str(key.number)
        plain = type(key) is str or (type(key) is tuple and all(part is None or type(part) is str for part in key))
        self._open[-1].add((self._way, key if plain else None))


class _SeenGoals(_Seen):
    """A mapping by the ids of objectives and key results."""

    __slots__ = ("_key_results",)

    def __init__(self, inner: Mapping[Any, Any], way: str, notes: Notes) -> None:
        super().__init__(inner, way, notes)
        self._key_results = notes.key_results

    def _note(self, key: Any) -> None:
        part = self._key_results.get(key)
        self._open[-1].add((GOAL, part.objective if part else key))


class _Asked:
    """What has attributes to be asked for; methods and properties ask in their turn."""

    def __init__(self, inner: Any, way: str, notes: Notes) -> None:
        self._inner, self._way, self._notes = inner, way, notes
        self._plain: dict[str, tuple[Any, Question]] = {}

    def __getattr__(self, name: str) -> Any:
        """The attribute; what takes down by itself what is asked of it is found at once the next time."""
        if name in self._plain:
            value, question = self._plain[name]
            self._notes.open[-1].add(question)
            return value
        told = getattr(type(self._inner), name, None)
        if isinstance(told, FunctionType):
            return self._keep(name, MethodType(told, self))
        if isinstance(told, property):
            return cast(Any, told.fget)(self)
        return self._told(name, getattr(self._inner, name))

    def _told(self, name: str, value: Any) -> Any:
        made = _asked(value, f"{self._way}{name}", self._notes)
        if made is not value or isinstance(value, Urls):
            return self._keep(name, made)
        self._plain[name] = value, (f"{self._way}{name}", None)
        self._notes.open[-1].add(self._plain[name][1])
        return value

    def _keep(self, name: str, value: Any) -> Any:
        self.__dict__[name] = value
        return value


class _AskedContext(_Asked):
    """A context of which questions are taken down."""

    def __init__(self, context: Context, notes: Notes) -> None:
        super().__init__(context, "", notes)
        self._once: dict[str, tuple[Any, frozenset[Question]]] = {}

    def __getattr__(self, name: str) -> Any:
        if name in _TOLD_AT_ONCE:
            return self._told(name, getattr(self._inner, name))
        return super().__getattr__(name)

    def weeks(self, cycle: str) -> Any:
        self._notes.open[-1].add(("weeks", cycle))
        return self._inner.weeks(cycle)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What is made once; whoever asks for it asks all that was asked when it was made."""
        if name not in self._once:
            self._once[name] = self._notes.taken(make)
        value, questions = self._once[name]
        self._notes.open[-1].update(questions)
        return value

    def kept(self, name: str, make: Callable[[Any], Any]) -> Any:
        """What is made once of everything; whoever asks for it asks for what it is taken from it."""
        value = self._inner.kept(name, make)
        made = self.__dict__.get(name)
        if made is None:
            made = self.__dict__[name] = _asked(value, name, self._notes)
        if made is value:
            self._notes.open[-1].add((name, None))
        return made


def _asked(value: Any, way: str, notes: Notes) -> Any:
    """What answers in the place of a value; the value itself where it is told as a whole."""
    if isinstance(value, Mapping):
        return (_SeenGoals if way in OF_GOALS else _Seen)(value, way, notes)
    return _Asked(value, f"{way}.", notes) if isinstance(value, _LOOKED_INTO) else value


def asked_context(context: Context) -> tuple[Context, Notes]:
    """A context that answers as the one given, and where its questions are taken down."""
    notes = Notes(context.graph.key_results)
    return cast(Context, _AskedContext(context, notes)), notes
