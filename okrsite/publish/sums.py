"""Numbers that come of all documents together, kept so that a few of these can be looked at on their own.

A few documents tell other sums than all do. But where an edit is among them, they tell which sums it changes: those
that are told otherwise before and after it. If they told such a sum right before it, they do so after it; all others
are what they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as with_changes
from functools import cache
from typing import Any, TypeVar, get_type_hints

from msgspec import DecodeError
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from okrsite.compute.scorecard import GroupNumbers
from okrsite.diagnostics import Diagnostic, ordered
from okrsite.publish.last import BeyondError
from okrsite.report import Report
from okrsite.views.aligned import figures, team_figures
from okrsite.views.coaching import team_of_paths
from okrsite.views.context import KEPT, Context, past_errors
from okrsite.views.learned import taught_last
from okrsite.views.onward import retrospected
from okrsite.views.owners import earlier_owners
from okrsite.views.phases import agreeing_teams
from okrsite.views.strategy import earlier_supporters, servings

K = TypeVar("K")
V = TypeVar("V")
SUMS = (
    *(past_errors, figures, team_figures, earlier_owners, retrospected, servings, earlier_supporters),
    *(taught_last, team_of_paths, agreeing_teams),
)
_KEPT = tuple(f"{one.__module__}:{one.__qualname__}" for one in SUMS)
"""What is worked out of a whole context, by a key for each of its parts."""
_CYCLES = "cycles"


class Sums:
    """The sums of all documents, by name and key."""

    def __init__(self, told: Mapping[str, Mapping[Any, Any]]) -> None:
        """Take them as they are told."""
        self._told = told

    @classmethod
    def of(cls, context: Context) -> Sums:
        """Those of a context that knows all documents."""
        kept = {name: KEPT[name](context) for name in _KEPT}
        return cls({_CYCLES: context.card.cycles, **kept})

    @classmethod
    def read(cls, raw: bytes) -> Sums:
        """Those that were written; BeyondError for anything else."""
        try:
            parts = Decoder(dict[str, bytes]).decode(raw)
            return cls({name: _decoder(name).decode(parts[name]) for name in (_CYCLES, *_KEPT)})
        except (DecodeError, ValueError, KeyError, ArithmeticError) as error:
            raise BeyondError("the last build left no sums that can be read") from error

    def written(self) -> bytes:
        """The sums as bytes."""
        encoder = Encoder(enc_hook=_plain)
        return encoder.encode({name: encoder.encode(dict(told)) for name, told in self._told.items()})

    def completed(self, before: Context, after: Context) -> tuple[Context, Context]:
        """Contexts of some documents before and after an edit that tell the sums of all; BeyondError where not."""
        cycles = self._told[_CYCLES]
        then, now = before.card.cycles, after.card.cycles
        contexts = (
            _with_cycles(before, {**then, **cycles}),
            _with_cycles(after, {**now, **merged(cycles, then, now)}),
        )
        for name in _KEPT:
            told = self._told[name]
            then, now = (KEPT[name].__wrapped__(one) for one in contexts)  # type: ignore[attr-defined]
            contexts[0].know(name, told)
            contexts[1].know(name, merged(told, then, now))
        return contexts


def _with_cycles(context: Context, cycles: Mapping[str, GroupNumbers]) -> Context:
    """A context with other numbers of cycles, as parts of which only objectives are named that it knows."""
    known = context.graph.objectives
    told = {
        id: replace(group, parts=tuple(part for part in group.parts if part[0] in known))
        for id, group in cycles.items()
    }
    return with_changes(context, card=replace(context.card, cycles=told))


def merged(told: Mapping[K, V], before: Mapping[K, V], after: Mapping[K, V]) -> dict[K, V]:
    """What is told of all, with what some tell otherwise after an edit; BeyondError if that is new.

    >>> merged({"a": 9, "b": 2}, {"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4})
    {'a': 9, 'b': 3, 'c': 4}
    """
    found = dict(told)
    for key in {**before, **after}:
        then, now = before.get(key), after.get(key)
        if then == now:
            continue
        if then != told.get(key):
            raise BeyondError("a sum over more than the documents around the edit changes")
        if now is None:
            found.pop(key, None)
        else:
            found[key] = now
    return found


def with_findings(before: Report, after: Report, found: tuple[Diagnostic, ...]) -> tuple[Report, Report]:
    """Reports of some documents before and after an edit with the findings in all; `found` are those before it."""
    gone, new = set(before.findings) - set(after.findings), set(after.findings) - set(before.findings)
    if not gone <= set(found) or new & set(found):
        raise BeyondError("a finding in other documents changes")
    return replace(before, findings=found), replace(after, findings=ordered({*found, *new} - gone))


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


@cache
def _decoder(name: str) -> Decoder[Any]:
    kind = dict[str, GroupNumbers] if name == _CYCLES else get_type_hints(KEPT[name])["return"]
    return Decoder(kind, dec_hook=lambda made, text: made(text))
