"""That a cycle is sealed: since when, what was declared to have changed, and which retrospectives are open."""

from __future__ import annotations

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import on
from okrsite.views.parts import Day, Ref
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class Amended(Struct, frozen=True):
    """A document of the archive that was changed after the close, when and why."""

    day: Day
    document: Ref
    reason: str


class SealView(Struct, frozen=True):
    """A cycle's seal, since when it is set; `open` are the retrospectives that may still be written."""

    since: str
    text: str
    amended: tuple[Amended, ...]
    open: tuple[Ref, ...]


def seal_view(context: Context, cycle: Cycle) -> SealView | None:
    """Return what a cycle's seal says, None where it has none yet."""
    seal = context.seals.of(cycle.id)
    if seal is None:
        return None
    held = ngettext("{n} document", "{n} documents", len(seal.documents))
    return SealView(
        since=_("since {day}").format(day=numbers.day(seal.closed)),
        text=_("{documents} can't change unnoticed.").format(documents=held),
        amended=tuple(
            Amended(on(one.date, context.as_of), _document(context, one.path), one.reason) for one in seal.amended
        ),
        open=tuple(_written(context, path) for path in seal.open),
    )


def is_open(context: Context, cycle: Cycle, uri: str) -> bool:
    """Return whether a document of a sealed cycle may still be written."""
    seal = context.seals.of(cycle.id)
    return seal is not None and uri in seal.open


def sealed_on(context: Context, cycle: Cycle) -> str:
    """Return since when a cycle is sealed, in words; empty where it is not."""
    seal = context.seals.of(cycle.id)
    return _("sealed on {day}").format(day=numbers.day(seal.closed)) if seal else ""


def _written(context: Context, path: str) -> Ref:
    """Return a retrospective by its team, with a link to its page; another document by its path."""
    for one in context.graph.retrospectives:
        if one.uri == path:
            return Ref(context.team_name(one.team), context.urls.retrospective(context.cycle(one.cycle), one.team))
    return _document(context, path)


def _document(context: Context, path: str) -> Ref:
    """Return a document by its path, with a link where it still is there."""
    return Ref(path, context.urls.document(path) if path in context.graph.pages else "")
