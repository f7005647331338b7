"""Lists of reviews: of a cycle, with the first thing that each of them learned."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from okrsite.model.chronicle import Review
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.context import Context, grouped, kept
from okrsite.views.parts import Prose, Ref
from okrsite.views.words import gettext as _

KINDS = {"monthly": "monthly review", "mid-cycle": "mid-cycle review"}


class Reviewed(Struct, frozen=True):
    """A review: whose and when, its kind, and the first thing learned."""

    link: Ref
    text: str
    prose: Prose | None


def kind_of(review: Review) -> str:
    """Return what a review is called."""
    return _(KINDS.get(review.kind, "review"))


def reviews_of(context: Context, cycle: Cycle) -> tuple[Reviewed, ...]:
    """Return the reviews of a cycle as they are listed, newest first."""
    return reviewed(context, reversed(reviews_in(context, cycle)))


def reviews_in(context: Context, cycle: Cycle) -> tuple[Review, ...]:
    """Return the reviews of a cycle, oldest first; one that names none belongs to each that holds its day."""
    return _by_cycle(context).get(cycle.id, ())


@kept
def _by_cycle(context: Context) -> dict[str, tuple[Review, ...]]:
    graph = context.graph
    pairs = ((cycle, one) for one in graph.reviews for cycle in graph.cycles.values())
    return grouped(
        (cycle.id, one) for cycle, one in pairs if one.cycle == cycle.id or (not one.cycle and cycle.contains(one.date))
    )


def reviewed(context: Context, reviews: Iterable[Review]) -> tuple[Reviewed, ...]:
    """Return reviews as they are listed, in the order given."""
    return tuple(
        Reviewed(
            Ref(context.team_name(one.team), context.urls.document(one.uri)),
            _("{kind}, {day}").format(kind=kind_of(one), day=numbers.day(one.date, context.as_of)),
            Prose(one.learnings[0], one.uri) if one.learnings else None,
        )
        for one in reviews
    )
