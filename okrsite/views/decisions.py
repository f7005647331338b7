"""What became of objectives and key results when their cycle was over: continued, changed or dropped, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from okrsite.compute.chains import CARRIED, CHANGE, CONTINUE, DROP, Passage, by_objective, objective_of, passages
from okrsite.views.context import Context, kept
from okrsite.views.marks import reference, team
from okrsite.views.parts import Prose, Ref
from okrsite.views.words import gettext as _

_ORDER = (CONTINUE, CHANGE, CARRIED, DROP)
_MOST = 5
"""More decisions of one kind are folded away."""


class Decision(Struct, frozen=True):
    """One of them: what was decided of what, where it went, why, and where that is written."""

    words: str
    what: Ref
    to: Ref | None
    reason: Prose | None
    source: tuple[Ref, ...] = ()


class Decisions(Struct, frozen=True):
    """Decisions in a row; `note` counts them, `rest` is folded away."""

    note: str
    shown: tuple[Decision, ...]
    rest: tuple[Decision, ...] = ()


@kept
def passages_of(context: Context) -> tuple[Passage, ...]:
    """Return everything that was decided, made once."""
    return passages(context.graph)


@kept
def decided(context: Context) -> Mapping[str, tuple[Passage, ...]]:
    """Return what was decided of each objective and its key results, by the objective's id, made once."""
    return by_objective(context.graph, passages_of(context))


def decided_of(context: Context, id: str) -> tuple[Passage, ...]:
    """Return what was decided of an objective or a key result itself."""
    own = decided(context).get(objective_of(context.graph, id), ())
    return tuple(one for one in own if one.subject == id)


def decisions(context: Context, found: Iterable[Passage]) -> Decisions | None:
    """Return decisions, those that go on first and some of every kind; None without any."""
    kinds: dict[str, list[Passage]] = {kind: [] for kind in _ORDER}
    for one in found:
        kinds[one.decision].append(one)
    if not any(kinds.values()):
        return None
    shown = [one for them in kinds.values() for one in them[:_MOST]]
    rest = [one for them in kinds.values() for one in them[_MOST:]]
    kept, folded = (shown, rest) if len(rest) > 2 else ([one for them in kinds.values() for one in them], [])
    return Decisions(
        _note({kind: len(them) for kind, them in kinds.items()}),
        tuple(decision(context, one) for one in kept),
        tuple(decision(context, one) for one in folded),
    )


def decision(context: Context, one: Passage) -> Decision:
    """Return one decision as it is shown."""
    cycle = context.graph.cycles[one.cycle]
    source = Ref(f"{context.team_name(one.team)}, {cycle.id}", context.urls.retrospective(cycle, one.team))
    return Decision(
        decision_words(one.decision),
        reference(context, one.subject),
        reference(context, one.to) if one.to else None,
        Prose(one.reason, one.uri) if one.reason else None,
        (source if one.uri else team(context, one.team),),
    )


def decision_words(decision: str) -> str:
    """Return the word for a decision."""
    words = {CONTINUE: _("Continue"), CHANGE: _("Change"), DROP: _("Drop"), CARRIED: _("Carried on")}
    return words.get(decision, decision)


def _note(counts: Mapping[str, int]) -> str:
    words = {
        CONTINUE: _("{n} continued"),
        CHANGE: _("{n} changed"),
        CARRIED: _("{n} carried on without a word"),
        DROP: _("{n} dropped"),
    }
    return ", ".join(words[kind].format(n=count) for kind, count in counts.items() if count)
